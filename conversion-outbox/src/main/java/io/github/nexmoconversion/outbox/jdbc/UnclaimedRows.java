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
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import javax.sql.DataSource;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Rows that no running instance can deliver: none has their account with their key, as
 * after an account was removed. They are left to instances that may come, warned about
 * once, and become dead conversions at their maximum age.
 */
final class UnclaimedRows {

	private static final Log logger = LogFactory.getLog(UnclaimedRows.class);

	private static final Duration TIME_WITHOUT_INSTANCE = Duration.ofMinutes(1);

	private static final int BATCH_SIZE = 100;

	private final JdbcClient jdbc;

	private final AccountTable accounts;

	private final DeadConversionTable dead;

	private final OwnTransactions transactions;

	private final Duration maxAge;

	private final Clock clock;

	private final Set<RowOwner> warned = ConcurrentHashMap.newKeySet();

	UnclaimedRows(DataSource dataSource, AccountTable accounts, DeadConversionTable dead, OwnTransactions transactions,
			Duration maxAge, Clock clock) {
		this.jdbc = JdbcClient.create(dataSource);
		this.accounts = accounts;
		this.dead = dead;
		this.transactions = transactions;
		this.maxAge = maxAge;
		this.clock = clock;
	}

	/**
	 * Look for such rows.
	 */
	void check() {
		Instant now = this.clock.instant();
		List<RowOwner> unseen = this.accounts.findUnseen(now.minus(TIME_WITHOUT_INSTANCE));
		this.warned.retainAll(unseen);
		for (RowOwner owner : unseen) {
			if (!find(owner, now.minus(TIME_WITHOUT_INSTANCE), 1).isEmpty() && this.warned.add(owner)) {
				logger.warn("Conversions of account '" + owner.account()
						+ "' wait in the outbox, and no running instance"
						+ " can deliver them: none has this account with the API key that they were enqueued with."
						+ " They become dead conversions after " + this.maxAge
						+ " (nexmo.conversion.outbox.max-age), unless an instance with that account and key comes.");
			}
			bury(owner, now);
		}
	}

	private void bury(RowOwner owner, Instant now) {
		List<Row> old = find(owner, now.minus(this.maxAge), BATCH_SIZE);
		while (!old.isEmpty()) {
			old.forEach((row) -> bury(owner, row, now));
			old = (old.size() == BATCH_SIZE) ? find(owner, now.minus(this.maxAge), BATCH_SIZE) : List.of();
		}
	}

	private void bury(RowOwner owner, Row row, Instant now) {
		this.transactions.run(() -> {
			int removed = this.jdbc
				.sql("delete from " + OutboxTable.NAME + " where task_name = ? and task_instance = ? and picked = ?")
				.params(row.task(), row.id(), false)
				.update();
			if (removed == 1) {
				this.dead.add(row.id(), owner, row.data(), "No running instance had account '" + owner.account()
						+ "' with the API key of this conversion within its maximum age", now);
			}
		});
	}

	private List<Row> find(RowOwner owner, Instant before, int limit) {
		return this.jdbc
			.sql("select task_name, task_instance, task_data from " + OutboxTable.NAME
					+ " where account = ? and key_digest = ? and priority < ? and picked = ? order by priority")
			.params(owner.account(), owner.keyDigest(), (int) before.getEpochSecond(), false)
			.withMaxRows(limit)
			.query((row, number) -> new Row(row.getString("task_name"), row.getString("task_instance"),
					row.getBytes("task_data")))
			.list();
	}

	private record Row(String task, String id, byte[] data) {

	}

}
