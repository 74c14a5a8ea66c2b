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

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

import javax.sql.DataSource;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Rows that no running instance can deliver: none has their account with their key, as
 * after an account was removed, or none knows their format. They are left to instances
 * that may come, warned about once, and become dead conversions at their maximum age.
 */
final class UnclaimedRows {

	private static final Log logger = LogFactory.getLog(UnclaimedRows.class);

	private static final int BATCH_SIZE = 100;

	private final JdbcClient jdbc;

	private final OutboxDialect dialect;

	private final OwnerWalk walk;

	private final RowOwners owners;

	private final AccountTable accounts;

	private final Burial burial;

	private final OwnTransactions transactions;

	private final Duration maxAge;

	private final Clock clock;

	private final Set<OwnerAndFormat> warned = ConcurrentHashMap.newKeySet();

	UnclaimedRows(DataSource dataSource, OutboxDialect dialect, RowOwners owners, AccountTable accounts, Burial burial,
			OwnTransactions transactions, Duration maxAge, Clock clock) {
		this.jdbc = JdbcClient.create(dataSource);
		this.dialect = dialect;
		this.walk = new OwnerWalk(dataSource, dialect);
		this.owners = owners;
		this.accounts = accounts;
		this.burial = burial;
		this.transactions = transactions;
		this.maxAge = maxAge;
		this.clock = clock;
	}

	/**
	 * Look for such rows.
	 */
	void check() {
		Instant now = this.clock.instant();
		AccountStates states = this.accounts.findStates(now);
		Set<RowOwner> own = this.owners.getOwn();
		Map<OwnerAndFormat, String> unclaimed = new LinkedHashMap<>();
		for (OwnerAndFormat rows : this.walk.findAll()) {
			String reason = states.whyUnclaimed(rows, own);
			if (reason != null) {
				unclaimed.put(rows, reason);
			}
		}
		this.warned.retainAll(unclaimed.keySet());
		unclaimed.forEach((rows, reason) -> {
			warn(rows, reason, now);
			// As if it were delivered: pauses do not count
			Instant since = states.deliverableSince(rows.owner());
			if (since == null || since.isBefore(now.minus(this.maxAge))) {
				bury(rows, reason, now);
			}
		});
	}

	private void warn(OwnerAndFormat rows, String reason, Instant now) {
		if (!this.warned.contains(rows) && !find(rows, now.minus(AccountStates.ABSENCE), 1).isEmpty()) {
			this.warned.add(rows);
			logger.warn("Conversions of account '" + rows.owner().account() + "' wait in the outbox. " + reason
					+ " They become dead conversions after " + this.maxAge + " (nexmo.conversion.outbox.max-age).");
		}
	}

	private void bury(OwnerAndFormat rows, String reason, Instant now) {
		List<Row> old = find(rows, now.minus(this.maxAge), BATCH_SIZE);
		while (!old.isEmpty()) {
			old.forEach((row) -> bury(rows.owner(), row, reason));
			old = (old.size() == BATCH_SIZE) ? find(rows, now.minus(this.maxAge), BATCH_SIZE) : List.of();
		}
	}

	private void bury(RowOwner owner, Row row, String reason) {
		AtomicBoolean buried = new AtomicBoolean();
		String why = "Older than its maximum age. " + reason;
		this.transactions.run(() -> {
			int removed = this.jdbc
				.sql("delete from " + OutboxTable.NAME + " where task_name = ? and task_instance = ? and picked = ?")
				.params(row.task(), row.id(), false)
				.update();
			buried.set(removed == 1);
			if (buried.get()) {
				this.burial.store(row.id(), owner, row.data(), why);
			}
		});
		if (buried.get()) {
			this.burial.tell(row.data(), owner, why);
		}
	}

	private List<Row> find(OwnerAndFormat rows, Instant before, int limit) {
		return TablePart.of(rows).flatMap((part) -> find(part, before, limit)).limit(limit).toList();
	}

	private Stream<Row> find(TablePart part, Instant before, int limit) {
		return this.jdbc
			.sql("select task_name, task_instance, task_data from " + Lane.READY.table(this.dialect.product())
					+ part.where(this.dialect.product()) + " and priority < ? and execution_time < ?"
					+ TablePart.oldestFirst(this.dialect.product()) + " fetch first " + limit + " rows only")
			.params(Stream
				.concat(part.parameters().stream(),
						Stream.of((int) before.getEpochSecond(), this.dialect.parameter(before)))
				.toList())
			.query((row, number) -> new Row(row.getString("task_name"), row.getString("task_instance"),
					row.getBytes("task_data")))
			.list()
			.stream();
	}

	private record Row(String task, String id, byte[] data) {

	}

}
