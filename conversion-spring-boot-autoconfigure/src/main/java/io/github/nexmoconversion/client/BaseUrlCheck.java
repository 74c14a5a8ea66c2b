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

/**
 * Checks that conversions can be reported to an address safely.
 */
final class BaseUrlCheck {

	// By its name alone: to ask a name server would let that decide
	private static final Pattern LOOPBACK = Pattern.compile("localhost|127(\\.\\d{1,3}){3}|\\[::1]");

	private static final Pattern CHANNEL_PATH = Pattern.compile(".*/(sms|voice)/?");

	private BaseUrlCheck() {
	}

	// Without a scheme the client would fall back to plain HTTP, and what follows a path
	// would end up in metrics and traces
	static void throwIfNotSafe(URI baseUrl, boolean allowPlainHttp) {
		boolean plain = "http".equalsIgnoreCase(baseUrl.getScheme());
		check(plain || "https".equalsIgnoreCase(baseUrl.getScheme()), "must begin with 'https://'");
		check(baseUrl.getHost() != null, "has no valid host");
		if (plain && !allowPlainHttp && !LOOPBACK.matcher(baseUrl.getHost()).matches()) {
			throw new InvalidConversionBaseUrlException(
					"must begin with 'https://': with plain HTTP to another machine,"
							+ " credentials can be read on their way",
					true);
		}
		check(!CHANNEL_PATH.matcher(baseUrl.getRawPath()).matches(),
				"must end before the channel, which is added to it");
		check(baseUrl.getRawUserInfo() == null, "must not hold a user name or password");
		check(baseUrl.getRawQuery() == null && baseUrl.getRawFragment() == null, "must not have a query or fragment");
	}

	private static void check(boolean valid, String problem) {
		if (!valid) {
			throw new InvalidConversionBaseUrlException(problem, false);
		}
	}

}
