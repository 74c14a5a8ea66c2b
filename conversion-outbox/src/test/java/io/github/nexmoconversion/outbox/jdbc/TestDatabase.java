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
import java.util.Map;
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

		@Override
		Map<String, String> describe() {
			return Map.of("columns",
					"select table_name, column_name, ordinal_position, column_default, is_nullable, data_type,"
							+ " character_maximum_length, datetime_precision, is_generated, generation_expression"
							+ " from information_schema.columns where table_schema = 'PUBLIC' order by 1, 3",
					"keys",
					"select table_name, column_name, ordinal_position from information_schema.key_column_usage"
							+ " order by 1, 3",
					// Those of primary keys have random names
					"indexes",
					"select index_name, table_name, ordinal_position, column_name, ordering_specification, is_unique"
							+ " from information_schema.index_columns where index_name like 'NEXMO%' order by 1, 3");
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

		@Override
		Map<String, String> describe() {
			return Map.of("columns",
					"select table_name, column_name, ordinal_position, column_default, is_nullable, data_type,"
							+ " character_maximum_length, datetime_precision, is_generated"
							+ " from information_schema.columns where table_schema = 'public' order by 1, 3",
					"indexes", "select indexname, indexdef from pg_indexes where schemaname = 'public' order by 1",
					"constraints",
					"select conname, pg_get_constraintdef(oid) from pg_constraint"
							+ " where connamespace = 'public'::regnamespace order by 1",
					"functions", "select proname from pg_proc where pronamespace = 'public'::regnamespace");
		}

	},

	MARIADB {

		@Override
		String createDatabase() {
			return MariaDbServer.INSTANCE.createDatabase(randomName());
		}

		@Override
		Map<String, String> describe() {
			return Map.of("columns",
					"select table_name, column_name, ordinal_position, column_default, is_nullable, column_type,"
							+ " character_set_name, collation_name, extra, generation_expression"
							+ " from information_schema.columns where table_schema = database() order by 1, 3",
					"indexes",
					"select table_name, index_name, seq_in_index, column_name, non_unique, collation, sub_part"
							+ " from information_schema.statistics where table_schema = database() order by 1, 2, 3");
		}

	};

	abstract String createDatabase();

	/**
	 * Return queries that describe the tables.
	 * @return the queries by what they describe
	 */
	abstract Map<String, String> describe();

	/**
	 * Return the port of PostgreSQL on this machine.
	 * @return the port
	 */
	static int getPostgresPort() {
		return Postgres.INSTANCE.getPort();
	}

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
		run("schema", dataSource);
	}

	/**
	 * Run a script of the database.
	 * @param name the name of the script without that of the database
	 * @param dataSource the database
	 */
	public void run(String name, DataSource dataSource) {
		String script = new PlatformPlaceholderDatabaseDriverResolver()
			.resolveAll(dataSource, name + "-@@platform@@.sql")
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
