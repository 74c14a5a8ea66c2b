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
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import com.zaxxer.hikari.HikariDataSource;
import io.github.nexmoconversion.Conversion;
import io.github.nexmoconversion.ConversionChannel;
import io.github.nexmoconversion.test.MockAnswer;
import io.github.nexmoconversion.test.MockConversionApi;
import io.github.nexmoconversion.test.ReceivedConversion;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests that nothing is lost in crashes and outages, with instances in processes of their
 * own on a real PostgreSQL.
 */
@Tag("campaign")
class OutboxCrashTests {

	// Less than db-scheduler takes by default to see that an instance is dead
	private static final Duration LIMIT = Duration.ofMinutes(10);

	private final Random random = new Random(7);

	private final MockConversionApi api = MockConversionApi.start();

	private final List<Process> processes = new ArrayList<>();

	@TempDir
	private Path directory;

	private HikariDataSource dataSource;

	private JdbcTemplate jdbc;

	private TransactionTemplate transaction;

	// Enqueues, and delivers nothing
	private OutboxEngine outbox;

	@BeforeEach
	void create() {
		this.dataSource = TestDatabase.POSTGRESQL.create();
		this.jdbc = new JdbcTemplate(this.dataSource);
		this.transaction = new TransactionTemplate(new JdbcTransactionManager(this.dataSource));
		this.outbox = OutboxProcess.create(this.dataSource, this.api.getBaseUrl(), 1);
	}

