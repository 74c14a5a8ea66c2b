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
 * Checks that the base URL of the Conversion API is safe to use.
 */
final class BaseUrlCheck {

	// By name alone, since otherwise a name server would decide
	private static final Pattern LOOPBACK = Pattern.compile("localhost|127(\\.\\d{1,3}){3}|\\[::1]");

	private static final Pattern CHANNEL_PATH = Pattern.compile(".*/(sms|voice)/?");

	private BaseUrlCheck() {
	}

	// Without a scheme the client would fall back to plain HTTP, and a query would end up
	// in metrics and traces
	static void throwIfNotSafe(URI baseUrl, boolean allowPlainHttp) {
		boolean plain = "http".equalsIgnoreCase(baseUrl.getScheme());
		check(plain || "https".equalsIgnoreCase(baseUrl.getScheme()), "must begin with 'https://'");
		check(baseUrl.getHost() != null, "has no valid host");
		if (plain && !allowPlainHttp && !LOOPBACK.matcher(baseUrl.getHost()).matches()) {
			throw new InvalidConversionBaseUrlException(
					"must begin with 'https://': over plain HTTP to another host, credentials can be intercepted",
					true);
		}
		check(!CHANNEL_PATH.matcher(baseUrl.getRawPath()).matches(),
				"must not end in the channel, which is appended to it");
		check(baseUrl.getRawUserInfo() == null, "must not contain a user name or password");
		check(baseUrl.getRawQuery() == null && baseUrl.getRawFragment() == null, "must not have a query or fragment");
	}

	private static void check(boolean valid, String problem) {
		if (!valid) {
			throw new InvalidConversionBaseUrlException(problem, false);
		}
	}

}
