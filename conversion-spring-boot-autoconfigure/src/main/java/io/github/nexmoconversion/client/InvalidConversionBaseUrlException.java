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
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * Thrown when conversions cannot be reported to an address safely. The message does not
 * show the address, which may hold a password.
 *
 * @since 0.1.0
 */
public class InvalidConversionBaseUrlException extends IllegalArgumentException {

	private static final Set<String> SCHEMES = Set.of("http", "https");

	/**
	 * Create a new {@link InvalidConversionBaseUrlException}.
	 * @param problem what is wrong with the address
	 */
	public InvalidConversionBaseUrlException(String problem) {
		super("The base URL of the Conversion API " + problem);
	}

	static URI check(URI baseUrl) {
		String problem = problemOf(baseUrl);
		if (problem != null) {
			throw new InvalidConversionBaseUrlException(problem);
		}
		return baseUrl;
	}

	// Without a scheme the client would fall back to plain HTTP, and what follows the
	// path
	// would end up in metrics and traces
	private static @Nullable String problemOf(URI baseUrl) {
		if (baseUrl.getScheme() == null || !SCHEMES.contains(baseUrl.getScheme())) {
			return "must begin with 'https://'";
		}
		if (baseUrl.getHost() == null) {
			return "has no valid host";
		}
		if (baseUrl.getRawUserInfo() != null) {
			return "must not hold a user name or password";
		}
		return (baseUrl.getRawQuery() != null || baseUrl.getRawFragment() != null) ? "must not have a query or fragment"
				: null;
	}

}
