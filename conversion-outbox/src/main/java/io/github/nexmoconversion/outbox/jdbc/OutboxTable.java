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
import java.util.UUID;

import javax.sql.DataSource;

import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.task.SchedulableInstance;
import com.github.kagkarlsson.scheduler.task.TaskInstance;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;

/**
 * The table of the outbox, as callers see it within their transactions.
 */
final class OutboxTable {

	static final String NAME = "nexmo_conversion_outbox";

	static final String DELIVERY = "delivery";

	static final String EXPIRY = "expiry";

	private static final Duration TIME_TO_COMMIT = Duration.ofSeconds(10);

	private final DataSource dataSource;

	private final OutboxEntryMapper mapper;

	private final JdbcClient jdbc;

	private final OutboxDialect dialect;

	private final Clock clock;

	private final SchedulerClient client;

	OutboxTable(DataSource dataSource, OutboxEntryMapper mapper, OutboxDialect dialect, Clock clock) {
		this.dataSource = dataSource;
		this.mapper = mapper;
		this.jdbc = JdbcClient.create(dataSource);
		this.dialect = dialect;
		this.clock = clock;
		this.client = SchedulerClient.Builder.create(new TransactionAwareDataSourceProxy(dataSource), List.of())
			.tableName(NAME)
			.serializer(RowSerializer.INSTANCE)
			.jdbcCustomization(dialect.customization())
			.enablePriority()
			.build();
	}

	/**
	 * Insert a row, in a transaction of the caller. The order in which rows are delivered
	 * is that of their events, the newest first. The expiry of a message stays as it is
	 * if it is there, or if another instance inserts it at this moment.
	 * @param entry what the row holds
	 */
	void insert(OutboxEntry entry) {
		if (entry.origin() != OutboxEntry.Origin.EXPIRY) {
			// An id of its own: an insert of one that is there would fail
			insert(entry, DELIVERY, UUID.randomUUID().toString(), this.clock.instant());
		}
		else if (!hasExpiry(entry.messageKey())) {
			insertExpiry(entry);
		}
	}

	private void insertExpiry(OutboxEntry entry) {
		try {
			Savepoints.run(this.dataSource,
					() -> insert(entry, EXPIRY, entry.messageKey(), entry.conversion().timestamp()));
		}
		catch (RuntimeException ex) {
			if (!hasExpiry(entry.messageKey())) {
				throw ex;
			}
		}
	}

	private void insert(OutboxEntry entry, String task, String id, Instant due) {
		byte[] data = this.mapper.write(entry);
		long second = entry.conversion().timestamp().getEpochSecond();
		int priority = (int) Math.max(0, Math.min(second, Integer.MAX_VALUE));
		TaskInstance<byte[]> row = new TaskInstance<>(task, id, () -> data, priority);
		this.client.scheduleBatch(List.of(SchedulableInstance.of(row, due)));
	}

	private boolean hasExpiry(String messageKey) {
		return countExpiries(messageKey, "") > 0;
	}

	boolean isExpiryBeingReported(String messageKey) {
		return countExpiries(messageKey, " and picked = ?", true) > 0;
	}

	/**
	 * Remove the expiry of a message, unless it is just being reported.
	 * @param messageKey the key of the message
	 */
	void removeExpiry(String messageKey) {
		removeExpiryDueAfter(messageKey, Instant.EPOCH);
	}

	/**
	 * Remove the expiry of a message, unless it is due or nearly so: it would stay locked
	 * until the caller commits, and deliveries would wait for it.
	 * @param messageKey the key of the message
	 */
	void removeExpiryUnlessDue(String messageKey) {
		removeExpiryDueAfter(messageKey, this.clock.instant().plus(TIME_TO_COMMIT));
	}

	// First without a lock, since a delete can lock what it leaves
	private void removeExpiryDueAfter(String messageKey, Instant time) {
		String condition = " and picked = ? and execution_time > ?";
		Object due = this.dialect.parameter(time);
		if (countExpiries(messageKey, condition, false, due) > 0) {
			this.jdbc.sql("delete from " + NAME + " where task_name = ? and task_instance = ?" + condition)
				.params(EXPIRY, messageKey, false, due)
				.update();
		}
	}

	private int countExpiries(String messageKey, String condition, Object... parameters) {
		return this.jdbc.sql("select count(*) from " + NAME + " where task_name = ? and task_instance = ?" + condition)
			.params(EXPIRY, messageKey)
			.params(parameters)
			.query(Integer.class)
			.single();
	}

}
