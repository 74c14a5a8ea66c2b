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

import java.time.Instant;

import javax.sql.DataSource;

import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The table of confirmed messages. Its marks outlive the rows of the outbox.
 */
final class ConfirmationTable {

	static final String NAME = "nexmo_conversion_confirmed";

	private final DataSource dataSource;

	private final JdbcClient jdbc;

	private final OutboxDialect dialect;

	ConfirmationTable(DataSource dataSource, OutboxDialect dialect) {
		this.dataSource = dataSource;
		this.dialect = dialect;
		this.jdbc = JdbcClient.create(dataSource);
	}

	/**
	 * Mark a message as confirmed, in the transaction of the caller. A concurrent
	 * confirmation of the same message is awaited.
	 * @param messageKey the key of the message
	 * @param time when it is confirmed
	 * @return {@code false} if it was confirmed already
	 */
	boolean add(String messageKey, Instant time) {
		try {
			Savepoints.run(this.dataSource,
					() -> this.jdbc.sql("insert into " + NAME + " (message, confirmed_at) values (?, ?)")
						.params(messageKey, this.dialect.parameter(time))
						.update());
			return true;
		}
		catch (DuplicateKeyException ex) {
			return false;
		}
	}

	boolean contains(String messageKey) {
		return this.jdbc.sql("select count(*) from " + NAME + " where message = ?")
			.param(messageKey)
			.query(Integer.class)
			.single() > 0;
	}

	/**
	 * Remove old marks, but for those of messages whose expiry is still to be dropped.
	 * @param time the time before which marks are old
	 */
	void removeOlderThan(Instant time) {
		this.jdbc
			.sql("delete from " + NAME + " where confirmed_at < ? and not exists (select 1 from " + OutboxTable.NAME
					+ " where task_name = ? and task_instance = message)")
			.params(this.dialect.parameter(time), OutboxTable.EXPIRY)
			.update();
	}

}
