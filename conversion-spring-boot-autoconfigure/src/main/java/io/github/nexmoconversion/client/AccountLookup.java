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
 * Looks up the account of one submission, once for each attempt, since secrets rotate.
 * The lookup for the first attempt happens when this is made. An unknown name is refused
 * then; any other failure may pass, so it is the failure of the attempt.
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
	 * Return the account with its present credentials. An attempt begins after the one
	 * before has ended.
	 * @param conversion the conversion that the attempt reports
	 * @return the account for the next attempt
	 */
	ConversionAccount next(Conversion conversion) {
		ConversionAccount account = this.account;
		RuntimeException failure = this.failure;
		this.account = null;
		this.failure = null;
		if (failure != null) {
			throw Failures.accountNotFound(this.name, conversion, failure);
		}
		return (account != null) ? account : lookUpAgain(conversion);
	}

	private ConversionAccount lookUpAgain(Conversion conversion) {
		try {
			return this.accounts.getAccount(this.name);
		}
		catch (RuntimeException ex) {
			throw Failures.accountNotFound(this.name, conversion, ex);
		}
	}

}
