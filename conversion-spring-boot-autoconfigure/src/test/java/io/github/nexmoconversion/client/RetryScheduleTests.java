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

package io.github.nexmoconversion.client;

import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.nexmoconversion.Conversion;
import io.github.nexmoconversion.ConversionChannel;
import io.github.nexmoconversion.ConversionNotSentException;
import io.github.nexmoconversion.ConversionResponseException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reactor.core.publisher.Mono;
import reactor.test.scheduler.VirtualTimeScheduler;

import org.springframework.core.retry.RetryPolicy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link RetrySchedule} in virtual time. Overall timeouts run in real time, and
 * are too long or too short for the difference to matter.
 */
class RetryScheduleTests {

	private static final Duration TICK = Duration.ofMillis(1);

	private final VirtualTimeScheduler time = VirtualTimeScheduler.getOrSet();

	private final AtomicInteger attempts = new AtomicInteger();

	private final Conversion conversion = Conversion.delivered(ConversionChannel.SMS, "id");

	@AfterEach
	void restoreTime() {
		VirtualTimeScheduler.reset();
	}

	@Test
	void shouldWaitForTheBackoffBeforeEachRetry() {
		CompletableFuture<String> result = retry(policy().delay(Duration.ofSeconds(10)).multiplier(2).build(),
				unavailable(null), unavailable(null));
		assertThatNextAttemptIsAfter(Duration.ofSeconds(10));
		assertThatNextAttemptIsAfter(Duration.ofSeconds(20));
		assertThat(result).isCompletedWithValue("accepted");
	}

	@ParameterizedTest
	@CsvSource({ "PT10S, PT30S, PT30S", "PT30S, PT10S, PT30S", "PT10S, PT0S, PT10S" })
	void shouldWaitForTheLongerOfBackoffAndRetryAfter(Duration backoff, Duration retryAfter, Duration expected) {
		CompletableFuture<String> result = retry(policy().delay(backoff).build(), unavailable(retryAfter));
		assertThatNextAttemptIsAfter(expected);
		assertThat(result).isCompletedWithValue("accepted");
	}

	@Test
	void afterTheLastRetryShouldFailWithTheLastFailure() {
		ConversionResponseException last = unavailable(null);
		CompletableFuture<String> result = retry(policy().maxRetries(1).build(), unavailable(null), last);
		assertThatNextAttemptIsAfter(Duration.ofSeconds(1));
		assertThatFailedAtOnce(result, last);
		assertThat(this.attempts).hasValue(2);
	}

	@Test
	void failureThatARetryCannotHelpShouldNotBeRetried() {
		RuntimeException failure = new ConversionNotSentException("message", "default", this.conversion, false, null);
		assertThatFailedAtOnce(retry(policy().build(), failure), failure);
		assertThat(this.attempts).hasValue(1);
	}

	@Test
	void failureThatIsNoneOfAConversionShouldNotBeRetried() {
		RuntimeException failure = new IllegalStateException();
		assertThatFailedAtOnce(retry(policy().build(), failure), failure);
		assertThat(this.attempts).hasValue(1);
	}

	@Test
	void withoutOverallTimeoutShouldWaitAndAttemptForLessThanAnHour() {
		Duration longest = Duration.ofHours(1).minusMillis(251);
		CompletableFuture<String> result = retry(policy().timeout(Duration.ZERO).build(), unavailable(longest));
		assertThatNextAttemptIsAfter(longest);
		assertThat(result).isCompletedWithValue("accepted");
	}

	@Test
	void withoutOverallTimeoutShouldNotWaitAndAttemptForAnHour() {
		ConversionResponseException failure = unavailable(Duration.ofHours(1).minusMillis(250));
		assertThatFailedAtOnce(retry(policy().timeout(Duration.ZERO).build(), failure), failure);
	}

	@Test
	void whenTheOverallTimeoutLeavesTimeShouldRetry() {
		CompletableFuture<String> result = retry(policy().timeout(Duration.ofDays(1)).build(),
				unavailable(Duration.ofHours(2)));
		assertThatNextAttemptIsAfter(Duration.ofHours(2));
		assertThat(result).isCompletedWithValue("accepted");
	}

	@Test
	void whenTheOverallTimeoutLeavesNoTimeShouldFailAtOnce() {
		ConversionResponseException failure = unavailable(Duration.ofHours(2));
		assertThatFailedAtOnce(retry(policy().timeout(Duration.ofHours(1)).build(), failure), failure);
	}

	@Test
	void limitWithoutOverallTimeoutShouldBeTheTimeoutOfTheAttempt() {
		RetrySchedule schedule = new RetrySchedule(policy().timeout(Duration.ZERO).build());
		assertThat(schedule.limit(Duration.ofSeconds(3))).isEqualTo(Duration.ofSeconds(3));
	}

	@Test
	void limitWhenThereIsTimeShouldBeTheTimeoutOfTheAttempt() {
		RetrySchedule schedule = new RetrySchedule(policy().timeout(Duration.ofDays(1)).build());
		assertThat(schedule.limit(Duration.ofSeconds(3))).isEqualTo(Duration.ofSeconds(3));
	}

	@Test
	void limitWhenThereIsLessTimeShouldBeWhatIsLeft() {
		RetrySchedule schedule = new RetrySchedule(policy().timeout(Duration.ofHours(1)).build());
		assertThat(schedule.limit(Duration.ofDays(1))).isPositive().isLessThanOrEqualTo(Duration.ofHours(1));
	}

	@Test
	void limitWhenTheTimeIsUpShouldStillBePositive() {
		RetrySchedule schedule = new RetrySchedule(policy().timeout(Duration.ofNanos(1)).build());
		assertThat(schedule.limit(Duration.ofSeconds(3))).isEqualTo(Duration.ofNanos(1));
	}

	private void assertThatNextAttemptIsAfter(Duration wait) {
		int before = this.attempts.get();
		this.time.advanceTimeBy(wait.minus(TICK));
		assertThat(this.attempts).as("attempts after less than " + wait).hasValue(before);
		this.time.advanceTimeBy(TICK);
		assertThat(this.attempts).as("attempts after " + wait).hasValue(before + 1);
	}

	private static void assertThatFailedAtOnce(CompletableFuture<String> result, Throwable failure) {
		assertThat(result).isCompletedExceptionally();
		assertThatExceptionOfType(ExecutionException.class).isThrownBy(result::get).havingCause().isSameAs(failure);
	}

	private CompletableFuture<String> retry(RetryPolicy policy, RuntimeException... failures) {
		Iterator<RuntimeException> remaining = List.of(failures).iterator();
		return new RetrySchedule(policy).retry(Mono.fromCallable(() -> {
			this.attempts.incrementAndGet();
			if (remaining.hasNext()) {
				throw remaining.next();
			}
			return "accepted";
		})).toFuture();
	}

	private ConversionResponseException unavailable(Duration retryAfter) {
		return new ConversionResponseException("message", "default", this.conversion, 503, retryAfter);
	}

	private static RetryPolicy.Builder policy() {
		return RetryPolicy.builder().maxRetries(2).delay(Duration.ofSeconds(1));
	}

}
