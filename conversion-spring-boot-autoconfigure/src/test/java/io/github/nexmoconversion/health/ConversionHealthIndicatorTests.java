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

package io.github.nexmoconversion.health;

import java.lang.ref.WeakReference;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.github.nexmoconversion.Conversion;
import io.github.nexmoconversion.ConversionChannel;
import io.github.nexmoconversion.outcome.ConversionOutcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.health.actuate.endpoint.StatusAggregator;
import org.springframework.boot.health.contributor.Status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link ConversionHealthIndicator}.
 */
class ConversionHealthIndicatorTests {

	private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");

	private static final Conversion CONVERSION = Conversion.delivered(ConversionChannel.SMS, "the-message-id");

	private final ConversionHealthIndicator indicator = new ConversionHealthIndicator(Set.of("default", "marketing"));

	@Test
	void shouldBeUnknownBeforeTheFirstSubmission() {
		assertThat(status()).isEqualTo(Status.UNKNOWN);
		assertThat(details("default")).isEqualTo(Map.of("status", "UNKNOWN"));
		assertThat(details("marketing")).isEqualTo(Map.of("status", "UNKNOWN"));
	}

	@Test
	void shouldBeUpAfterAnAcceptedSubmission() {
		accepted("default");
		assertThat(status()).isEqualTo(Status.UP);
		assertThat(details("default")).isEqualTo(Map.of("status", "UP", "lastStatus", "200", "lastTime", NOW));
		assertThat(details("marketing")).isEqualTo(Map.of("status", "UNKNOWN"));
	}

	@ParameterizedTest
	@ValueSource(ints = { 401, 402 })
	void shouldShowThatAnAccountIsRefusedAndWhatToDo(int statusCode) {
		accepted("default");
		failed("marketing", statusCode);
		assertThat(status()).isEqualTo(ConversionHealthIndicator.REFUSED);
		assertThat(details("default")).containsEntry("status", "UP");
		assertThat(details("marketing")).isEqualTo(
				Map.of("status", "REFUSED", "lastStatus", "" + statusCode, "lastTime", NOW, "message", "what to do"));
		accepted("marketing");
		assertThat(status()).isEqualTo(Status.UP);
		assertThat(details("marketing")).doesNotContainKey("message");
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 420, 422, 423, 429, 500, 503, 418 })
	void failureOfAnotherKindShouldBeInTheDetailsAlone(int statusCode) {
		failed("default", statusCode);
		assertThat(status()).isEqualTo(Status.UNKNOWN);
		accepted("default");
		failed("default", statusCode);
		assertThat(status()).isEqualTo(Status.UP);
		assertThat(details("default")).containsEntry("lastStatus", (statusCode != 0) ? "" + statusCode : "none")
			.containsEntry("message", "what to do");
		failed("default", 401);
		failed("default", statusCode);
		assertThat(status()).isEqualTo(ConversionHealthIndicator.REFUSED);
	}

	@Test
	void shouldKeepNeitherTheFailureNorTheConversion() {
		Conversion conversion = Conversion.delivered(ConversionChannel.SMS, "id");
		Exception failure = new IllegalStateException("what to do");
		this.indicator.onOutcome(new ConversionOutcome("default", conversion, NOW, 503, failure, 0));
		List<WeakReference<?>> references = List.of(new WeakReference<>(conversion), new WeakReference<>(failure));
		conversion = null;
		failure = null;
		await().atMost(Duration.ofMinutes(1)).until(() -> {
			System.gc();
			return references.stream().allMatch((reference) -> reference.refersTo(null));
		});
		assertThat(details("default")).containsEntry("message", "what to do");
	}

	@Test
	void cancelledSubmissionShouldTellNothing() {
		accepted("default");
		this.indicator.onOutcome(new ConversionOutcome("default", CONVERSION, NOW, null, null, 0));
		assertThat(details("default")).containsEntry("lastStatus", "200");
	}

	@Test
	void accountThatWasNotThereFromTheStartShouldBeShown() {
		failed("new", 401);
		assertThat(status()).isEqualTo(ConversionHealthIndicator.REFUSED);
		assertThat(details("new")).containsEntry("status", "REFUSED");
	}

	@Test
	void refusedAccountShouldNotTurnTheApplicationIntoAFailure() {
		failed("default", 401);
		assertThat(StatusAggregator.getDefault().getAggregateStatus(status(), Status.UP)).isEqualTo(Status.UP);
	}

	@Test
	void shouldNotShowMessageIds() {
		failed("default", 420);
		accepted("marketing");
		assertThat(this.indicator.health().toString()).doesNotContain("the-message-id");
	}

	private void accepted(String account) {
		this.indicator.onOutcome(new ConversionOutcome(account, CONVERSION, NOW, 200, null, 0));
	}

	private void failed(String account, int statusCode) {
		this.indicator.onOutcome(new ConversionOutcome(account, CONVERSION, NOW, (statusCode != 0) ? statusCode : null,
				new IllegalStateException("what to do"), 0));
	}

	private Status status() {
		return this.indicator.health().getStatus();
	}

	@SuppressWarnings("unchecked")
	private Map<String, Object> details(String account) {
		return ((Map<String, Map<String, Object>>) this.indicator.health().getDetails().get("accounts")).get(account);
	}

}