	@AfterEach
	void close() throws InterruptedException {
		for (Process process : this.processes) {
			process.destroyForcibly().waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS);
		}
		this.dataSource.close();
		this.api.close();
	}

	@Test
	void nothingShouldBeLostWhenProcessesAreKilled() throws Exception {
		this.api.answerNext(thirdOfFailures(40_000));
		enqueue("id-", 10_000);
		int kills = 20;
		for (int i = 0; i < kills; i++) {
			Process process = startProcess();
			int before = this.api.getReceived().size();
			awaitThat().until(() -> this.api.getReceived().size() > before);
			waitFor(this.random.nextInt(600));
			process.destroyForcibly().waitFor();
		}
		startProcess();
		awaitThat().until(() -> rows() == 0);
		Map<String, Long> accepted = this.api.getReceived()
			.stream()
			.filter(ReceivedConversion::isAccepted)
			.collect(Collectors.groupingBy(ReceivedConversion::messageId, Collectors.counting()));
		long duplicates = accepted.values().stream().mapToLong((count) -> count - 1).sum();
		System.out.printf("Killed %d times: %d of 10000 arrived, %d duplicates, %d requests%n", kills, accepted.size(),
				duplicates, this.api.getReceived().size());
		assertThat(accepted).hasSize(10_000);
		assertThat(duplicates).isLessThanOrEqualTo((long) kills * OutboxProcess.CONCURRENCY);
	}

	@Test
	void othersShouldTakeOverFromAnInstanceThatIsKilled() throws Exception {
		this.api.setDelay(Duration.ofMillis(20));
		Process first = startProcess();
		startProcess();
		startProcess();
		enqueue("id-", 3_000);
		awaitThat().until(() -> this.api.getReceived().size() > 500);
		first.destroyForcibly().waitFor();
		Instant killed = Instant.now();
		awaitThat().until(() -> rows() == 0);
		Duration takeOver = Duration.between(killed, Instant.now());
		long distinct = this.api.getReceived().stream().map(ReceivedConversion::messageId).distinct().count();
		System.out.printf("One of three killed: %d of 3000 arrived, %d duplicates, all within %d ms after the kill%n",
				distinct, this.api.getReceived().size() - distinct, takeOver.toMillis());
		assertThat(distinct).isEqualTo(3_000);
		assertThat(this.api.getReceived().size() - distinct).isLessThanOrEqualTo(OutboxProcess.CONCURRENCY);
	}

	@Test
	void freshConversionsShouldArriveBeforeTheBacklogOfAnOutage() throws Exception {
		startProcess();
		this.api.setOutage(true);
		enqueue("old-", 2_000);
		awaitThat().until(() -> this.api.getReceived().size() > 2_000);
		// So slowly that hardly any of the old ones gets through before the fresh ones
		// are there
		this.api.setDelay(Duration.ofSeconds(2));
		this.api.setOutage(false);
		int before = this.api.getReceived().size();
		enqueue("fresh-", 100);
		this.api.setDelay(Duration.ZERO);
		awaitThat().until(() -> rows() == 0);
		List<String> after = this.api.getReceived()
			.stream()
			.skip(before)
			.filter(ReceivedConversion::isAccepted)
			.map(ReceivedConversion::messageId)
			.toList();
		double position = IntStream.range(0, after.size())
			.filter((i) -> after.get(i).startsWith("fresh"))
			.average()
			.orElseThrow();
		System.out.printf("After an outage: 100 fresh ones at average position %.0f of %d%n", position, after.size());
		assertThat(position).isLessThan(after.size() / 4.0);
	}

	@Test
	void nothingShouldBeLostWhenAProcessIsAskedToEnd() throws Exception {
		// More than it delivers before it ends
		this.api.setDelay(Duration.ofMillis(200));
		enqueue("id-", 2_000);
		Process process = startProcess();
		awaitThat().until(() -> this.api.getReceived().size() > 200);
		Instant asked = Instant.now();
		process.destroy();
		assertThat(process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
		Duration time = Duration.between(asked, Instant.now());
		int delivered = this.api.getReceived().size();
		assertThat(rows()).isEqualTo(2_000 - delivered).isPositive();
		this.api.setDelay(Duration.ZERO);
		startProcess();
		awaitThat().until(() -> rows() == 0);
		System.out.printf("Ended within %d ms after %d of 2000; %d requests in all%n", time.toMillis(), delivered,
				this.api.getReceived().size());
		assertThat(this.api.getReceived()).hasSize(2_000);
	}

	@Test
	void deliveryShouldSurviveTheLossOfItsConnections() throws Exception {
		this.api.setDelay(Duration.ofMillis(5));
		startProcess();
		enqueue("id-", 3_000);
		for (int i = 0; i < 5; i++) {
			int received = this.api.getReceived().size();
			this.jdbc.queryForList("select pg_terminate_backend(pid) from pg_stat_activity"
					+ " where datname = current_database() and pid <> pg_backend_pid()");
			awaitThat().until(() -> this.api.getReceived().size() > received + 100 || rows() == 0);
		}
		awaitThat().until(() -> rows() == 0);
		long distinct = this.api.getReceived().stream().map(ReceivedConversion::messageId).distinct().count();
		System.out.printf("Connections lost 5 times: %d of 3000 arrived, %d duplicates%n", distinct,
				this.api.getReceived().size() - distinct);
		assertThat(distinct).isEqualTo(3_000);
	}

	@Test
	void lastReportOfEachMessageShouldBeRightWhateverIsConfirmedWhenAndKilled() throws Exception {
		int messages = 10_000;
		this.api.answerNext(thirdOfFailures(40_000));
		ExecutorService users = Executors.newFixedThreadPool(4);
		for (int i = 0; i < messages; i++) {
			Duration timeToLive = Duration.ofSeconds(10).plusMillis(this.random.nextInt(20_000));
			this.outbox.getPendingConversions().register("default", ConversionChannel.SMS, "id-" + i, timeToLive);
		}
		Process process = startProcess();
		List<Integer> confirmed = this.random.ints(0, messages).distinct().limit(messages / 2).boxed().toList();
		List<Integer> late = confirmed.subList(confirmed.size() - 200, confirmed.size());
		for (int i : confirmed) {
			if (late.get(0) == i) {
				awaitThat().until(() -> reports().keySet().containsAll(late.stream().map((id) -> "id-" + id).toList()));
			}
			users.submit(() -> this.outbox.getPendingConversions().confirm(ConversionChannel.SMS, "id-" + i));
			if (i % 20 == 0) {
				waitFor(100);
			}
			if (i % 1_000 == 0) {
				process.destroyForcibly().waitFor();
				process = startProcess();
			}
		}
		users.shutdown();
		assertThat(users.awaitTermination(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
		awaitThat().until(() -> rows() == 0);
		Map<String, List<String>> reports = reports();
		long both = reports.values()
			.stream()
			.filter((values) -> values.contains("false") && values.contains("true"))
			.count();
		System.out.printf("%d messages, %d confirmed: %d reported, %d of them first as not delivered%n", messages,
				confirmed.size(), reports.size(), both);
		assertThat(reports).hasSize(messages);
		assertThat(both).as("messages that were confirmed after their expiry").isGreaterThanOrEqualTo(200);
		for (int i = 0; i < messages; i++) {
			List<String> values = reports.get("id-" + i);
			assertThat(values.get(values.size() - 1)).isEqualTo(String.valueOf(confirmed.contains(i)));
			assertThat(String.join(" ", values)).doesNotContain("true false");
		}
	}

	// What was accepted of each message, in the order in which it came
	private Map<String, List<String>> reports() {
		Map<String, List<String>> reports = new HashMap<>();
		this.api.getReceived()
			.stream()
			.filter(ReceivedConversion::isAccepted)
			.forEach((report) -> reports.computeIfAbsent(report.messageId(), (id) -> new ArrayList<>())
				.add(report.delivered()));
		return reports;
	}

	private Process startProcess() throws IOException {
		Process process = OutboxProcess.start(this.dataSource.getJdbcUrl(), this.api,
				this.directory.resolve("process.log"));
		this.processes.add(process);
		return process;
	}

	private void enqueue(String prefix, int count) {
		this.transaction.executeWithoutResult((status) -> IntStream.range(0, count)
			.forEach((i) -> this.outbox.getOutbox().enqueue(Conversion.delivered(ConversionChannel.SMS, prefix + i))));
	}

	private MockAnswer[] thirdOfFailures(int count) {
		return this.random.ints(count, 0, 3)
			.mapToObj((number) -> MockAnswer.status((number == 0) ? 503 : 200))
			.toArray(MockAnswer[]::new);
	}

	private int rows() {
		return this.jdbc.queryForObject("select count(*) from nexmo_conversion_outbox where task_name <> 'cleanup'",
				Integer.class);
	}

	private static void waitFor(int millis) {
		await().pollDelay(Duration.ofMillis(millis)).atMost(Duration.ofMillis(millis + 1_000L)).until(() -> true);
	}

	private static ConditionFactory awaitThat() {
		return await().pollInterval(Duration.ofMillis(100)).atMost(LIMIT);
	}

}
