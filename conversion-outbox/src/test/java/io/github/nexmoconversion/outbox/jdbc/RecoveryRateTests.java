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
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link RecoveryRate}.
 */
class RecoveryRateTests {

	private static final Instant RESUMED = Instant.parse("2026-11-27T10:00:00Z");

	private static final RowOwner OWNER = RowOwner.of("default", "key");

	private final AtomicReference<Instant> now = new AtomicReference<>(RESUMED);

	private final Clock clock = ((InstantSource) this.now::get).withZone(ZoneOffset.UTC);

	private final RecoveryRate rate = new RecoveryRate(this.clock);

	@Test
	void shouldStartWithOneRow() {
		assertThat(this.rate.getFree(OWNER, RESUMED)).isOne();
	}

	@Test
	void shouldLimitWhatWaitedToAHundredASecond() {
		this.rate.getFree(OWNER, RESUMED);
		this.rate.fetched(OWNER, 1, false);
		assertThat(this.rate.getFree(OWNER, RESUMED)).isZero();
		this.now.set(RESUMED.plusMillis(500));
		assertThat(this.rate.getFree(OWNER, RESUMED)).isEqualTo(50);
		this.rate.fetched(OWNER, 50, false);
		assertThat(this.rate.getFree(OWNER, RESUMED)).isZero();
	}

	@Test
	void shouldNotSaveUpMoreThanASecond() {
		this.rate.getFree(OWNER, RESUMED);
		this.now.set(RESUMED.plusSeconds(60));
		assertThat(this.rate.getFree(OWNER, RESUMED)).isEqualTo(100);
	}

	@Test
	void limitShouldEndWhenNothingIsLeftThatWaited() {
		this.rate.getFree(OWNER, RESUMED);
		this.rate.fetched(OWNER, 0, true);
		assertThat(this.rate.getFree(OWNER, RESUMED)).isEqualTo(Integer.MAX_VALUE);
	}

	@Test
	void nextPauseShouldLimitAgain() {
		this.rate.getFree(OWNER, RESUMED);
		this.rate.fetched(OWNER, 0, true);
		assertThat(this.rate.getFree(OWNER, RESUMED.plusSeconds(60))).isOne();
	}

}
