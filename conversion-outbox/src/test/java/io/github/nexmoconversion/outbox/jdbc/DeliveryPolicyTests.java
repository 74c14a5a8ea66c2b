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

import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link DeliveryPolicy}.
 */
class DeliveryPolicyTests {

	private static final Duration DAY = Duration.ofDays(1);

	private final DeliveryPolicy policy = new DeliveryPolicy(Duration.ofSeconds(1), 2, Duration.ofMinutes(1), DAY, DAY);

	@RepeatedTest(20)
	void waitShouldGrowUpToItsLimitAndVary() {
		assertThat(this.policy.backOff(1)).isBetween(Duration.ofMillis(750), Duration.ofSeconds(1));
		assertThat(this.policy.backOff(2)).isBetween(Duration.ofMillis(1500), Duration.ofSeconds(2));
		assertThat(this.policy.backOff(5)).isBetween(Duration.ofSeconds(12), Duration.ofSeconds(16));
		assertThat(this.policy.backOff(7)).isBetween(Duration.ofSeconds(45), Duration.ofSeconds(60));
		assertThat(this.policy.backOff(Integer.MAX_VALUE)).isBetween(Duration.ofSeconds(45), Duration.ofSeconds(60));
	}

	@Test
	void shouldRefuseTimesThatAreNotPositive() {
		assertThatIllegalArgumentException().isThrownBy(() -> new DeliveryPolicy(Duration.ZERO, 2, DAY, DAY, DAY))
			.withMessageContaining("'delay'");
		assertThatIllegalArgumentException()
			.isThrownBy(() -> new DeliveryPolicy(DAY, 2, Duration.ofSeconds(-1), DAY, DAY))
			.withMessageContaining("'maxDelay'");
		assertThatIllegalArgumentException().isThrownBy(() -> new DeliveryPolicy(DAY, 0.5, DAY, DAY, DAY))
			.withMessageContaining("'multiplier'");
	}

}
