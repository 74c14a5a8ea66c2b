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

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

import com.zaxxer.hikari.HikariDataSource;
import io.github.nexmoconversion.Conversion;
import io.github.nexmoconversion.ConversionChannel;
import io.github.nexmoconversion.outbox.jdbc.CallEnvironment.AfterCommit;
import io.github.nexmoconversion.test.MockAnswer;
import io.github.nexmoconversion.test.MockConversionApi;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.orm.jpa.JpaTransactionManager;
import org.springframework.orm.jpa.LocalContainerEntityManagerFactoryBean;
import org.springframework.orm.jpa.vendor.HibernateJpaVendorAdapter;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests that nothing is lost, whoever calls the outbox, while the instances that deliver
 * are killed and answers of the API are lost.
 */
@Tag("campaign")
class OutboxCallersCrashTests {

	private static final Duration LIMIT = Duration.ofMinutes(10);

	private static final int MESSAGES = 10_000;

	private static final int KILLS = 20;

	private final Random random = new Random(11);

	private final MockConversionApi api = MockConversionApi.start();

	private final HikariDataSource dataSource = TestDatabase.POSTGRESQL.create();

	private final HikariDataSource other = TestDatabase.H2.create();

	private final JdbcTemplate jdbc = new JdbcTemplate(this.dataSource);

	private final LocalContainerEntityManagerFactoryBean factory = factory(this.dataSource);

	private final JdbcTransactionManager jdbcTransactions = new JdbcTransactionManager(this.dataSource);

	private final JpaTransactionManager jpaTransactions = new JpaTransactionManager(this.factory.getObject());

	private final OutboxEngine jdbcEngine = OutboxProcess.create(this.dataSource, this.jdbcTransactions,
			this.api.getBaseUrl(), 1, List.of(MockConversionApi.DEFAULT_ACCOUNT));

	private final OutboxEngine jpaEngine = OutboxProcess.create(this.dataSource, this.jpaTransactions,
			this.api.getBaseUrl(), 1, List.of(MockConversionApi.DEFAULT_ACCOUNT));

	private final CallEnvironment environment = new CallEnvironment(this.jdbcTransactions, this.dataSource, this.other,
			() -> {
			});

	@TempDir
	private Path directory;

	private Process process;

	private static LocalContainerEntityManagerFactoryBean factory(HikariDataSource dataSource) {
		LocalContainerEntityManagerFactoryBean factory = new LocalContainerEntityManagerFactoryBean();
		factory.setDataSource(dataSource);
		factory.setPackagesToScan(Login.class.getPackageName());
		factory.setJpaVendorAdapter(new HibernateJpaVendorAdapter());
		factory.afterPropertiesSet();
		return factory;
	}

	@AfterEach
	void close() throws InterruptedException {
		this.process.destroyForcibly().waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS);
		this.environment.close();
		this.factory.destroy();
		this.dataSource.close();
		this.other.close();
		this.api.close();
	}

	@Test
	void nothingShouldBeLostWhoeverCallsAndWhateverIsKilled() throws Exception {
		this.api.answerNext(
				this.random.ints(40_000, 0, 4).mapToObj(OutboxCallersCrashTests::answer).toArray(MockAnswer[]::new));
		this.process = start();
		ExecutorService users = Executors.newFixedThreadPool(4);
		for (int kill = 0; kill < KILLS; kill++) {
			for (int i = kill; i < MESSAGES; i += KILLS) {
				int number = i;
				users.submit(() -> use(number));
			}
			int received = this.api.getReceived().size();
			awaitThat().until(() -> this.api.getReceived().size() > received);
			this.process.destroyForcibly().waitFor();
			this.process = start();
		}
		users.shutdown();
		assertThat(users.awaitTermination(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
		awaitThat().until(() -> this.jdbc.queryForObject(
				"select count(*) from nexmo_conversion_outbox where task_name <> 'cleanup'", Integer.class) == 0);
		Map<String, List<String>> reports = reports();
		long lost = count((i) -> !isRolledBack(i) && !last(reports, i).equals(isConfirmed(i) ? "true" : "false"));
		long wrongOrder = reports.values()
			.stream()
			.filter((sent) -> String.join(" ", sent).contains("true false"))
			.count();
		long rolledBack = count((i) -> isRolledBack(i) && reports.containsKey("id-" + i));
		System.out.printf(
				"%d messages of three callers, %d kills, %d requests: %d lost, %d false after true,"
						+ " %d of what was rolled back%n",
				MESSAGES, KILLS, this.api.getReceived().size(), lost, wrongOrder, rolledBack);
		assertThat(lost).isZero();
		assertThat(wrongOrder).isZero();
		assertThat(rolledBack).isZero();
	}

	private static MockAnswer answer(int number) {
		return switch (number) {
			case 0 -> MockAnswer.status(503);
			case 1 -> MockAnswer.none();
			default -> MockAnswer.status(200);
		};
	}

	// One in four: enqueued, registered alone, registered and confirmed, rolled back
	private void use(int number) {
		int kind = number % 4;
		String id = "id-" + number;
		if (kind == 1 || kind == 2) {
			call(number, false, (engine) -> engine.getPendingConversions()
				.register("default", ConversionChannel.SMS, id, Duration.ofMillis(1 + number % 3_000)));
		}
		if (kind == 2) {
			call(number, false, (engine) -> engine.getPendingConversions().confirm(ConversionChannel.SMS, id));
		}
		else if (kind != 1) {
			call(number, kind == 3,
					(engine) -> engine.getOutbox().enqueue(Conversion.delivered(ConversionChannel.SMS, id)));
		}
	}

	private void call(int number, boolean rollback, Consumer<OutboxEngine> call) {
		if (number / 4 % 3 == 1 && !rollback) {
			this.environment.publish(new AfterCommit(() -> call.accept(this.jdbcEngine)), false);
			return;
		}
		boolean jpa = number / 4 % 3 == 2;
		new TransactionTemplate(jpa ? this.jpaTransactions : this.jdbcTransactions).executeWithoutResult((status) -> {
			call.accept(jpa ? this.jpaEngine : this.jdbcEngine);
			if (rollback) {
				status.setRollbackOnly();
			}
		});
	}

	private static boolean isRolledBack(int number) {
		return number % 4 == 3;
	}

	private static boolean isConfirmed(int number) {
		return number % 4 != 1;
	}

	private static long count(IntPredicate condition) {
		return IntStream.range(0, MESSAGES).filter(condition).count();
	}

	private static String last(Map<String, List<String>> reports, int number) {
		List<String> sent = reports.getOrDefault("id-" + number, List.of("nothing"));
		return sent.get(sent.size() - 1);
	}

	// What arrived of each message, whether or not its answer was lost
	private Map<String, List<String>> reports() {
		Map<String, List<String>> reports = new HashMap<>();
		this.api.getReceived()
			.stream()
			.filter((report) -> report.isAccepted() || report.status() == null)
			.forEach((report) -> reports.computeIfAbsent(report.messageId(), (id) -> new ArrayList<>())
				.add(report.delivered()));
		return reports;
	}

	private Process start() throws Exception {
		return OutboxProcess.start(this.dataSource.getJdbcUrl(), this.api, this.directory.resolve("process.log"));
	}

	private static ConditionFactory awaitThat() {
		return await().pollInterval(Duration.ofMillis(100)).atMost(LIMIT);
	}

}
