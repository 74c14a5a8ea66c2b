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
import io.github.nexmoconversion.account.ConversionCredentials.ApiSecret;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link FetchPlan}.
 */
class FetchPlanTests {

	private static final Duration SLOW = Duration.ofSeconds(2);

	private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-27T12:00:00Z"));

	private final Clock clock = ((InstantSource) this.now::get).withZone(ZoneOffset.UTC);

	private final RowOwners owners = new RowOwners(ConversionAccounts.of(Stream.of("first", "second", "third")
		.map((name) -> new ConversionAccount(name, new ApiSecret("key", "secret")))
		.toList()));

	private final PausedAccounts paused = new PausedAccounts(new StubPauseStore(), this.owners, Duration.ofMinutes(1),
			this.clock);

	private final AccountShares shares = new AccountShares(8);

	private final FetchPlan plan = new FetchPlan(this.owners, this.paused, new RecoveryRate(this.clock), this.shares);

	@Test
	void slowAccountsShouldHaveOneShareTogether() {
		delivered("first", SLOW);
		delivered("second", SLOW);
		delivered("third", Duration.ZERO);
		List<FetchBranch> branches = this.plan.plan(24);
		int[] chosen = branches.stream().mapToInt((branch) -> 4).toArray();
		assertThat(this.plan.limitSlow(branches, chosen)).isTrue();
		assertThat(branches).extracting((branch) -> branch.account().account())
			.containsExactly("first", "first", "second", "second", "third", "third");
		assertThat(chosen).containsExactly(1, 1, 1, 1, 4, 4);
	}

	@Test
	void probeShouldNotWaitForTheShareOfSlowAccounts() {
		delivered("first", SLOW);
		delivered("second", SLOW);
		for (int i = 0; i < 4; i++) {
			this.shares.fetched("in flight " + i, owner("second"));
		}
		this.paused.refused(owner("first"), "status 401");
		this.now.updateAndGet((time) -> time.plusSeconds(60));
		List<FetchBranch> branches = this.plan.plan(24);
		int[] chosen = new int[branches.size()];
		chosen[0] = 1;
		assertThat(branches.get(0).account()).isEqualTo(owner("first"));
		assertThat(this.plan.limitSlow(branches, chosen)).isFalse();
		assertThat(chosen[0]).isOne();
	}

	private RowOwner owner(String account) {
		return this.owners.getOwner(account);
	}

	private void delivered(String account, Duration time) {
		this.shares.fetched(account, owner(account));
		this.shares.finished(account, time);
	}

}
