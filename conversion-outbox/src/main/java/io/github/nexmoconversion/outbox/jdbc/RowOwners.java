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
	private final Map<String, KnownOwner> known = new ConcurrentHashMap<>();

	private final Set<RowOwner> rowsWithoutKey = ConcurrentHashMap.newKeySet();

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
				String key = this.accounts.getAccount(account).credentials().apiKey();
				return remember(account, key).owner();
			}
			catch (RuntimeException ex) {
				logger.debug("The key of account '" + account + "' is not known now", ex);
			}
		}
		RowOwner owner = this.known.computeIfAbsent(account, KnownOwner::withoutKey).owner();
		if (!owner.hasKey()) {
			this.rowsWithoutKey.add(owner);
		}
		return owner;
	}

	// The digest takes longer than all else here, and a fetch asks for each owner
	private KnownOwner remember(String account, String key) {
		KnownOwner before = this.known.get(account);
		if (before != null && key.equals(before.key())) {
			return before;
		}
		KnownOwner owner = new KnownOwner(key, RowOwner.of(account, key));
		this.known.put(account, owner);
		return owner;
	}

	/**
	 * Return the owners whose rows this instance delivers.
	 * @return each account with its key and, for rows whose key is not known, without
	 */
	Set<RowOwner> getOwn() {
		Set<RowOwner> own = new LinkedHashSet<>();
		for (String account : getNames()) {
			own.add(getOwner(account));
			own.add(RowOwner.withoutKey(account));
		}
		return own;
	}

	/**
	 * Return the owners of which there can be rows that this instance delivers.
	 * @return each account with its key and, if there are rows whose key is not known,
	 * without
	 */
	Set<RowOwner> getFetched() {
		Set<RowOwner> fetched = new LinkedHashSet<>();
		for (String account : getNames()) {
			fetched.add(getOwner(account));
			RowOwner withoutKey = RowOwner.withoutKey(account);
			if (this.rowsWithoutKey.contains(withoutKey)) {
				fetched.add(withoutKey);
			}
		}
		return fetched;
	}

	boolean hasSeveralAccounts() {
		return getNames().size() > 1;
	}

	private Set<String> getNames() {
		return (this.accounts != null) ? this.accounts.getNames() : this.known.keySet();
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
	 * Learn of which accounts there are rows without a key. If the application does not
	 * tell its accounts, those are the accounts that an earlier run of it had.
	 * @param rows finds the accounts
	 */
	void learn(RowsWithoutKey rows) {
		if (this.accounts != null) {
			this.rowsWithoutKey.addAll(rows.find(getNames()));
		}
		else {
			rows.findAll().forEach((owner) -> getOwner(owner.account()));
		}
	}

	private record KnownOwner(@Nullable String key, RowOwner owner) {

		static KnownOwner withoutKey(String account) {
			return new KnownOwner(null, RowOwner.withoutKey(account));
		}

	}

}
