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
 * What the status code of an answer of the Conversion API means.
 *
 * @since 0.1.0
 */
public enum ConversionStatus {

	/**
	 * The conversion was accepted. The reference names 200; any 2xx is taken for it.
	 */
	ACCEPTED,

	/**
	 * The credentials, or the signature, are wrong: 401.
	 */
	UNAUTHORIZED,

	/**
	 * Conversion is not enabled for the API key: 402. The vendor's support enables it.
	 */
	NOT_ENABLED,

	/**
	 * The API refused the parameters: 420, 422 and 423, of which the reference names all
	 * three.
	 */
	INVALID_PARAMETERS,

	/**
	 * Too many requests: 429.
	 */
	THROTTLED,

	/**
	 * The API is busy or broken: 408, 425 and any 5xx.
	 */
	UNAVAILABLE,

	/**
	 * An answer that the API does not document, such as a redirect.
	 */
	UNEXPECTED;

	/**
	 * Return whether the same conversion may be accepted when it is sent once more.
	 * @return {@code true} if a retry can help
	 */
	public boolean isRetryable() {
		return this == THROTTLED || this == UNAVAILABLE;
	}

	/**
	 * Return whether all conversions of the account fail until someone corrects the
	 * account, at the vendor or in the configuration.
	 * @return {@code true} if the account has to be fixed first
	 */
	public boolean isAccountFault() {
		return this == UNAUTHORIZED || this == NOT_ENABLED;
	}

	/**
	 * Return the meaning of a status code.
	 * @param statusCode any status code, known or not
	 * @return what it means, {@link #UNEXPECTED} if the API does not document it
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
