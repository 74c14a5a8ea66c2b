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

import com.zaxxer.hikari.HikariDataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link DatabaseClock} on real databases.
 */
@ParameterizedClass
@EnumSource
class DatabaseClockTests {

	// A slow machine, too, answers within this time
	private static final Duration TOLERANCE = Duration.ofSeconds(30);

	private final HikariDataSource dataSource;

	DatabaseClockTests(TestDatabase database) {
		this.dataSource = database.create();
	}

	@AfterEach
	void close() {
		this.dataSource.close();
	}

	@Test
	void clockThatDiffersShouldBeCorrected() {
		for (Duration difference : new Duration[] { Duration.ofMinutes(1), Duration.ofHours(-3) }) {
			DatabaseClock clock = clock(Clock.offset(Clock.systemUTC(), difference));
			clock.synchronize();
			assertThat(Duration.between(clock.instant(), Instant.now()).abs()).isLessThan(TOLERANCE);
		}
	}

	@Test
	void clockThatIsRightShouldNotBeCorrected() {
		Clock fixed = Clock.systemUTC();
		DatabaseClock clock = clock(fixed);
		clock.synchronize();
		Instant before = fixed.instant();
		assertThat(clock.instant()).isBetween(before, before.plus(TOLERANCE));
	}

	@Test
	void databaseThatDoesNotAnswerShouldLeaveTheLastMeasurement() {
		DatabaseClock clock = clock(Clock.offset(Clock.systemUTC(), Duration.ofHours(1)));
		clock.synchronize();
		this.dataSource.close();
		clock.synchronize();
		assertThat(Duration.between(clock.instant(), Instant.now()).abs()).isLessThan(TOLERANCE);
	}

	private DatabaseClock clock(Clock clock) {
		return new DatabaseClock(this.dataSource, OutboxDialect.of(this.dataSource), clock);
	}

}
