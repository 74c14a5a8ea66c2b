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

import java.util.function.Consumer;
import java.util.function.Supplier;

import io.github.nexmoconversion.Conversion;
import io.github.nexmoconversion.account.ConversionAccount;
import io.github.nexmoconversion.account.ConversionAccounts;
import io.github.nexmoconversion.account.NoSuchConversionAccountException;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Looks up the account of one submission, once per attempt, since secrets rotate. The
 * lookup for the first attempt happens eagerly and rejects an unknown name, which is a
 * mistake of the caller. Any other failure, for instance of a vault, may be temporary, so
 * it becomes the failure of the attempt.
 */
final class AccountLookup {

	private static final Log logger = LogFactory.getLog(AccountLookup.class);

	private final ConversionAccounts accounts;

	private final String name;

	private @Nullable ConversionAccount account;

	private @Nullable RuntimeException failure;

	/**
	 * Look up an account.
	 * @param accounts the accounts
	 * @param name the name of the account
	 * @throws NoSuchConversionAccountException if there is no account of that name
	 */
	AccountLookup(ConversionAccounts accounts, String name) {
		this.accounts = accounts;
		this.name = name;
		this.account = lookUp(() -> accounts.getAccount(name), (ex) -> this.failure = ex);
	}

	/**
	 * Look up the operations of an account.
	 * @param operations the operations of all accounts, perhaps those of the application
	 * @param name the name of the account
	 * @return the operations of the account, or those of all accounts if they could not
	 * be looked up
	 * @throws NoSuchConversionAccountException if there is no account of that name
	 */
	static ReactiveConversionOperations forAccount(ReactiveConversionOperations operations, String name) {
		ReactiveConversionOperations found = lookUp(() -> operations.forAccount(name),
				(ex) -> logger.debug("Account '" + name + "' could not be looked up", ex));
		return (found != null) ? found : operations;
	}

	private static <T> @Nullable T lookUp(Supplier<T> lookup, Consumer<RuntimeException> failure) {
		try {
			return lookup.get();
		}
		catch (NoSuchConversionAccountException ex) {
			throw ex;
		}
		catch (RuntimeException ex) {
			failure.accept(ex);
			return null;
		}
	}

	String getName() {
		return this.name;
	}

	/**
	 * Return the account for the next attempt, with its current credentials. Attempts do
	 * not overlap.
	 * @param conversion the conversion to report
	 * @return the account
	 */
	ConversionAccount next(Conversion conversion) {
		ConversionAccount account = this.account;
		RuntimeException failure = this.failure;
		this.account = null;
		this.failure = null;
		if (failure != null) {
			throw Failures.lookupFailed(this.name, conversion, failure);
		}
		return (account != null) ? account : lookUpAgain(conversion);
	}

	private ConversionAccount lookUpAgain(Conversion conversion) {
		try {
			return this.accounts.getAccount(this.name);
		}
		catch (RuntimeException ex) {
			throw Failures.lookupFailed(this.name, conversion, ex);
		}
	}

}
