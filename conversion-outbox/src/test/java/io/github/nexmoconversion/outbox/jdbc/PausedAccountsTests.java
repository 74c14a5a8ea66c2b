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
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link PausedAccounts}.
 */
class PausedAccountsTests {

	private static final Instant START = Instant.parse("2026-11-21T10:00:00Z");

	private final AtomicReference<Instant> now = new AtomicReference<>(START);

	private final Clock clock = ((InstantSource) this.now::get).withZone(ZoneOffset.UTC);

	private final PausedAccounts paused = new PausedAccounts(Duration.ofMinutes(1), this.clock);

	@Test
	void accountThatIsNotPausedShouldNotWait() {
		assertThat(this.paused.waitUntil("default")).isNull();
		this.paused.resume("default");
		assertThat(this.paused.deliverableSince("default", Instant.MIN)).isEqualTo(Instant.MIN);
	}

	@Test
	void pausedAccountShouldWaitForItsProbe() {
		assertThat(this.paused.pause("default")).isEqualTo(START.plusSeconds(60));
		assertThat(this.paused.waitUntil("default")).isEqualTo(START.plusSeconds(60));
		assertThat(this.paused.waitUntil("marketing")).isNull();
		assertThat(this.paused.getNames()).containsExactly("default");
	}

	@Test
	void oneShouldBeTheProbeAndTheOthersWaitForTheNext() {
		this.paused.pause("default");
		this.now.set(START.plusSeconds(60));
		long probes = IntStream.range(0, 1000)
			.parallel()
			.filter((i) -> this.paused.waitUntil("default") == null)
			.count();
		assertThat(probes).isOne();
		assertThat(this.paused.waitUntil("default")).isBetween(START.plusSeconds(120), START.plusSeconds(180));
	}

	@Test
	void longPauseShouldSpreadWhatWaits() {
		this.paused.pause("default");
		this.now.set(START.plus(Duration.ofHours(10)));
		this.paused.pause("default");
		Instant first = this.now.get().plusSeconds(60);
		assertThat(IntStream.range(0, 1000).mapToObj((i) -> this.paused.waitUntil("default")))
			.allSatisfy((time) -> assertThat(time).isBetween(first, first.plus(Duration.ofMinutes(15))))
			.anySatisfy((time) -> assertThat(time).isAfter(first.plus(Duration.ofMinutes(10))));
	}

	@Test
	void timeOfAPauseShouldNotCountForTheAge() {
		assertThat(this.paused.deliverableSince("default", START)).isEqualTo(START);
		this.paused.pause("default");
		this.now.set(START.plusSeconds(100));
		assertThat(this.paused.deliverableSince("default", START)).isEqualTo(START.plusSeconds(100));
		this.paused.resume("default");
		this.now.set(START.plusSeconds(200));
		assertThat(this.paused.deliverableSince("default", START)).isEqualTo(START.plusSeconds(100));
		assertThat(this.paused.deliverableSince("default", START.plusSeconds(150))).isEqualTo(START.plusSeconds(150));
	}

	@Test
	void resumedAccountShouldNotWait() {
		this.paused.pause("default");
		this.paused.resume("default");
		assertThat(this.paused.waitUntil("default")).isNull();
		assertThat(this.paused.getNames()).isEmpty();
	}

}
