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

import io.github.nexmoconversion.account.ConversionCredentials.ApiSecret;

/**
 * An account with the vendor. The vendor asks for separate API keys for two-factor
 * authentication traffic and for all other traffic, so an application can have several
 * accounts.
 * <p>
 * Immutable and thread-safe.
 *
 * @param name the name of the account within the application, which also appears in
 * metrics and logs
 * @param credentials the credentials of the account
 * @param authentication how requests carry the API key and API secret
 * @param parameterLocation where requests carry their parameters
 * @since 0.1.0
 */
public record ConversionAccount(String name, ConversionCredentials credentials, ConversionAuthentication authentication,
		ParameterLocation parameterLocation) {

	/**
	 * Name of the account that is used when no account is named.
	 */
	public static final String DEFAULT_NAME = "default";

	/**
	 * Create a new {@link ConversionAccount}.
	 * @throws IllegalArgumentException if the name is blank, or if HTTP Basic
	 * authentication is combined with a signature secret or with an API key that contains
	 * a colon
	 */
	public ConversionAccount {
		Objects.requireNonNull(name, "'name' must not be null");
		Objects.requireNonNull(credentials, "'credentials' must not be null");
		Objects.requireNonNull(authentication, "'authentication' must not be null");
		Objects.requireNonNull(parameterLocation, "'parameterLocation' must not be null");
		if (name.isBlank()) {
			throw new IllegalArgumentException("'name' must not be blank");
		}
		if (authentication == ConversionAuthentication.BASIC) {
			checkBasic(credentials);
		}
	}

	/**
	 * Create a new {@link ConversionAccount} that sends all parameters, including its
	 * credentials, in the body.
	 * @param name the name of the account within the application
	 * @param credentials the credentials of the account
	 * @throws IllegalArgumentException if the name is blank
	 */
	public ConversionAccount(String name, ConversionCredentials credentials) {
		this(name, credentials, ConversionAuthentication.PARAMETERS, ParameterLocation.BODY);
	}

	private static void checkBasic(ConversionCredentials credentials) {
		if (!(credentials instanceof ApiSecret)) {
			throw new IllegalArgumentException(
					"HTTP Basic authentication requires an API secret, not a signature secret");
		}
		if (credentials.apiKey().contains(":")) {
			throw new IllegalArgumentException("HTTP Basic authentication requires an API key without a colon");
		}
	}

}
