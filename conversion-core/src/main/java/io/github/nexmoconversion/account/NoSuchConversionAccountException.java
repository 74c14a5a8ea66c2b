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

import java.util.Set;
import java.util.TreeSet;

/**
 * Thrown when there is no account with the requested name. The message lists the accounts
 * that exist.
 *
 * @since 0.1.0
 */
public class NoSuchConversionAccountException extends IllegalArgumentException {

	private final String name;

	/**
	 * Create a new {@link NoSuchConversionAccountException}.
	 * @param name the requested name
	 * @param names the names of the accounts that exist
	 */
	public NoSuchConversionAccountException(String name, Set<String> names) {
		super("There is no conversion account named '" + name + "'. "
				+ (names.isEmpty() ? "No accounts are configured." : "The accounts are: " + sorted(names) + "."));
		this.name = name;
	}

	private static String sorted(Set<String> names) {
		return String.join(", ", new TreeSet<>(names));
	}

	/**
	 * Return the requested name.
	 * @return the name
	 */
	public String getName() {
		return this.name;
	}

}
