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

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import javax.sql.DataSource;

import org.jspecify.annotations.Nullable;

import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The table of accounts and their keys: which of them running instances have, and which
 * are paused. It is what instances share about them.
 */
final class AccountTable implements PauseStore {

	static final String NAME = "nexmo_conversion_account";

	// Another instance may have been refused, or asked to wait for longer
	private static final String UNLESS_LONGER = " and (paused_at is null or paused_until < ?)";

	private static final int MAX_REASON_LENGTH = 1000;

	private final JdbcClient jdbc;

	private final OwnTransactions transactions;

	private final OutboxDialect dialect;

	AccountTable(DataSource dataSource, OwnTransactions transactions, OutboxDialect dialect) {
		this.jdbc = JdbcClient.create(dataSource);
		this.transactions = transactions;
		this.dialect = dialect;
	}

	/**
	 * Say that a running instance has accounts.
	 * @param owners the accounts with their keys
	 * @param now the time
	 */
	void seen(Collection<RowOwner> owners, Instant now) {
		this.transactions.run(() -> owners.stream().sorted(RowOwner.ORDER).forEach((owner) -> seen(owner, now)));
	}

	private void seen(RowOwner owner, Instant now) {
		int updated = this.jdbc.sql("update " + NAME + " set seen_at = ? where account = ? and key_digest = ?")
			.params(this.dialect.parameter(now), owner.account(), owner.keyDigest())
			.update();
		if (updated == 0) {
			try {
				this.jdbc
					.sql("insert into " + NAME + " (account, key_digest, seen_at) values (?, ?, ?)"
							+ this.dialect.ifAbsent())
					.params(owner.account(), owner.keyDigest(), this.dialect.parameter(now))
					.update();
			}
			catch (DuplicateKeyException ex) {
				// By another instance that starts at the same time
			}
		}
	}

	/**
	 * Find what instances share about all accounts.
	 * @param now the time
	 * @return the states of all accounts
	 */
	AccountStates findStates(Instant now) {
		return new AccountStates(this.jdbc
			.sql("select account, key_digest, seen_at, paused_at, paused_until, probed_at, resumed_at, reason"
					+ " from " + NAME)
			.query((row, number) -> new AccountState(RowOwner.of(row), this.dialect.getInstant(row, "seen_at"),
					pause(row)))
			.list(), now);
	}

	@Override
	public Map<RowOwner, Pause> findPauses(Collection<RowOwner> owners) {
		Map<RowOwner, Pause> pauses = new HashMap<>();
		if (!owners.isEmpty()) {
			this.jdbc
				.sql("select account, key_digest, paused_at, paused_until, probed_at, resumed_at, reason from " + NAME
						+ " where (paused_at is not null or resumed_at is not null) and account in (:accounts)")
				.param("accounts", owners.stream().map(RowOwner::account).collect(Collectors.toSet()))
				.query((row, number) -> Map.entry(RowOwner.of(row), pause(row)))
				.list()
				.forEach((entry) -> pauses.put(entry.getKey(), entry.getValue()));
			pauses.keySet().retainAll(Set.copyOf(owners));
		}
		return pauses;
	}

	private Pause pause(ResultSet row) throws SQLException {
		return new Pause(time(row, "paused_at"), time(row, "paused_until"), time(row, "probed_at"),
				time(row, "resumed_at"), row.getString("reason"));
	}

	private @Nullable Instant time(ResultSet row, String column) throws SQLException {
		return (row.getObject(column) != null) ? this.dialect.getInstant(row, column) : null;
	}

	@Override
	public void pause(RowOwner owner, Instant now, @Nullable Instant until, String reason) {
		String shortened = reason.substring(0, Math.min(reason.length(), MAX_REASON_LENGTH));
		List<@Nullable Object> parameters = new ArrayList<>(
				Arrays.asList(this.dialect.parameter(now), this.dialect.parameter(now), optional(until),
						this.dialect.parameter(now), shortened, owner.account(), owner.keyDigest()));
		if (until != null) {
			parameters.add(this.dialect.parameter(until));
		}
		this.transactions.run(() -> {
			seen(owner, now);
			this.jdbc
				.sql("update " + NAME + " set paused_at = case when paused_at is null or paused_until <= ? then ?"
						+ " else paused_at end, paused_until = ?, probed_at = ?, reason = ?"
						+ " where account = ? and key_digest = ?" + ((until != null) ? UNLESS_LONGER : ""))
				.params(parameters)
				.update();
		});
	}

	private @Nullable Object optional(@Nullable Instant time) {
		return (time != null) ? this.dialect.parameter(time) : null;
	}

	@Override
	public boolean claimProbe(RowOwner owner, Instant now, Instant probedBefore) {
		int[] claimed = new int[1];
		this.transactions.run(() -> claimed[0] = this.jdbc
			.sql("update " + NAME + " set probed_at = ? where account = ? and key_digest = ? and probed_at <= ?"
					+ " and paused_at is not null and paused_until is null")
			.params(this.dialect.parameter(now), owner.account(), owner.keyDigest(),
					this.dialect.parameter(probedBefore))
			.update());
		return claimed[0] == 1;
	}

	@Override
	public void resume(RowOwner owner, Instant now) {
		this.transactions.run(() -> this.jdbc
			.sql("update " + NAME + " set paused_at = null, paused_until = null, resumed_at = ?"
					+ " where account = ? and key_digest = ? and paused_at is not null")
			.params(this.dialect.parameter(now), owner.account(), owner.keyDigest())
			.update());
	}

}
