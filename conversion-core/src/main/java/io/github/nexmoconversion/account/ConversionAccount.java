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

/**
 * An account at the vendor. The vendor wants one API key for two-factor traffic and
 * another for everything else, so an application can have several.
 *
 * @param name the name by which the application knows the account, also shown in metrics
 * and logs
 * @param credentials what the account authenticates with
 * @since 0.1.0
 */
public record ConversionAccount(String name, ConversionCredentials credentials) {

	/**
	 * Name of the account that is used when none is named.
	 */
	public static final String DEFAULT_NAME = "default";

	/**
	 * Create a new {@link ConversionAccount}.
	 * @throws IllegalArgumentException if the name is blank
	 */
	public ConversionAccount {
		Objects.requireNonNull(name, "'name' must not be null");
		Objects.requireNonNull(credentials, "'credentials' must not be null");
		if (name.isBlank()) {
			throw new IllegalArgumentException("'name' must not be blank");
		}
	}

}
