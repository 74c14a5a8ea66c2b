/*
 * Copyright 2026-present the original author or authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *      https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */

package io.github.nexmoconversion.client;

import java.net.URI;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * Thrown when conversions cannot be reported to an address safely. The message does not
 * show the address, which may hold a password.
 *
 * @since 0.1.0
 */
public class InvalidConversionBaseUrlException extends IllegalArgumentException {

	// By its name alone: to ask a name server would let that decide
	private static final Pattern LOOPBACK = Pattern.compile("localhost|127(\\.\\d{1,3}){3}|\\[::1]");

	private static final String PLAIN_HTTP = "must begin with 'https://': with plain HTTP to another machine,"
			+ " credentials can be read on their way";

	private static final Pattern CHANNEL_PATH = Pattern.compile(".*/(sms|voice)/?");

	private final boolean plainHttp;

	/**
	 * Create a new {@link InvalidConversionBaseUrlException}.
	 * @param problem what is wrong with the address
	 */
	public InvalidConversionBaseUrlException(String problem) {
		super("The base URL of the Conversion API " + problem);
		this.plainHttp = problem.equals(PLAIN_HTTP);
	}

	/**
	 * Return whether the address would be right if plain HTTP were allowed.
	 * @return {@code true} if it is plain HTTP to another machine
	 */
	public boolean isPlainHttp() {
		return this.plainHttp;
	}

	static void throwIfNotSafe(URI baseUrl, boolean allowPlainHttp) {
		String problem = problemOf(baseUrl, allowPlainHttp);
		if (problem != null) {
			throw new InvalidConversionBaseUrlException(problem);
		}
	}

	// Without a scheme the client would fall back to plain HTTP, and what follows a path
	// would end up in metrics and traces
	private static @Nullable String problemOf(URI baseUrl, boolean allowPlainHttp) {
		boolean plain = "http".equalsIgnoreCase(baseUrl.getScheme());
		if (!plain && !"https".equalsIgnoreCase(baseUrl.getScheme())) {
			return "must begin with 'https://'";
		}
		if (baseUrl.getHost() == null) {
			return "has no valid host";
		}
		if (plain && !allowPlainHttp && !LOOPBACK.matcher(baseUrl.getHost()).matches()) {
			return PLAIN_HTTP;
		}
		if (CHANNEL_PATH.matcher(baseUrl.getRawPath()).matches()) {
			return "must end before the channel, which is added to it";
		}
		if (baseUrl.getRawUserInfo() != null) {
			return "must not hold a user name or password";
		}
		return (baseUrl.getRawQuery() != null || baseUrl.getRawFragment() != null) ? "must not have a query or fragment"
				: null;
	}

}
