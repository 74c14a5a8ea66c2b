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

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;

import javax.sql.DataSource;

import com.zaxxer.hikari.HikariDataSource;
import io.github.nexmoconversion.Conversion;
import io.github.nexmoconversion.ConversionChannel;
import io.github.nexmoconversion.test.MockConversionApi;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;

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
		assertThat(OutboxScheduler.SHUTDOWN_WAIT.multipliedBy(2)).isLessThan(Duration.ofSeconds(30));
	}

	@Test
	void rowThatCannotBeTakenShouldBeLoggedAndTriedAgain(CapturedOutput output) {
		try (HikariDataSource database = TestDatabase.H2.create(); MockConversionApi api = MockConversionApi.start()) {
			FailingDataSource dataSource = new FailingDataSource(database);
			OutboxEngine outbox = new OutboxEngineBuilder(dataSource, new JdbcTransactionManager(dataSource),
					OutboxProcess.operations(api.getBaseUrl(), api.getAccounts()))
				.pollInterval(Duration.ofMillis(100))
				.build();
			outbox.start();
			dataSource.failing = true;
			outbox.getOutbox().enqueue(Conversion.delivered(ConversionChannel.SMS, "id"));
			await().atMost(LIMIT)
				.until(() -> output.getAll()
					.contains("A row of the outbox could not be taken from the database. "
							+ "It is tried again at the next poll: java.sql.SQLException: no connection"));
			assertThat(output).doesNotContain("Exception in thread");
			assertThat(api).hasReceivedNothing();
			dataSource.failing = false;
			assertThat(api).within(LIMIT).hasAccepted("id");
			outbox.stop();
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
			if (this.failing && Thread.currentThread().getName().startsWith("conversion-outbox-")) {
				throw new SQLException("no connection");
			}
			return super.getConnection();
		}

	}

}
