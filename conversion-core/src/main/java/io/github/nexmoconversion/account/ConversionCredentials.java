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

package io.github.nexmoconversion.account;

import java.util.Objects;

import io.github.nexmoconversion.signature.SignatureAlgorithm;
import io.github.nexmoconversion.signature.SignatureTimestamp;

/**
 * The credentials of an account: its API key with either the API secret or the signature
 * secret.
 * <p>
 * Implementations are immutable, and their {@code toString()} shows neither keys nor
 * secrets.
 *
 * @since 0.1.0
 */
public sealed interface ConversionCredentials {

	/**
	 * Return the API key of the account, as shown in the vendor's dashboard.
	 * @return the API key
	 */
	String apiKey();

	private static void check(String name, String value) {
		Objects.requireNonNull(value, () -> "'" + name + "' must not be null");
		if (value.isBlank()) {
			throw new IllegalArgumentException("'" + name + "' must not be blank");
		}
		// Secrets read from files often end with a line break
		if (value.chars().anyMatch(Character::isISOControl)) {
			throw new IllegalArgumentException("'" + name + "' must not contain a line break or control character");
		}
	}

	/**
	 * An API key and its API secret, both sent with each request.
	 *
	 * @param apiKey the API key
	 * @param apiSecret the API secret
	 */
	record ApiSecret(String apiKey, String apiSecret) implements ConversionCredentials {

		/**
		 * Create new {@link ApiSecret} credentials.
		 * @throws IllegalArgumentException if the key or the secret is blank or contains
		 * a control character
		 */
		public ApiSecret {
			check("apiKey", apiKey);
			check("apiSecret", apiSecret);
		}

		@Override
		public String toString() {
			return "ApiSecret[apiKey=******, apiSecret=******]";
		}

	}

	/**
	 * An API key and a signature secret. The secret signs each request and is never sent.
	 *
	 * @param apiKey the API key
	 * @param secret the signature secret
	 * @param algorithm the signature algorithm, which must match the account's setting in
	 * the vendor's dashboard
	 * @param timestamp the content of the {@code timestamp} parameter of signed requests
	 */
	record SignatureSecret(String apiKey, String secret, SignatureAlgorithm algorithm,
			SignatureTimestamp timestamp) implements ConversionCredentials {

		/**
		 * Create new {@link SignatureSecret} credentials.
		 * @throws IllegalArgumentException if the key or the secret is blank or contains
		 * a control character
		 */
		public SignatureSecret {
			check("apiKey", apiKey);
			check("secret", secret);
			Objects.requireNonNull(algorithm, "'algorithm' must not be null");
			Objects.requireNonNull(timestamp, "'timestamp' must not be null");
		}

		@Override
		public String toString() {
			return "SignatureSecret[apiKey=******, secret=******, algorithm=" + this.algorithm + ", timestamp="
					+ this.timestamp + "]";
		}

	}

}
