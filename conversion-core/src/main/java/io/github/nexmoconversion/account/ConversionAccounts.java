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
 * The accounts of an application, by name.
 * <p>
 * It is asked anew for each attempt to report a conversion, so an implementation can
 * change secrets while the application runs. It is asked on any thread, those of Reactor
 * included, so it must be thread-safe and must not block.
 *
 * @since 0.1.0
 */
public interface ConversionAccounts {

	/**
	 * Return the account of the given name.
	 * @param name the name of the account
	 * @return the account with its present credentials
	 * @throws NoSuchConversionAccountException if there is no account of that name
	 */
	ConversionAccount getAccount(String name);

	/**
	 * Return the names of all accounts.
	 * @return the names
	 */
	Set<String> getNames();

	/**
	 * Create accounts that do not change.
	 * @param accounts the accounts, each with a name of its own
	 * @return the accounts by name
	 * @throws IllegalArgumentException if two accounts have the same name
	 */
	static ConversionAccounts of(Collection<ConversionAccount> accounts) {
		return new FixedConversionAccounts(accounts);
	}

}
