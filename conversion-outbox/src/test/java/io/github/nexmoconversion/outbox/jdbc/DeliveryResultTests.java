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

import java.io.IOException;
import java.time.Duration;
import java.util.Set;

import io.github.nexmoconversion.Conversion;
import io.github.nexmoconversion.ConversionChannel;
import io.github.nexmoconversion.ConversionNotSentException;
import io.github.nexmoconversion.ConversionResponseException;
import io.github.nexmoconversion.ConversionTransportException;
import io.github.nexmoconversion.account.NoSuchConversionAccountException;
import io.github.nexmoconversion.outbox.jdbc.DeliveryResult.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link DeliveryResult}.
 */
class DeliveryResultTests {

	private static final Conversion CONVERSION = Conversion.delivered(ConversionChannel.SMS, "id");

	@ParameterizedTest
	@CsvSource({ "401, PAUSE_ACCOUNT", "402, PAUSE_ACCOUNT", "420, GIVE_UP", "422, GIVE_UP", "423, GIVE_UP",
			"400, GIVE_UP", "404, GIVE_UP", "302, GIVE_UP", "408, RETRY", "425, RETRY", "429, RETRY", "500, RETRY",
			"503, RETRY", "599, RETRY" })
	void answerShouldHaveItsVerdict(int status, Verdict verdict) {
		assertThat(DeliveryResult.of(new ConversionResponseException("message", "default", CONVERSION, status, null)))
			.isEqualTo(new DeliveryResult(verdict, "message", Duration.ZERO));
	}

	@Test
	void waitThatTheApiAsksForShouldBeKept() {
		ConversionResponseException ex = new ConversionResponseException("message", "default", CONVERSION, 429,
				Duration.ofSeconds(7));
		assertThat(DeliveryResult.of(ex).retryAfter()).isEqualTo(Duration.ofSeconds(7));
	}

	@Test
	void lackOfAnAnswerShouldBeTriedAgain() {
		assertThat(
				DeliveryResult.of(new ConversionTransportException("message", "default", CONVERSION, new IOException()))
					.verdict())
			.isEqualTo(Verdict.RETRY);
	}

	@Test
	void conversionThatWasNotSentShouldBeTriedAgainIfThatCanHelp() {
		assertThat(notSent(true)).isEqualTo(Verdict.RETRY);
		assertThat(notSent(false)).isEqualTo(Verdict.GIVE_UP);
	}

	@Test
	void accountThatIsNotKnownHereShouldBeRetried() {
		assertThat(DeliveryResult.of(new NoSuchConversionAccountException("unknown", Set.of())).verdict())
			.isEqualTo(Verdict.RETRY);
	}

	@Test
	void operationsThatCallTheOutboxShouldBeGivenUp() {
		assertThat(DeliveryResult.of(new OutboxCalledInDeliveryException()).verdict()).isEqualTo(Verdict.GIVE_UP);
	}

	@Test
	void whatNobodyExpectsShouldBeTriedAgain() {
		assertThat(DeliveryResult.of(new IllegalStateException("message")).verdict()).isEqualTo(Verdict.RETRY);
	}

	private static Verdict notSent(boolean retryable) {
		return DeliveryResult.of(new ConversionNotSentException("message", "default", CONVERSION, retryable, null))
			.verdict();
	}

}
