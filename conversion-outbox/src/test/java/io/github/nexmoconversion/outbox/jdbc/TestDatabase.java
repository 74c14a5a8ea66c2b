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

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.UUID;

import javax.sql.DataSource;

import com.zaxxer.hikari.HikariDataSource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;

import org.springframework.boot.jdbc.init.PlatformPlaceholderDatabaseDriverResolver;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.init.DatabasePopulatorUtils;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * The databases that the tests run on: real ones, with a pool of connections.
 */
public enum TestDatabase {

	H2 {

		@Override
		String createDatabase() {
			return "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1";
		}

	},

	POSTGRESQL {

		@Override
		String createDatabase() {
			EmbeddedPostgres postgres = Postgres.INSTANCE;
			String name = randomName();
			new JdbcTemplate(postgres.getPostgresDatabase()).execute("create database " + name);
			return postgres.getJdbcUrl("postgres", name);
		}

	},

	MARIADB {

		@Override
		String createDatabase() {
			return MariaDbServer.INSTANCE.createDatabase(randomName());
		}

	};

	abstract String createDatabase();

	private static String randomName() {
		return "outbox_" + UUID.randomUUID().toString().replace("-", "");
	}

	/**
	 * Create a database without tables. The test is skipped where the server is missing.
	 * The continuous integration, which fetches it, fails then, and knows such tests by
	 * the reason.
	 * @return the URL of the database
	 */
	public String createEmpty() {
		assumeTrue(this != MARIADB || MariaDb.isInstalled(),
				"needs the command mariadbd, of the Debian package mariadb-server");
		return createDatabase();
	}

	/**
	 * Create a database with the tables of the outbox.
	 * @return a pool of connections to it, to be closed
	 * @see #createEmpty()
	 */
	HikariDataSource create() {
		HikariDataSource dataSource = new HikariDataSource();
		dataSource.setJdbcUrl(createEmpty());
		createTables(dataSource);
		// As each start of an application can
		createTables(dataSource);
		return dataSource;
	}

	private void createTables(DataSource dataSource) {
		String script = new PlatformPlaceholderDatabaseDriverResolver()
			.resolveAll(dataSource, "schema-@@platform@@.sql")
			.get(0);
		DatabasePopulatorUtils.execute(new ResourceDatabasePopulator(new ClassPathResource(script, OutboxEngine.class)),
				dataSource);
	}

	private static final class MariaDbServer {

		static final MariaDb INSTANCE = MariaDb.start();

	}

	// Ends with the process, as its library sees to
	private static final class Postgres {

		static final EmbeddedPostgres INSTANCE = start();

		private static EmbeddedPostgres start() {
			try {
				return EmbeddedPostgres.start();
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		}

	}

}
