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

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import javax.sql.DataSource;

import io.github.nexmoconversion.Conversion;
import io.github.nexmoconversion.ConversionChannel;
import io.github.nexmoconversion.autoconfigure.ConversionAutoConfiguration;
import io.github.nexmoconversion.autoconfigure.InvalidConversionConfigurationException;
import io.github.nexmoconversion.outbox.ConversionOutbox;
import io.github.nexmoconversion.outbox.jdbc.TestDatabase;
import io.github.nexmoconversion.test.MockConversionApi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that the tables are created when they are needed, whoever else uses the database.
 */
class ConversionOutboxSchemaTests {

	private static final Duration LIMIT = Duration.ofMinutes(1);

	private static final int INSTANCES = 5;

	private final MockConversionApi api = MockConversionApi.start();

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(DataSourceAutoConfiguration.class,
				DataSourceTransactionManagerAutoConfiguration.class, ConversionAutoConfiguration.class,
				ConversionOutboxAutoConfiguration.class))
		.withPropertyValues("nexmo.conversion.api-key=mock-key", "nexmo.conversion.api-secret=mock-secret",
				"nexmo.conversion.base-url=" + this.api.getBaseUrl(), "nexmo.conversion.http.read-timeout=1m",
				"spring.datasource.hikari.maximum-pool-size=4",
				"nexmo.conversion.outbox.jdbc.initialize-schema=always");

	@AfterEach
	void stopApi() {
		this.api.close();
	}

	@ParameterizedTest
	@EnumSource(mode = Mode.EXCLUDE, names = "H2")
	void startShouldNotWaitForATransactionThatEnqueued(TestDatabase database) throws SQLException {
		String url = database.createEmpty();
		start(url);
		try (Connection login = DriverManager.getConnection(url, null, null)) {
			login.setAutoCommit(false);
			login.createStatement()
				.execute(
						"insert into nexmo_conversion_outbox (task_name, task_instance, execution_time, picked, version)"
								+ " values ('other', 'id', current_timestamp, false, 1)");
			start(url + ((database == TestDatabase.POSTGRESQL) ? "&options=-c%20lock_timeout=1s"
					: "?sessionVariables=lock_wait_timeout=1"));
			login.commit();
		}
		assertThat(jdbc(url).queryForObject("select count(*) from nexmo_conversion_outbox where task_name = 'other'",
				Integer.class))
			.isOne();
	}

	@ParameterizedTest
	@EnumSource(mode = Mode.EXCLUDE, names = "H2")
	void instancesThatStartTogetherShouldAllStart(TestDatabase database) throws Exception {
		startTogether(database, 2);
	}

	@ParameterizedTest
	@EnumSource(mode = Mode.EXCLUDE, names = "H2")
	@Tag("campaign")
	void fiftyInstancesThatStartFiveAtOnceShouldAllStart(TestDatabase database) throws Exception {
		startTogether(database, 10);
		System.out.printf("%s: 50 of 50 started, five at once on an empty database%n", database);
	}

	@ParameterizedTest
	@EnumSource
	void indexThatIsMissingShouldBeCreated(TestDatabase database) {
		String url = database.createEmpty();
		start(url);
		// On PostgreSQL, the second is a partial one
		for (String index : List.of("mark_time", "outbox_retry")) {
			String drop = "drop index nexmo_conversion_" + index + ((database == TestDatabase.MARIADB)
					? " on nexmo_conversion_" + index.substring(0, index.indexOf('_')) : "");
			jdbc(url).execute(drop);
			start(url);
			// Fails if there is none
			jdbc(url).execute(drop);
		}
	}

	@ParameterizedTest
	@EnumSource
	void tablesOfAnEarlierReleaseShouldBeRefusedAndLeftAlone(TestDatabase database) {
		String url = database.createEmpty();
		DataSource dataSource = jdbc(url).getDataSource();
		database.run("confirmed/schema", dataSource);
		for (String mode : List.of("always", "never")) {
			this.contextRunner
				.withPropertyValues("spring.datasource.url=" + url,
						"nexmo.conversion.outbox.jdbc.initialize-schema=" + mode)
				.run((context) -> {
					Throwable failure = NestedExceptionUtils.getRootCause(context.getStartupFailure());
					assertThat(failure).isInstanceOfSatisfying(InvalidConversionConfigurationException.class,
							(ex) -> assertThat(ex.getAction()).contains("jdbc/migration-<database>.sql"));
					assertThat(failure)
						.hasMessageStartingWith("The tables of the outbox are those of an earlier release");
				});
		}
		// The script for new tables was not run
		jdbc(url).execute("create table nexmo_conversion_mark (id integer)");
		jdbc(url).execute("drop table nexmo_conversion_mark");
		database.run("migration", dataSource);
		start(url);
	}

	@ParameterizedTest
	@EnumSource
	void tableOfAnotherReleaseShouldBeRefusedByTheColumnThatItLacks(TestDatabase database) {
		String url = database.createEmpty();
		start(url);
		jdbc(url).execute("alter table nexmo_conversion_account drop column probed_at");
		this.contextRunner.withPropertyValues("spring.datasource.url=" + url)
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageContaining("the column probed_at of nexmo_conversion_account is missing"));
	}

	@Test
	void scriptOfTheApplicationShouldRunAtEachStartIfItDoesMoreThanCreate() {
		String url = TestDatabase.H2.createEmpty();
		start(url);
		ApplicationContextRunner runner = this.contextRunner.withPropertyValues("spring.datasource.url=" + url,
				"nexmo.conversion.outbox.jdbc.schema=classpath:"
						+ "io/github/nexmoconversion/outbox/autoconfigure/further-statements.sql");
		runner.run((context) -> assertThat(context).hasNotFailed());
		runner.run((context) -> assertThat(context).hasNotFailed());
		assertThat(jdbc(url).queryForObject("select count(*) from starts", Integer.class)).isEqualTo(2);
	}

	@Test
	void scriptThatFailsShouldFailTheStart() {
		this.contextRunner
			.withPropertyValues("spring.datasource.url=" + TestDatabase.H2.createEmpty(),
					"nexmo.conversion.outbox.jdbc.schema=classpath:"
							+ "io/github/nexmoconversion/outbox/autoconfigure/incorrect.sql")
			.run((context) -> assertThat(context).getFailure().rootCause().hasMessageContaining("NO_SUCH_TYPE"));
	}

	@Test
	void databaseThatIsNotTestedShouldBeRefused() {
		for (String mode : List.of("always", "embedded", "never")) {
			hsqldb("nexmo.conversion.outbox.jdbc.initialize-schema=" + mode)
				.run((context) -> assertThat(context).getFailure()
					.rootCause()
					.hasMessage("The outbox has not been tested on this database: HSQL Database Engine."));
		}
	}

	@Test
	void databaseThatIsNotTestedShouldBeUsedIfAllowed() {
		hsqldb("nexmo.conversion.outbox.jdbc.allow-untested-database=true",
				"nexmo.conversion.outbox.jdbc.schema=classpath:"
						+ "io/github/nexmoconversion/outbox/autoconfigure/schema-hsqldb.sql")
			.run((context) -> {
				context.getBean(ConversionOutbox.class).enqueue(Conversion.delivered(ConversionChannel.SMS, "id"));
				assertThat(this.api).within(LIMIT).hasAccepted("id");
			});
	}

	@Test
	void databaseWithoutScriptShouldNotNeedOneIfTheTablesAreCreatedElsewhere() {
		hsqldb("nexmo.conversion.outbox.jdbc.allow-untested-database=true",
				"nexmo.conversion.outbox.jdbc.initialize-schema=never")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageContaining("The tables of the outbox cannot be used"));
	}

	private ApplicationContextRunner hsqldb(String... properties) {
		return this.contextRunner.withPropertyValues("spring.datasource.url=jdbc:hsqldb:mem:" + UUID.randomUUID())
			.withPropertyValues(properties);
	}

	private void startTogether(TestDatabase database, int rounds) throws Exception {
		ExecutorService executor = Executors.newFixedThreadPool(INSTANCES);
		try {
			for (int round = 0; round < rounds; round++) {
				String url = database.createEmpty();
				CyclicBarrier barrier = new CyclicBarrier(INSTANCES);
				List<Future<?>> starts = new ArrayList<>();
				for (int i = 0; i < INSTANCES; i++) {
					starts.add(executor.submit(() -> {
						barrier.await();
						start(url);
						return null;
					}));
				}
				for (Future<?> start : starts) {
					start.get();
				}
			}
		}
		finally {
			executor.shutdownNow();
		}
	}

	private void start(String url) {
		this.contextRunner.withPropertyValues("spring.datasource.url=" + url)
			.run((context) -> assertThat(context).hasNotFailed());
	}

	private static JdbcTemplate jdbc(String url) {
		return new JdbcTemplate(new DriverManagerDataSource(url, url.startsWith("jdbc:h2:") ? "sa" : null, null));
	}

}
