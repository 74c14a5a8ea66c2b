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
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

import io.github.nexmoconversion.account.ConversionAccount;
import io.github.nexmoconversion.account.ConversionAccounts;
import io.github.nexmoconversion.account.ConversionCredentials;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link PausedAccounts}.
 */
class PausedAccountsTests {

	private static final Instant START = Instant.parse("2026-11-21T10:00:00Z");

	private final AtomicReference<Instant> now = new AtomicReference<>(START);

	private final Clock clock = ((InstantSource) this.now::get).withZone(ZoneOffset.UTC);

	private static final RowOwner DEFAULT = RowOwner.of("default", "key");

	private static final RowOwner MARKETING = RowOwner.of("marketing", "key");

	private final ConversionAccounts accounts = ConversionAccounts
		.of(Stream.of("default", "marketing").map(PausedAccountsTests::account).toList());

	private final StubPauseStore store = new StubPauseStore();

	private final PausedAccounts paused = instance();

	private final PausedAccounts other = instance();

	private PausedAccounts instance() {
		return new PausedAccounts(this.store, new RowOwners(this.accounts), Duration.ofMinutes(1), this.clock);
	}

	private static ConversionAccount account(String name) {
		return new ConversionAccount(name, new ConversionCredentials.ApiSecret("key", "secret"));
	}

	@Test
	void accountThatIsNotPausedShouldNotBeHeld() {
		assertThat(this.paused.isHeld(DEFAULT)).isFalse();
		this.paused.accepted(DEFAULT);
		assertThat(this.paused.deliverableSince(DEFAULT, Instant.MIN)).isEqualTo(Instant.MIN);
		assertThat(this.store.pauses).isEmpty();
	}

	@Test
	void refusedAccountShouldBeHeldByAllInstances() {
		this.paused.refused(DEFAULT, "status 401");
		this.other.refresh();
		for (PausedAccounts instance : List.of(this.paused, this.other)) {
			assertThat(instance.isHeld(DEFAULT)).isTrue();
			assertThat(instance.isHeld(MARKETING)).isFalse();
			assertThat(instance.getNames()).containsExactly("default");
		}
		assertThat(this.store.pauses.get(DEFAULT)).isEqualTo(new Pause(START, null, START, null, "status 401"));
	}

	@Test
	void refusalOfARowInFlightShouldNotStartAnotherPause() {
		this.paused.refused(DEFAULT, "status 401");
		this.now.set(START.plusSeconds(30));
		this.paused.refused(DEFAULT, "status 402");
		assertThat(this.store.pauses.get(DEFAULT)).isEqualTo(new Pause(START, null, START, null, "status 401"));
	}

	@Test
	void thereShouldBeOneProbeForAllInstances() {
		this.paused.refused(DEFAULT, "status 401");
		this.other.refresh();
		assertThat(this.paused.claimProbe(DEFAULT)).isFalse();
		this.now.set(START.plusSeconds(60));
		assertThat(this.paused.claimProbe(DEFAULT)).isTrue();
		assertThat(this.other.claimProbe(DEFAULT)).isFalse();
		assertThat(this.paused.claimProbe(DEFAULT)).isFalse();
		assertThat(this.other.isProbe(DEFAULT)).isFalse();
		assertThat(this.paused.isProbe(DEFAULT)).isTrue();
		assertThat(this.paused.isProbe(DEFAULT)).isFalse();
		this.now.set(START.plusSeconds(120));
		assertThat(this.other.claimProbe(DEFAULT)).isTrue();
	}

	@Test
	void acceptedProbeShouldEndThePauseOfAllInstances() {
		this.paused.refused(DEFAULT, "status 401");
		this.other.refresh();
		this.now.set(START.plusSeconds(100));
		this.paused.accepted(DEFAULT);
		this.other.refresh();
		for (PausedAccounts instance : List.of(this.paused, this.other)) {
			assertThat(instance.isHeld(DEFAULT)).isFalse();
			assertThat(instance.getNames()).isEmpty();
			assertThat(instance.getResumed(DEFAULT)).isEqualTo(START.plusSeconds(100));
		}
	}

	@Test
	void pauseShouldOutliveARestart() {
		this.paused.refused(DEFAULT, "status 401");
		this.now.set(START.plus(Duration.ofDays(2)));
		PausedAccounts restarted = instance();
		restarted.refresh();
		assertThat(restarted.isHeld(DEFAULT)).isTrue();
		assertThat(restarted.deliverableSince(DEFAULT, START)).isEqualTo(START.plus(Duration.ofDays(2)));
		restarted.accepted(DEFAULT);
		PausedAccounts restartedAgain = instance();
		restartedAgain.refresh();
		this.now.set(START.plus(Duration.ofDays(3)));
		assertThat(restartedAgain.deliverableSince(DEFAULT, START)).isEqualTo(START.plus(Duration.ofDays(2)));
		assertThat(restartedAgain.deliverableSince(DEFAULT, START.plus(Duration.ofDays(3))))
			.isEqualTo(START.plus(Duration.ofDays(3)));
	}

	@Test
	void waitThatTheApiAsksForShouldHoldTheAccountUntilItsEnd() {
		this.paused.holdUntil(DEFAULT, START.plusSeconds(30), "status 429");
		this.other.refresh();
		for (PausedAccounts instance : List.of(this.paused, this.other)) {
			assertThat(instance.isHeld(DEFAULT)).isTrue();
			assertThat(instance.claimProbe(DEFAULT)).isFalse();
		}
		this.now.set(START.plusSeconds(30));
		for (PausedAccounts instance : List.of(this.paused, this.other)) {
			assertThat(instance.isHeld(DEFAULT)).isFalse();
			assertThat(instance.getResumed(DEFAULT)).isEqualTo(START.plusSeconds(30));
			assertThat(instance.deliverableSince(DEFAULT, START)).isEqualTo(START);
		}
	}

	@Test
	void shorterWaitShouldNotShortenALongerOne() {
		this.paused.holdUntil(DEFAULT, START.plusSeconds(30), "status 429");
		this.paused.holdUntil(DEFAULT, START.plusSeconds(10), "status 429");
		assertThat(this.store.pauses.get(DEFAULT).until()).isEqualTo(START.plusSeconds(30));
	}

	@Test
	void waitShouldNotEndARefusal() {
		this.paused.refused(DEFAULT, "status 401");
		this.paused.holdUntil(DEFAULT, START.plusSeconds(1), "status 429");
		this.now.set(START.plusSeconds(2));
		assertThat(this.paused.isHeld(DEFAULT)).isTrue();
	}

	@Test
	void refusalAfterAWaitShouldBeAPauseOfItsOwn() {
		this.paused.holdUntil(DEFAULT, START.plusSeconds(1), "status 429");
		this.now.set(START.plusSeconds(10));
		this.paused.refused(DEFAULT, "status 401");
		assertThat(this.store.pauses.get(DEFAULT))
			.isEqualTo(new Pause(START.plusSeconds(10), null, START.plusSeconds(10), null, "status 401"));
	}

}
