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

import com.github.kagkarlsson.scheduler.jdbc.AutodetectJdbcCustomization;
import com.github.kagkarlsson.scheduler.jdbc.DefaultJdbcCustomization;
import com.github.kagkarlsson.scheduler.jdbc.JdbcCustomization;
import com.github.kagkarlsson.scheduler.jdbc.MariaDBJdbcCustomization;

import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.SqlTypeValue;

/**
 * What is particular to a database.
 *
 * @param product the database
 * @param customization how db-scheduler deals with it
 */
record OutboxDialect(Product product, JdbcCustomization customization) {

	static OutboxDialect of(DataSource dataSource) {
		ConnectionCallback<String> callback = (connection) -> connection.getMetaData().getDatabaseProductName();
		Product product = Product.of(String.valueOf(new JdbcTemplate(dataSource).execute(callback)));
		JdbcCustomization customization = switch (product) {
			// With zones in the types of its columns H2 needs nothing particular
			case H2 -> new DefaultJdbcCustomization(false);
			// Its columns have no zones: all times are written and read as UTC
			case MARIADB -> new MariaDBJdbcCustomization(true);
			default -> new AutodetectJdbcCustomization(dataSource);
		};
		return new OutboxDialect(product, customization);
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
		return (this.product == Product.POSTGRESQL) ? " on conflict do nothing" : "";
	}

	/**
	 * Return an expression for the current time, as the columns have it.
	 * @return the expression
	 */
	String currentTime() {
		return (this.product == Product.MARIADB) ? "utc_timestamp(6)" : "current_timestamp";
	}

	enum Product {

		H2, MARIADB, POSTGRESQL, OTHER;

		static Product of(String name) {
			return switch (name) {
				case "H2" -> H2;
				case "MariaDB" -> MARIADB;
				case "PostgreSQL" -> POSTGRESQL;
				default -> OTHER;
			};
		}

	}

}
