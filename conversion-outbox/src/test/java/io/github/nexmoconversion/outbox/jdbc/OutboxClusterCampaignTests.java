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

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import com.zaxxer.hikari.HikariDataSource;
import io.github.nexmoconversion.test.MockAnswer;
import io.github.nexmoconversion.test.MockConversionApi;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.convert.DurationStyle;
import org.springframework.jdbc.core.JdbcTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests that nothing is lost and nothing is reported by the wrong key in a cluster that
 * runs for minutes: two services with different keys, each with two instances in
 * processes of their own, on the same tables of a real PostgreSQL. Instances are deployed
 * and killed, an account comes and goes, and another one is refused half of the time.
 */
@Tag("campaign")
class OutboxClusterCampaignTests {

	private static final Duration DURATION = DurationStyle
		.detectAndParse(System.getProperty("outbox.cluster.duration", "2m"));

	private static final Duration LIMIT = Duration.ofMinutes(10);

	private static final Duration MINUTE = Duration.ofMinutes(1);

	private static final String PAUSED = ClusterAccounts.nameAtApi("shop", "news");

	// Same name, and another key
	private static final String NOT_PAUSED = ClusterAccounts.nameAtApi("bank", "news");

	private final Random random = new Random(16);

	private final MockConversionApi api = MockConversionApi.start(ClusterAccounts.ofApi());

	private final HikariDataSource dataSource = TestDatabase.POSTGRESQL.create();

	private final JdbcTemplate jdbc = new JdbcTemplate(this.dataSource);

	private final ClusterMessages messages = new ClusterMessages(this.dataSource);

	private final ClusterPauses pauses = new ClusterPauses(this.api, PAUSED);

	private final ScheduledExecutorService network = Executors.newSingleThreadScheduledExecutor();

	private final List<ClusterInstance> instances = new ArrayList<>();

	private List<String> accounts = ClusterAccounts.ALL;

	private int deployments;

	private int kills;

	@TempDir(cleanup = CleanupMode.ON_SUCCESS)
	private Path directory;

	private Path log;

	@BeforeEach
	void start() throws Exception {
		this.log = this.directory.resolve("process.log");
		this.messages.createTables();
		for (int i = 0; i < 4; i++) {
			String service = ClusterAccounts.SERVICES.get(i % 2);
			ClusterInstance instance = new ClusterInstance(this.dataSource, this.api, this.log, service,
					service + "-" + i);
			this.instances.add(instance);
			instance.start(this.accounts, true);
		}
	}

	@AfterEach
	void close() throws Exception {
		this.network.shutdownNow();
		for (ClusterInstance instance : this.instances) {
			instance.end();
		}
		this.dataSource.close();
		this.api.close();
	}

	@Test
	void nothingShouldBeLostOrReportedByTheWrongKeyInACluster() throws Exception {
		this.network.scheduleWithFixedDelay(this::disturb, 0, 500, TimeUnit.MILLISECONDS);
		schedule().run();
		this.network.shutdownNow();
		this.api.setDelay(Duration.ZERO);
		this.pauses.end();
		deployAll(ClusterAccounts.ALL, false);
		awaitThat().until(() -> rows("task_name <> 'cleanup'") == 0);
		Map<String, String> expected = this.messages.findExpected();
		ClusterReports reports = ClusterReports.of(this.api.getReceived(), expected);
		int dead = this.jdbc.queryForObject("select count(*) from nexmo_conversion_dead", Integer.class);
		List<String> probes = new ArrayList<>();
		for (int i = 0; i < this.pauses.getDurations().size(); i++) {
			probes.add(this.pauses.countRefused(i) + " of at most " + maxRefused(i));
		}
		System.out.printf(
				"Cluster for %d s, %d deployments, %d starts, %d kills: %d messages, %s, %d dead; refused in pauses: %s%n",
				DURATION.toSeconds(), this.deployments,
				this.instances.stream().mapToInt(ClusterInstance::getStarts).sum(), this.kills, expected.size(),
				reports, dead, probes);
		assertThat(reports.lost()).isEmpty();
		assertThat(reports.byWrongKey()).isEmpty();
		assertThat(reports.falseAfterTrue()).isEmpty();
		assertThat(reports.afterCancel()).isEmpty();
		assertThat(reports.rolledBack()).isEmpty();
		assertThat(dead).isZero();
		assertThat(probes).isNotEmpty();
		for (int i = 0; i < probes.size(); i++) {
			assertThat(this.pauses.countRefused(i)).isBetween(1L, maxRefused(i));
			assertThat(this.pauses.countAccepted(i, NOT_PAUSED)).isPositive();
		}
		assertThat(expected).containsValues("true", "false", "nothing");
		assertThat(Files.readString(this.log)).doesNotContain(ClusterLoad.FAILURE);
	}

