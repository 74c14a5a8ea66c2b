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

import javax.sql.DataSource;

import com.github.kagkarlsson.scheduler.SchedulerBuilder;
import com.github.kagkarlsson.scheduler.jdbc.AutodetectJdbcCustomization;
import com.github.kagkarlsson.scheduler.jdbc.DefaultJdbcCustomization;
import com.github.kagkarlsson.scheduler.jdbc.JdbcCustomization;
import com.github.kagkarlsson.scheduler.jdbc.MariaDBJdbcCustomization;

import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.SqlTypeValue;

/**
 * How db-scheduler deals with a database.
 *
 * @param customization what is particular to the database
 * @param skipsLockedRows whether several instances can lock and fetch rows in one
 * statement
 */
record OutboxDialect(JdbcCustomization customization, boolean skipsLockedRows) {

	static OutboxDialect of(DataSource dataSource) {
		ConnectionCallback<String> callback = (connection) -> connection.getMetaData().getDatabaseProductName();
		String product = String.valueOf(new JdbcTemplate(dataSource).execute(callback));
		JdbcCustomization customization = switch (product) {
			// With zones in the types of its columns H2 needs nothing particular
			case "H2" -> new DefaultJdbcCustomization(false);
			// Its columns have no zones: all times are written and read as UTC
			case "MariaDB" -> new MariaDBJdbcCustomization(true);
			default -> new AutodetectJdbcCustomization(dataSource);
		};
		return new OutboxDialect(customization, product.equals("PostgreSQL"));
	}

	/**
	 * Return a time as a parameter for a statement of our own, as db-scheduler writes it.
	 * @param time the time
	 * @return the parameter
	 */
	SqlTypeValue parameter(Instant time) {
		return (statement, index, type, typeName) -> this.customization.setInstant(statement, index, time);
	}

	Instant getInstant(ResultSet row, String column) throws SQLException {
		return this.customization.getInstant(row, column);
	}

	/**
	 * Return what an insert ends with that does nothing if the row exists. Elsewhere it
	 * fails, and no more than that statement fails with it.
	 * @return the end of the statement
	 */
	String ifAbsent() {
		return this.skipsLockedRows ? " on conflict do nothing" : "";
	}

	// Fetches more while as many rows wait as are in flight, so that no thread idles.
	// Rows that wait get no heartbeat: with three rows for each delivery in flight and
	// attempts of three seconds, none waits long enough to be taken for dead
	SchedulerBuilder applyTo(SchedulerBuilder builder) {
		builder.jdbcCustomization(this.customization);
		return this.skipsLockedRows ? builder.pollUsingLockAndFetch(2, 3) : builder.pollUsingFetch(1, 3);
	}

}
