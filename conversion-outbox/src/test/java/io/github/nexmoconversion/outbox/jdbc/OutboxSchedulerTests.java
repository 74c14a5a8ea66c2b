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

import java.net.URI;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;

import javax.sql.DataSource;

import com.zaxxer.hikari.HikariDataSource;
import io.github.nexmoconversion.Conversion;
import io.github.nexmoconversion.ConversionChannel;
import io.github.nexmoconversion.account.ConversionAccounts;
import io.github.nexmoconversion.test.MockConversionApi;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.util.Assert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link OutboxScheduler}.
 */
@ExtendWith(OutputCaptureExtension.class)
class OutboxSchedulerTests {

	private static final Duration LIMIT = Duration.ofMinutes(1);

	@Test
	void rowsOfADeadInstanceShouldBeTakenOverWithinHalfAMinute() {
		assertThat(DeliveryHandler.HEARTBEAT_INTERVAL.multipliedBy(OutboxScheduler.MISSED_HEARTBEATS_LIMIT + 1))
			.isLessThan(Duration.ofSeconds(30));
	}

	@Test
	void shutdownShouldFitIntoThePhaseOfSpring() {
		// db-scheduler waits twice, and a phase has 30 seconds by default
		assertThat(OutboxScheduler.SHUTDOWN_WAIT.multipliedBy(2)).isLessThan(OutboxScheduler.STOP_LIMIT);
		assertThat(
				OutboxEngine.WRITE_LIMIT.plus(OutboxScheduler.FINAL_DELIVERIES_LIMIT).plus(OutboxScheduler.STOP_LIMIT))
			.isLessThan(Duration.ofSeconds(30));
	}

	@Test
	void outageShouldBeLoggedOnceAndOutlived(CapturedOutput output) {
		try (HikariDataSource database = TestDatabase.H2.create(); MockConversionApi api = MockConversionApi.start()) {
			FailingDataSource dataSource = new FailingDataSource(database);
			OutboxEngine outbox = new OutboxEngineBuilder(dataSource, new JdbcTransactionManager(dataSource),
					OutboxProcess.operations(api.getBaseUrl(), api.getAccounts()))
				.accounts(ConversionAccounts.of(api.getAccounts()))
				.pollInterval(Duration.ofMillis(100))
				.build();
			outbox.start();
			dataSource.failing = true;
			await().atMost(LIMIT)
				.until(() -> output.getAll()
					.contains("The outbox cannot take rows from the database, and tries again at each poll: "
							+ "java.sql.SQLException: no connection"));
			assertThat(output).doesNotContain("Exception in thread").doesNotContain("Unhandled");
			dataSource.failing = false;
			outbox.getOutbox().enqueue(Conversion.delivered(ConversionChannel.SMS, "id"));
			assertThat(api).within(LIMIT).hasAccepted("id");
			outbox.stop();
		}
	}

	@Test
	void applicationShouldEndWhateverThreadsTheOutboxHas() {
		OutboxThreads threads = new OutboxThreads();
		try (HikariDataSource database = TestDatabase.H2.create(); MockConversionApi api = MockConversionApi.start()) {
			OutboxEngine outbox = OutboxProcess.create(database, api.getBaseUrl(), 2);
			outbox.start();
			outbox.getOutbox().enqueue(Conversion.delivered(ConversionChannel.SMS, "id"));
			assertThat(api).within(LIMIT).hasAccepted("id");
			assertThat(threads.get()).hasSizeGreaterThanOrEqualTo(3).allMatch(Thread::isDaemon);
			outbox.stop();
			await().atMost(LIMIT).untilAsserted(() -> assertThat(threads.get()).isEmpty());
		}
	}

