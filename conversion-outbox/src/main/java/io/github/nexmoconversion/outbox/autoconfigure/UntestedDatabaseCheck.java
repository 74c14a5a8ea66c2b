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

package io.github.nexmoconversion.outbox.autoconfigure;

import java.util.Set;

import javax.sql.DataSource;

import io.github.nexmoconversion.autoconfigure.InvalidConversionConfigurationException;

import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Refuses databases on which the outbox has not been tested: what it promises depends on
 * how a database locks rows and ends transactions.
 */
final class UntestedDatabaseCheck {

	private static final Set<String> TESTED = Set.of("H2", "MariaDB", "PostgreSQL");

	private UntestedDatabaseCheck() {
	}

	static void run(DataSource dataSource, boolean allowUntested) {
		ConnectionCallback<String> callback = (connection) -> connection.getMetaData().getDatabaseProductName();
		String product = String.valueOf(new JdbcTemplate(dataSource).execute(callback));
		if (!allowUntested && !TESTED.contains(product)) {
			throw new InvalidConversionConfigurationException(
					"The outbox has not been tested on this database: " + product + ".",
					"Use PostgreSQL, MariaDB or H2. To use this database nevertheless, create the tables in it and set"
							+ " nexmo.conversion.outbox.jdbc.allow-untested-database=true. To go without the outbox, set"
							+ " nexmo.conversion.outbox.enabled=false.");
		}
	}

}
