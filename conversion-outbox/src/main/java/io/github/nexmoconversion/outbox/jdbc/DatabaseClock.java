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
import java.time.ZoneId;
import java.time.ZoneOffset;

import javax.sql.DataSource;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * The clock of the database, by which instances agree on what is due and who is alive,
 * even if the clocks of their machines differ. It is the clock of this machine, corrected
 * by the difference that was last measured, if that is worth it. Thread-safe.
 */
final class DatabaseClock extends Clock {

	private static final Log logger = LogFactory.getLog(DatabaseClock.class);

	// What a slow answer can pretend, or an instance bears
	private static final Duration TOLERANCE = Duration.ofSeconds(1);

	private final JdbcTemplate jdbc;

	private final OutboxDialect dialect;

	private final Clock clock;

	private volatile Duration difference = Duration.ZERO;

	DatabaseClock(DataSource dataSource, OutboxDialect dialect, Clock clock) {
		this.jdbc = new JdbcTemplate(dataSource);
		this.dialect = dialect;
		this.clock = clock;
	}

	/**
	 * Measure how much the clocks differ. If the database does not answer, the last
	 * measurement stays.
	 */
	void synchronize() {
		try {
			Instant before = this.clock.instant();
			Instant time = this.jdbc.query("select " + this.dialect.currentTime() + " as now",
					(row) -> row.next() ? this.dialect.getInstant(row, "now") : before);
			Duration duration = Duration.between(before, this.clock.instant());
			Duration measured = Duration.between(before.plus(duration.dividedBy(2)), time);
			if (measured.minus(this.difference).abs().compareTo(TOLERANCE.plus(duration)) > 0) {
				logger.warn("The clock of this machine differs from that of the database by " + measured.toMillis()
						+ " ms. The outbox goes by the latter.");
				this.difference = measured;
			}
		}
		catch (DataAccessException ex) {
			logger.debug("The database does not tell its time", ex);
		}
	}

	@Override
	public Instant instant() {
		return this.clock.instant().plus(this.difference);
	}

	@Override
	public ZoneId getZone() {
		return ZoneOffset.UTC;
	}

	@Override
	public Clock withZone(ZoneId zone) {
		throw new UnsupportedOperationException("The outbox has instants alone");
	}

}