	// Where rows are taken ahead, none is left in the table while some still wait
	@Test
	void rowsThatWereTakenShouldBeDeliveredBeforeTheStop() throws Exception {
		OutboxThreads threads = new OutboxThreads();
		CountDownLatch held = new CountDownLatch(1);
		try (HikariDataSource database = TestDatabase.POSTGRESQL.create();
				MockConversionApi api = MockConversionApi.start()) {
			OutboxEngine outbox = new OutboxEngineBuilder(database, new JdbcTransactionManager(database),
					OutboxProcess.operations(api.getBaseUrl(), api.getAccounts()))
				.concurrency(1)
				.listeners(List.of((event) -> awaitUninterrupted(held)))
				.build();
			for (int i = 0; i < 3; i++) {
				outbox.getOutbox().enqueue(Conversion.delivered(ConversionChannel.SMS, "id-" + i));
			}
			outbox.start();
			await().atMost(LIMIT).until(() -> taken(database) == 3);
			assertThat(api).within(LIMIT).hasReceived(1);
			Thread stop = new Thread(outbox::stop);
			stop.start();
			await().atMost(LIMIT).until(() -> !threads.isPolling());
			held.countDown();
			stop.join();
			assertThat(api).hasReceived(3);
			assertThat(taken(database)).isZero();
		}
	}

	private static int taken(DataSource database) {
		return new JdbcTemplate(database)
			.queryForObject("select count(*) from nexmo_conversion_outbox where picked = true", Integer.class);
	}

	private static void awaitUninterrupted(CountDownLatch latch) {
		try {
			latch.await();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	@Test
	void schedulerThatFailsToStopShouldLeaveNoThreads(CapturedOutput output) {
		OutboxThreads threads = new OutboxThreads();
		try (HikariDataSource database = TestDatabase.H2.create()) {
			AtomicBoolean failing = new AtomicBoolean();
			Clock clock = ((InstantSource) () -> {
				Assert.state(!failing.get(), "no time");
				return Instant.now();
			}).withZone(ZoneOffset.UTC);
			OutboxEngine scheduler = new OutboxEngineBuilder(database, new JdbcTransactionManager(database),
					OutboxProcess.operations(URI.create("http://localhost"), List.of()))
				.clock(clock)
				.build();
			scheduler.start();
			failing.set(true);
			scheduler.stop();
			await().atMost(LIMIT).untilAsserted(() -> assertThat(threads.get()).isEmpty());
			assertThat(output).contains("The outbox failed to stop");
			scheduler.stop();
			failing.set(false);
			scheduler.start();
			scheduler.stop();
			await().atMost(LIMIT).untilAsserted(() -> assertThat(threads.get()).isEmpty());
		}
	}

	@Test
	void databaseThatHangsShouldNotHoldUpTheStop() throws Exception {
		try (HikariDataSource database = TestDatabase.H2.create(); MockConversionApi api = MockConversionApi.start()) {
			HangingDataSource dataSource = new HangingDataSource(database);
			OutboxEngine outbox = new OutboxEngineBuilder(dataSource, new JdbcTransactionManager(dataSource),
					OutboxProcess.operations(api.getBaseUrl(), api.getAccounts()))
				.build();
			outbox.start();
			dataSource.hanging = true;
			Thread stop = new Thread(outbox::stop);
			stop.start();
			stop.join(LIMIT.toMillis());
			assertThat(stop.isAlive()).isFalse();
			dataSource.end.countDown();
		}
	}

	/**
	 * Gives no connection, as a pool whose database is away.
	 */
	private static final class HangingDataSource extends DelegatingDataSource {

		private final CountDownLatch end = new CountDownLatch(1);

		private volatile boolean hanging;

		HangingDataSource(DataSource target) {
			super(target);
		}

		@Override
		public Connection getConnection() throws SQLException {
			if (this.hanging) {
				try {
					this.end.await();
				}
				catch (InterruptedException ex) {
					throw new SQLException(ex);
				}
			}
			return super.getConnection();
		}

	}

	/**
	 * Fails for the threads that deliver alone.
	 */
	private static final class FailingDataSource extends DelegatingDataSource {

		private volatile boolean failing;

		FailingDataSource(DataSource target) {
			super(target);
		}

		@Override
		public Connection getConnection() throws SQLException {
			if (this.failing && Thread.currentThread().getName().startsWith("conversion-outbox-poll-")) {
				throw new SQLException("no connection");
			}
			return super.getConnection();
		}

	}

}
