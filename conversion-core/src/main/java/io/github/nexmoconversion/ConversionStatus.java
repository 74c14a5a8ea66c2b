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

package io.github.nexmoconversion;

/**
 * The meaning of a status code returned by the Conversion API.
 *
 * @since 0.1.0
 */
public enum ConversionStatus {

	/**
	 * The conversion was accepted: any 2xx. The Conversion API reference documents 200.
	 */
	ACCEPTED,

	/**
	 * The credentials or the signature are wrong: 401.
	 */
	UNAUTHORIZED,

	/**
	 * The Conversion API is not enabled for the API key: 402. The vendor's support team
	 * enables it on request.
	 */
	NOT_ENABLED,

	/**
	 * The API rejected the parameters: 420, 422 or 423, as documented by the Conversion
	 * API reference.
	 */
	INVALID_PARAMETERS,

	/**
	 * Too many requests: 429.
	 */
	THROTTLED,

	/**
	 * The API is temporarily unavailable: 408, 425 or any 5xx.
	 */
	UNAVAILABLE,

	/**
	 * Any other status, such as a redirect.
	 */
	UNEXPECTED;

	/**
	 * Return whether the same conversion may be accepted if it is sent again.
	 * @return {@code true} if a retry can help
	 */
	public boolean isRetryable() {
		return this == THROTTLED || this == UNAVAILABLE;
	}

	/**
	 * Return whether every conversion of the account will fail until the account is
	 * corrected, with the vendor or in the configuration.
	 * @return {@code true} if the account has to be corrected first
	 */
	public boolean isAccountFault() {
		return this == UNAUTHORIZED || this == NOT_ENABLED;
	}

	/**
	 * Return the meaning of a status code.
	 * @param statusCode any integer, whether or not it is a known status code
	 * @return the meaning, {@link #UNEXPECTED} if there is no other
	 */
	public static ConversionStatus from(int statusCode) {
		return switch (statusCode) {
			case 401 -> UNAUTHORIZED;
			case 402 -> NOT_ENABLED;
			case 420, 422, 423 -> INVALID_PARAMETERS;
			case 429 -> THROTTLED;
			case 408, 425 -> UNAVAILABLE;
			default -> fromSeries(statusCode / 100);
		};
	}

	private static ConversionStatus fromSeries(int series) {
		return switch (series) {
			case 2 -> ACCEPTED;
			case 5 -> UNAVAILABLE;
			default -> UNEXPECTED;
		};
	}

}
