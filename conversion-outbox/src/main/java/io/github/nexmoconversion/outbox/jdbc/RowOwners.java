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

package io.github.nexmoconversion.outbox.jdbc;

import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

import io.github.nexmoconversion.account.ConversionAccounts;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * The owners of rows, as this instance knows them. Thread-safe.
 */
final class RowOwners {

	private static final Log logger = LogFactory.getLog(RowOwners.class);

	private final @Nullable ConversionAccounts accounts;

	// The last known, since a look-up can fail
	private final Map<String, RowOwner> known = new ConcurrentHashMap<>();

	/**
	 * Create new {@link RowOwners}.
	 * @param accounts the accounts, or {@code null} if the application does not tell them
	 */
	RowOwners(@Nullable ConversionAccounts accounts) {
		this.accounts = accounts;
	}

	/**
	 * Return the owner of new rows of an account.
	 * @param account the name of the account
	 * @return the owner, without a key if that has never been known
	 */
	RowOwner getOwner(String account) {
		if (this.accounts != null) {
			try {
				RowOwner owner = RowOwner.of(account, this.accounts.getAccount(account).credentials().apiKey());
				this.known.put(account, owner);
				return owner;
			}
			catch (RuntimeException ex) {
				logger.debug("The key of account '" + account + "' is not known now", ex);
			}
		}
		return this.known.computeIfAbsent(account, RowOwner::withoutKey);
	}

	/**
	 * Return the owners whose rows this instance delivers.
	 * @return each account with its key and, for rows whose key is not known, without
	 */
	Set<RowOwner> getOwn() {
		Set<RowOwner> own = new LinkedHashSet<>();
		Set<String> names = (this.accounts != null) ? this.accounts.getNames() : this.known.keySet();
		for (String account : names) {
			own.add(getOwner(account));
			own.add(RowOwner.withoutKey(account));
		}
		return own;
	}

	/**
	 * Return the keys of the owners whose dead conversions this instance shows.
	 * @return the keys, that of {@link RowOwner#NOBODY} among them
	 */
	Set<String> getOwnKeys() {
		Set<String> keys = new LinkedHashSet<>(Set.of(RowOwner.NOBODY.key()));
		getOwn().forEach((owner) -> keys.add(owner.key()));
		return keys;
	}

	/**
	 * Learn of accounts that an earlier run of this application had, if it does not tell
	 * them.
	 * @param names finds their names
	 */
	void learn(Supplier<Set<String>> names) {
		if (this.accounts == null) {
			names.get().forEach((account) -> this.known.computeIfAbsent(account, RowOwner::withoutKey));
		}
	}

}
