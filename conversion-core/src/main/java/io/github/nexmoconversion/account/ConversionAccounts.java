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

import java.util.Collection;
import java.util.Set;

/**
 * Provides the accounts of an application by name.
 * <p>
 * The account is looked up for each attempt to report a conversion, so an implementation
 * can rotate secrets while the application runs. Lookups happen on any thread, including
 * Reactor's non-blocking threads. Implementations must be thread-safe and must not block.
 *
 * @since 0.1.0
 */
public interface ConversionAccounts {

	/**
	 * Return the account with the given name.
	 * @param name the name of the account
	 * @return the account with its current credentials
	 * @throws NoSuchConversionAccountException if there is no account with that name
	 */
	ConversionAccount getAccount(String name);

	/**
	 * Return the names of all accounts.
	 * @return the names
	 */
	Set<String> getNames();

	/**
	 * Create a fixed set of accounts.
	 * @param accounts the accounts, with distinct names
	 * @return the accounts, in the given order
	 * @throws IllegalArgumentException if two accounts have the same name
	 */
	static ConversionAccounts of(Collection<ConversionAccount> accounts) {
		return new FixedConversionAccounts(accounts);
	}

}