	private ClusterSchedule schedule() {
		ClusterSchedule schedule = new ClusterSchedule(DURATION);
		schedule.every(Duration.ofSeconds(15), MINUTE, this::pause);
		schedule.every(Duration.ofSeconds(45), MINUTE, this.pauses::end);
		Duration interval = Duration.ofSeconds(20);
		schedule.every(interval, interval, this::nextRelease);
		for (int i = 0; i < this.instances.size(); i++) {
			ClusterInstance instance = this.instances.get(i);
			// Time for something else in between
			schedule.every(interval.plusSeconds(2 * i), interval, () -> deploy(instance, this.accounts, true));
		}
		for (Duration minute = Duration.ZERO; minute.compareTo(DURATION) < 0; minute = minute.plus(MINUTE)) {
			schedule.at(minute.plusMillis(this.random.nextInt(5_000, 55_000)), this::kill);
		}
		return schedule;
	}

	private void pause() {
		this.pauses.begin();
		// An instance that starts before that would not know it
		awaitThat().until(() -> this.jdbc.queryForObject(
				"select count(*) from nexmo_conversion_account where paused_at is not null", Integer.class) > 0);
	}

	private void nextRelease() {
		this.deployments++;
		this.accounts = (this.deployments % 2 == 1) ? ClusterAccounts.WITHOUT_MARKETING : ClusterAccounts.ALL;
	}

	private void deployAll(List<String> accounts, boolean load) throws Exception {
		for (ClusterInstance instance : this.instances) {
			deploy(instance, accounts, load);
		}
	}

	private void deploy(ClusterInstance instance, List<String> accounts, boolean load) throws Exception {
		instance.stop();
		instance.start(accounts, load);
	}

	private void kill() throws Exception {
		this.kills++;
		// So that it has deliveries in flight
		this.api.setDelay(Duration.ofMillis(500));
		awaitThat().until(() -> rows("picked") >= this.instances.size());
		ClusterInstance instance = this.instances.get(this.random.nextInt(this.instances.size()));
		instance.kill();
		instance.start(this.accounts, true);
	}

	private void disturb() {
		this.api.setDelay(Duration.ofMillis(Stream.of(0, 0, 20, 200).toList().get(this.random.nextInt(4))));
		this.api.answerNext(MockAnswer.none(), MockAnswer.status(503));
	}

	// What both instances had in flight or claimed before, and one probe for each
	// interval
	private long maxRefused(int pause) {
		long intervals = this.pauses.getDurations().get(pause).dividedBy(ClusterProcess.PROBE_INTERVAL);
		return 2 * (ClusterProcess.CONCURRENCY + 1) + intervals + 1;
	}

	private int rows(String condition) {
		return this.jdbc.queryForObject("select count(*) from nexmo_conversion_outbox where " + condition,
				Integer.class);
	}

	private static ConditionFactory awaitThat() {
		return await().pollInterval(Duration.ofMillis(100)).atMost(LIMIT);
	}

}
