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

import io.github.nexmoconversion.Conversion;
import io.github.nexmoconversion.account.ConversionAccount;
import io.github.nexmoconversion.account.ConversionAccounts;
import io.github.nexmoconversion.account.NoSuchConversionAccountException;
import org.jspecify.annotations.Nullable;

/**
 * Looks up the account of one submission, once per attempt, since secrets rotate. The
 * lookup for the first attempt happens eagerly and rejects an unknown name. Any other
 * failure may be temporary, so it becomes the failure of the attempt.
 */
final class AccountLookup {

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
		try {
			this.account = accounts.getAccount(name);
		}
		catch (NoSuchConversionAccountException ex) {
			throw ex;
		}
		catch (RuntimeException ex) {
			this.failure = ex;
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
