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
import java.util.Set;

import javax.sql.DataSource;

import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The table of marks, which say that a message was confirmed or cancelled. A mark makes
 * the expiry of its message void, and outlives it.
 */
final class MarkTable {

	static final String NAME = "nexmo_conversion_mark";

	private final JdbcClient jdbc;

	private final OutboxDialect dialect;

	MarkTable(DataSource dataSource, OutboxDialect dialect) {
		this.dialect = dialect;
		this.jdbc = JdbcClient.create(dataSource);
	}

	/**
	 * Add a mark in the current transaction. A concurrent one of the same message is
	 * awaited.
	 * @param messageKey the key of the message
	 * @param mark what happened to the message
	 * @param time when it happened
	 * @return {@code false} if the message has such a mark already
	 */
	boolean add(String messageKey, Mark mark, Instant time) {
		try {
			return this.jdbc
				.sql("insert into " + NAME + " (message, mark, marked_at) values (?, ?, ?)" + this.dialect.ifAbsent())
				.params(messageKey, mark.name(), this.dialect.parameter(time))
				.update() > 0;
		}
		catch (DuplicateKeyException ex) {
			return false;
		}
	}

	boolean containsAny(Set<String> messageKeys) {
		return this.jdbc.sql("select count(*) from " + NAME + " where message in (:messageKeys)")
			.param("messageKeys", messageKeys)
			.query(Integer.class)
			.single() > 0;
	}

	/**
	 * Remove the expiry of a message if it is void, unless it is just being reported: the
	 * one that is pending, or the dead conversion that it became.
	 * @param messageKeys the keys of the message
	 */
	void removeVoidExpiry(Set<String> messageKeys) {
		String exists = " and exists (select 1 from " + NAME + " where message in (:messageKeys))";
		this.jdbc
			.sql("delete from " + OutboxTable.NAME
					+ " where task_name = :task and task_instance in (:messageKeys) and picked = :picked" + exists)
			.param("task", OutboxTable.EXPIRY)
			.param("messageKeys", messageKeys)
			.param("picked", false)
			.update();
		this.jdbc.sql("delete from " + DeadConversionTable.NAME + " where id in (:messageKeys)" + exists)
			.param("messageKeys", messageKeys)
			.update();
	}

	/**
	 * Remove old marks, but for those of messages whose expiry is still to be dropped.
	 * @param time the time before which marks are old
	 * @param keysAreKnown whether expiries have API keys. One without is of an earlier
	 * release, and which mark is that of its message cannot be told here
	 */
	void removeOlderThan(Instant time, boolean keysAreKnown) {
		String expiry = " and not exists (select 1 from " + OutboxTable.NAME + " where task_name = ? and ";
		String sql = "delete from " + NAME + " where marked_at < ?" + expiry + "task_instance = message)";
		if (keysAreKnown) {
			this.jdbc.sql(sql + expiry + "key_digest = '')")
				.params(this.dialect.parameter(time), OutboxTable.EXPIRY, OutboxTable.EXPIRY)
				.update();
		}
		else {
			this.jdbc.sql(sql).params(this.dialect.parameter(time), OutboxTable.EXPIRY).update();
		}
	}

	enum Mark {

		/**
		 * The user did what the message asked.
		 */
		CONFIRMED,

		/**
		 * The message is not to be reported as not delivered.
		 */
		CANCELLED

	}

}
