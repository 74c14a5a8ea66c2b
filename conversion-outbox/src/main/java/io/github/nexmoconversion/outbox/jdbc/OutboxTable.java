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
import java.time.Instant;
import java.util.List;
import java.util.Set;

import javax.sql.DataSource;

import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.ArgumentPreparedStatementSetter;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The table of the outbox, as callers see it. The order in which rows are delivered is
 * that of their events, the newest first.
 */
final class OutboxTable {

	static final String NAME = "nexmo_conversion_outbox";

	static final String DELIVERY = "delivery";

	static final String EXPIRY = "expiry";

	private static final int BATCH_SIZE = 1_000;

	private final OutboxEntryMapper mapper;

	private final JdbcTemplate batches;

	private final JdbcClient jdbc;

	private final OutboxDialect dialect;

	private final Clock clock;

	private final String insert;

	OutboxTable(DataSource dataSource, OutboxEntryMapper mapper, OutboxDialect dialect, Clock clock) {
		this.mapper = mapper;
		this.batches = new JdbcTemplate(dataSource);
		this.jdbc = JdbcClient.create(this.batches);
		this.dialect = dialect;
		this.clock = clock;
		// The columns that db-scheduler writes for a new row
		this.insert = "insert into " + NAME
				+ " (task_name, task_instance, task_data, execution_time, picked, version, priority, account,"
				+ " key_digest, format) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)" + dialect.ifAbsent();
	}

	/**
	 * Insert rows that are due at once.
	 * @param rows the rows
	 */
	void insertDue(List<OutboxRow> rows) {
		Instant now = this.clock.instant();
		this.batches.batchUpdate(this.insert, rows, BATCH_SIZE, (statement,
				row) -> new ArgumentPreparedStatementSetter(values(DELIVERY, row, now)).setValues(statement));
	}

	/**
	 * Insert the expiry of a message. It stays as it is if it is there.
	 * @param row the row of the expiry
	 */
	void insertExpiry(OutboxRow row) {
		try {
			this.jdbc.sql(this.insert).params(values(EXPIRY, row, row.entry().conversion().timestamp())).update();
		}
		catch (DuplicateKeyException ex) {
			// Where the database cannot ignore it by itself
		}
	}

	private Object[] values(String task, OutboxRow row, Instant due) {
		// Never later than it is due: rows are only looked for among those of the past
		long second = Math.min(row.entry().conversion().timestamp().getEpochSecond(), due.getEpochSecond());
		int priority = (int) Math.max(0, Math.min(second, Integer.MAX_VALUE));
		return new Object[] { task, row.id(), this.mapper.write(row.entry()), this.dialect.parameter(due), false, 1L,
				priority, row.owner().account(), row.owner().keyDigest(), OutboxEntryMapper.FORMAT };
	}

	boolean isExpiryBeingReported(Set<String> messageKeys) {
		return this.jdbc
			.sql("select count(*) from " + NAME
					+ " where task_name = :task and task_instance in (:messageKeys) and picked = :picked")
			.param("task", EXPIRY)
			.param("messageKeys", messageKeys)
			.param("picked", true)
			.query(Integer.class)
			.single() > 0;
	}

}
