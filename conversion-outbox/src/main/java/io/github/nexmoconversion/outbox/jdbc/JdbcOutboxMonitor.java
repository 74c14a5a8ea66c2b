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

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

import javax.sql.DataSource;

import io.github.nexmoconversion.outbox.OutboxMonitor;
import io.github.nexmoconversion.outbox.OutboxStatistics;

import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * {@link OutboxMonitor} that queries the tables.
 */
final class JdbcOutboxMonitor implements OutboxMonitor {

	// By event time, so that a conversion that waits for a retry counts as due
	private static final String DUE = " where task_name = ? or (task_name = ? and priority <= ?)";

	private final JdbcClient jdbc;

	private final DeadConversionTable dead;

	private final PausedAccounts paused;

	private final Clock clock;

	JdbcOutboxMonitor(DataSource dataSource, DeadConversionTable dead, PausedAccounts paused, Clock clock) {
		this.jdbc = JdbcClient.create(dataSource);
		this.dead = dead;
		this.paused = paused;
		this.clock = clock;
	}

	@Override
	public OutboxStatistics getStatistics() {
		return new OutboxStatistics(countDue(), getAgeOfOldest(), countPending(), this.dead.count(),
				this.paused.getNames());
	}

	private long countDue() {
		return this.jdbc.sql("select count(*) from " + OutboxTable.NAME + DUE)
			.params(OutboxTable.DELIVERY, OutboxTable.EXPIRY, currentSecond())
			.query(Long.class)
			.single();
	}

	private long countPending() {
		return this.jdbc.sql("select count(*) from " + OutboxTable.NAME + " where task_name = ? and priority > ?")
			.params(OutboxTable.EXPIRY, currentSecond())
			.query(Long.class)
			.single();
	}

	private Duration getAgeOfOldest() {
		Long second = this.jdbc.sql("select min(priority) from " + OutboxTable.NAME + DUE)
			.params(OutboxTable.DELIVERY, OutboxTable.EXPIRY, currentSecond())
			.query(Long.class)
			.optional()
			.orElse(null);
		Duration age = (second != null) ? Duration.between(Instant.ofEpochSecond(second), this.clock.instant())
				: Duration.ZERO;
		return age.isNegative() ? Duration.ZERO : age;
	}

	private long currentSecond() {
		return this.clock.instant().getEpochSecond();
	}

}
