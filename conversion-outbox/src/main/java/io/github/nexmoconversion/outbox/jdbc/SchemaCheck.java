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

import javax.sql.DataSource;

import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Checks at startup that the tables exist, rather than with the first conversion.
 */
final class SchemaCheck {

	private final JdbcClient jdbc;

	SchemaCheck(DataSource dataSource) {
		this.jdbc = JdbcClient.create(dataSource);
	}

	/**
	 * Select from each table.
	 * @throws org.springframework.dao.DataAccessException if a table or a column is
	 * missing
	 */
	void run() {
		select("task_instance, priority", OutboxTable.NAME);
		select("id", DeadConversionTable.NAME);
		select("message, mark", MarkTable.NAME);
	}

	private void select(String columns, String table) {
		this.jdbc.sql("select " + columns + " from " + table + " where 1 = 0").query().listOfRows();
	}

}
