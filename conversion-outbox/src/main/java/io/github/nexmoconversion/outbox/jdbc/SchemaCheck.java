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

import java.util.LinkedHashMap;
import java.util.Map;

import javax.sql.DataSource;

import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.BadSqlGrammarException;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Checks at startup that the tables exist, rather than with the first conversion.
 */
final class SchemaCheck {

	private static final Map<String, String> COLUMNS = new LinkedHashMap<>();

	static {
		COLUMNS.put(OutboxTable.NAME, "task_instance, priority, account, key_digest, format");
		COLUMNS.put(DeadConversionTable.NAME, "id, account, key_digest");
		COLUMNS.put(MarkTable.NAME, "message, mark");
		COLUMNS.put("nexmo_conversion_account",
				"account, key_digest, seen_at, paused_at, paused_until, probed_at, resumed_at, reason");
	}

	private final JdbcClient jdbc;

	SchemaCheck(DataSource dataSource) {
		this.jdbc = JdbcClient.create(dataSource);
	}

	/**
	 * Select from each table.
	 * @throws OutdatedTablesException if they are those of an earlier release
	 * @throws DataAccessException if the tables are missing, or if the database fails
	 */
	void run() {
		COLUMNS.forEach((table, columns) -> {
			try {
				select(columns, table);
			}
			catch (BadSqlGrammarException ex) {
				throw exists(OutboxTable.NAME) ? outdated(table, columns, ex) : ex;
			}
		});
	}

	private OutdatedTablesException outdated(String table, String columns, BadSqlGrammarException ex) {
		String missing = exists(table) ? "one of the columns " + columns + " of " + table : "the table " + table;
		return new OutdatedTablesException(missing, ex);
	}

	private boolean exists(String table) {
		try {
			select("1", table);
			return true;
		}
		catch (BadSqlGrammarException ex) {
			return false;
		}
	}

	private void select(String columns, String table) {
		this.jdbc.sql("select " + columns + " from " + table + " where 1 = 0").query().listOfRows();
	}

}
