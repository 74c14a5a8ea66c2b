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

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import com.zaxxer.hikari.HikariDataSource;
import io.github.nexmoconversion.ConversionChannel;
import io.github.nexmoconversion.outbox.PendingConversions;
import io.github.nexmoconversion.test.MockAnswer;
import io.github.nexmoconversion.test.MockConversionApi;
import io.github.nexmoconversion.test.ReceivedConversion;
import org.junit.jupiter.api.Test;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * Tests the outbox behind a PgBouncer that pools transactions.
 */
class PgBouncerTests {

	private static final Duration LIMIT = Duration.ofMinutes(1);

	private static final int CALLERS = 8;

	private static final int LOGINS = 60;

	@Test
	void twoInstancesShouldStoreAndDeliverEverything() throws Exception {
		assumeTrue(PgBouncer.isInstalled(), "needs the command pgbouncer, of the Debian package pgbouncer");
		String database = TestDatabase.POSTGRESQL.createEmpty().replaceAll(".*/|\\?.*", "");
		try (PgBouncer pgBouncer = PgBouncer.start(); MockConversionApi api = MockConversionApi.start()) {
			String url = pgBouncer.getUrl(database) + "?user=postgres&prepareThreshold=0";
			try (HikariDataSource first = OutboxProcess.dataSource(url, 12);
					HikariDataSource second = OutboxProcess.dataSource(url, 12)) {
				TestDatabase.POSTGRESQL.run("schema", first);
				JdbcTemplate jdbc = new JdbcTemplate(first);
				jdbc.execute("create table login (id varchar(50) primary key)");
				api.answerNext(20, MockAnswer.status(503));
				try (OutboxEngine one = OutboxProcess.create(first, api.getBaseUrl(), 8);
						OutboxEngine two = OutboxProcess.create(second, api.getBaseUrl(), 8)) {
					one.start();
					two.start();
					logIn(List.of(one, two), List.of(first, second));
					// Those that were cancelled are removed after their commit
					await().atMost(LIMIT)
						.until(() -> jdbc.queryForObject(
								"select count(*) from nexmo_conversion_outbox where task_name <> 'cleanup'",
								Integer.class) == 0);
					assertThat(jdbc.queryForObject("select count(*) from login", Integer.class))
						.isEqualTo(CALLERS * LOGINS);
					assertThat(one.getDeadConversions().count()).isZero();
				}
				assertThat(reports(api)).isEqualTo(expectedReports());
			}
		}
	}

	private static void logIn(List<OutboxEngine> instances, List<HikariDataSource> dataSources) throws Exception {
		ExecutorService callers = Executors.newFixedThreadPool(CALLERS);
		List<Future<?>> logins = new ArrayList<>();
		for (int i = 0; i < CALLERS; i++) {
			int caller = i;
			OutboxEngine instance = instances.get(i % instances.size());
			HikariDataSource dataSource = dataSources.get(i % instances.size());
			logins.add(callers.submit(() -> {
				for (int login = 0; login < LOGINS; login++) {
					logIn(instance, dataSource, caller + "-" + login, login);
				}
			}));
		}
		for (Future<?> login : logins) {
			login.get();
		}
		callers.shutdown();
	}

	private static void logIn(OutboxEngine instance, HikariDataSource dataSource, String id, int number) {
		TransactionTemplate transaction = new TransactionTemplate(new JdbcTransactionManager(dataSource));
		PendingConversions pending = instance.getPendingConversions();
		transaction.executeWithoutResult((status) -> {
			new JdbcTemplate(dataSource).update("insert into login values (?)", id);
			if (number % 4 == 0) {
				instance.getOutbox().enqueue(AbstractOutboxTests.conversion(id));
			}
			else {
				Duration timeToLive = (number % 4 == 1) ? Duration.ofSeconds(1) : Duration.ofMinutes(10);
				pending.register("default", ConversionChannel.SMS, id, timeToLive);
			}
		});
		transaction.executeWithoutResult((status) -> {
			if (number % 4 == 2) {
				pending.confirm(ConversionChannel.SMS, id);
			}
		});
		// Without a transaction of the caller
		if (number % 4 == 3) {
			pending.cancel(ConversionChannel.SMS, id);
		}
	}

	private static Map<String, String> expectedReports() {
		Map<String, String> expected = new HashMap<>();
		for (int caller = 0; caller < CALLERS; caller++) {
			for (int login = 0; login < LOGINS; login++) {
				if (login % 4 != 3) {
					expected.put(caller + "-" + login, String.valueOf(login % 4 != 1));
				}
			}
		}
		return expected;
	}

	// Fails if a message was reported twice
	private static Map<String, String> reports(MockConversionApi api) {
		Map<String, String> reports = new HashMap<>();
		api.getReceived()
			.stream()
			.filter(ReceivedConversion::isAccepted)
			.forEach((report) -> assertThat(reports.put(report.messageId(), report.delivered())).isNull());
		return reports;
	}

}
