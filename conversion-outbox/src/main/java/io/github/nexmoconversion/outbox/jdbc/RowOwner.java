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

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.HexFormat;

/**
 * Whose a row is: an account with an API key, since message ids belong to a key. Any
 * instance of any application that has both can deliver it.
 *
 * @param account the name of the account, shortened if it does not fit into its column
 * @param keyDigest a digest of the API key, empty if the key is not known
 */
record RowOwner(String account, String keyDigest) {

	/**
	 * The owner of dead conversions of which not even the account is known.
	 */
	static final RowOwner NOBODY = new RowOwner("", "");

	/**
	 * The order in which several are written, so that no two writers wait for each other.
	 */
	static final Comparator<RowOwner> ORDER = Comparator.comparing(RowOwner::key);

	private static final int MAX_ACCOUNT_LENGTH = 200;

	private static final int DIGITS = 16;

	static RowOwner of(String account, String apiKey) {
		return new RowOwner(shorten(account), digest(apiKey).substring(0, DIGITS));
	}

	/**
	 * Return the owner of rows whose key is not known, as of those that were stored by
	 * releases without owners. Each instance that knows the account can deliver them.
	 * @param account the name of the account
	 * @return the owner
	 */
	static RowOwner withoutKey(String account) {
		return new RowOwner(shorten(account), "");
	}

	static RowOwner of(ResultSet row) throws SQLException {
		return new RowOwner(row.getString("account"), row.getString("key_digest"));
	}

	private static String shorten(String account) {
		return (account.length() <= MAX_ACCOUNT_LENGTH) ? account
				: account.substring(0, MAX_ACCOUNT_LENGTH - DIGITS) + digest(account).substring(0, DIGITS);
	}

	String key() {
		return this.account + "/" + this.keyDigest;
	}

	boolean hasKey() {
		return !this.keyDigest.isEmpty();
	}

	static String digest(String value) {
		try {
			byte[] digest = MessageDigest.getInstance("SHA-256").digest(value.getBytes(StandardCharsets.UTF_8));
			return HexFormat.of().formatHex(digest);
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException("Each Java runtime has SHA-256", ex);
		}
	}

}
