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

package io.github.nexmoconversion.outcome;

import java.time.Duration;
import java.time.Instant;

import io.github.nexmoconversion.Conversion;
import io.github.nexmoconversion.ConversionChannel;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ConversionOutcome}.
 */
class ConversionOutcomeTests {

	private static final Instant EVENT = Instant.parse("2026-11-21T10:00:00Z");

	@Test
	void freshnessShouldBeTheTimeSinceTheEvent() {
		assertThat(outcome(EVENT.plusMillis(1500), 200, null).freshness()).isEqualTo(Duration.ofMillis(1500));
	}

	@Test
	void freshnessOfAnEventInTheFutureShouldBeZero() {
		assertThat(outcome(EVENT.minusSeconds(1), 200, null).freshness()).isZero();
	}

	@Test
	void shouldBeAcceptedOrFailedOrCancelled() {
		Exception failure = new IllegalStateException();
		assertThat(outcome(EVENT, 200, null)).returns(true, ConversionOutcome::isAccepted)
			.returns(false, ConversionOutcome::isCancelled)
			.returns("200", ConversionOutcome::statusText);
		assertThat(outcome(EVENT, 503, failure)).returns(false, ConversionOutcome::isAccepted)
			.returns(false, ConversionOutcome::isCancelled)
			.returns("503", ConversionOutcome::statusText);
		assertThat(outcome(EVENT, null, failure)).returns(false, ConversionOutcome::isAccepted)
			.returns(false, ConversionOutcome::isCancelled)
			.returns("none", ConversionOutcome::statusText);
		assertThat(outcome(EVENT, null, null)).returns(false, ConversionOutcome::isAccepted)
			.returns(true, ConversionOutcome::isCancelled)
			.returns("none", ConversionOutcome::statusText);
	}

	@Test
	void accountFaultShouldBeThatOfTheStatus() {
		Exception failure = new IllegalStateException();
		assertThat(outcome(EVENT, 401, failure).isAccountFault()).isTrue();
		assertThat(outcome(EVENT, 402, failure).isAccountFault()).isTrue();
		assertThat(outcome(EVENT, 503, failure).isAccountFault()).isFalse();
		assertThat(outcome(EVENT, 200, null).isAccountFault()).isFalse();
		assertThat(outcome(EVENT, null, failure).isAccountFault()).isFalse();
	}

	private static ConversionOutcome outcome(Instant time, @Nullable Integer statusCode, @Nullable Exception failure) {
		return new ConversionOutcome("default", Conversion.delivered(ConversionChannel.SMS, "id").at(EVENT), time,
				statusCode, failure, 0);
	}

}
