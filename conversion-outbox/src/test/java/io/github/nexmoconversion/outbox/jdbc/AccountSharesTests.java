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

import java.time.Duration;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link AccountShares}.
 */
class AccountSharesTests {

	private static final Duration FAST = Duration.ofMillis(20);

	private static final Duration SLOW = Duration.ofSeconds(2);

	private static final RowOwner FIRST = RowOwner.of("first", "key");

	private static final RowOwner SECOND = RowOwner.of("second", "key");

	private final AccountShares shares = new AccountShares(16);

	@Test
	void accountShouldCountAsSlowUntilItIsKnown() {
		assertThat(this.shares.getFree(FIRST)).isEqualTo(8);
		deliver(FIRST, FAST);
		assertThat(this.shares.getFree(FIRST)).isEqualTo(Integer.MAX_VALUE);
	}

	@Test
	void slowAccountsShouldHaveHalfOfTheThreadsTogether() {
		deliver(FIRST, SLOW);
		deliver(SECOND, SLOW);
		for (int i = 0; i < 5; i++) {
			this.shares.fetched("first-" + i, FIRST);
		}
		assertThat(this.shares.getFree(SECOND)).isEqualTo(3);
		this.shares.fetched("second-1", SECOND);
		this.shares.fetched("second-2", SECOND);
		this.shares.fetched("second-3", SECOND);
		assertThat(this.shares.getFree(FIRST)).isZero();
		assertThat(this.shares.finished("second-1", SLOW)).isTrue();
		assertThat(this.shares.getFree(FIRST)).isOne();
	}

	@Test
	void accountThatIsNotKnownShouldHaveItsFirstDeliveryInAnyCase() {
		for (int i = 0; i < 8; i++) {
			this.shares.fetched("first-" + i, FIRST);
		}
		assertThat(this.shares.getFree(FIRST)).isZero();
		assertThat(this.shares.getFree(SECOND)).isOne();
		deliver(SECOND, FAST);
		assertThat(this.shares.getFree(SECOND)).isEqualTo(Integer.MAX_VALUE);
	}

	@Test
	void accountThatBecomesFastAgainShouldNotBeLimited() {
		deliver(FIRST, SLOW);
		for (int i = 0; i < 20; i++) {
			deliver(FIRST, FAST);
		}
		assertThat(this.shares.getFree(FIRST)).isEqualTo(Integer.MAX_VALUE);
	}

	@Test
	void oneSlowAnswerShouldNotMakeAnAccountSlow() {
		for (int i = 0; i < 20; i++) {
			deliver(FIRST, FAST);
		}
		deliver(FIRST, Duration.ofSeconds(1));
		assertThat(this.shares.getFree(FIRST)).isEqualTo(Integer.MAX_VALUE);
	}

	@Test
	void singleThreadShouldHaveAShare() {
		assertThat(new AccountShares(1).getFree(FIRST)).isOne();
	}

	private void deliver(RowOwner owner, Duration time) {
		this.shares.fetched("row", owner);
		this.shares.finished("row", time);
	}

}
