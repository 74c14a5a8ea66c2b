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
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

import io.github.nexmoconversion.Conversion;
import io.github.nexmoconversion.ConversionChannel;
import io.github.nexmoconversion.ConversionNotSentException;
import io.github.nexmoconversion.ConversionTransportException;
import io.github.nexmoconversion.outcome.ConversionOutcome;
import io.micrometer.observation.ObservationRegistry;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link AsyncConversionSubmitter}.
 */
class AsyncConversionSubmitterTests {

	private static final Duration LIMIT = Duration.ofMinutes(1);

	private final List<ConversionOutcome> refused = new CopyOnWriteArrayList<>();

	private final AsyncConversionSubmitter submitter = new AsyncConversionSubmitter(2, List.of(this.refused::add),
			ObservationRegistry.NOOP);

	private final Conversion conversion = Conversion.delivered(ConversionChannel.SMS, "id");

	@Test
	void shouldRunOffTheThreadOfItsCaller() {
		AtomicReference<Thread> thread = new AtomicReference<>();
		assertThat(submit(Mono.fromRunnable(() -> thread.set(Thread.currentThread())))).succeedsWithin(LIMIT);
		assertThat(thread.get()).isNotNull().isNotEqualTo(Thread.currentThread());
	}

	@Test
	void beyondTheLimitShouldRefuseAndTell() {
		Sinks.Empty<Void> answer = Sinks.empty();
		CompletableFuture<Void> first = submit(answer.asMono());
		CompletableFuture<Void> second = submit(answer.asMono());
		assertThatIsRefused(submit(Mono.empty()), "2 submissions are in flight",
				"nexmo.conversion.async.max-in-flight");
		assertThat(this.refused).singleElement()
			.returns(this.conversion, ConversionOutcome::conversion)
			.returns(null, ConversionOutcome::statusCode)
			.returns(false, ConversionOutcome::isAccepted);
		assertThat(this.submitter).returns(2, AsyncConversionSubmitter::getInFlight)
			.returns(2, AsyncConversionSubmitter::getMaxInFlight)
			.returns(1L, AsyncConversionSubmitter::getRefused);
		await().atMost(LIMIT).until(() -> answer.currentSubscriberCount() == 2);
		answer.tryEmitEmpty();
		assertThat(first).succeedsWithin(LIMIT);
		assertThat(second).succeedsWithin(LIMIT);
		await().atMost(LIMIT).until(() -> this.submitter.getInFlight() == 0);
	}

	@Test
	void whatEndsInAnyWayShouldMakeRoom() {
		for (int i = 0; i < 10; i++) {
			assertThatIsTaken(Mono.error(new IllegalStateException()));
			assertThatIsTaken(Mono.empty());
			assertThatIsTaken(Mono.never()).cancel(true);
		}
	}

	@Test
	void stopWhenNothingIsInFlightShouldEndAtOnce() {
		AtomicBoolean stopped = new AtomicBoolean();
		this.submitter.stop(() -> stopped.set(true));
		assertThat(stopped).isTrue();
		assertThat(this.submitter.isRunning()).isFalse();
	}

	@Test
	void stopShouldTakeNoMoreAndFinishSubmissionsInFlight() {
		AtomicBoolean stopped = new AtomicBoolean();
		Sinks.Empty<Void> answer = Sinks.empty();
		CompletableFuture<Void> future = submit(answer.asMono());
		this.submitter.stop(() -> stopped.set(true));
		assertThatIsRefused(submit(Mono.empty()), "the application is stopping");
		assertThat(stopped).isFalse();
		await().atMost(LIMIT).until(() -> answer.currentSubscriberCount() == 1);
		answer.tryEmitEmpty();
		assertThat(future).succeedsWithin(LIMIT);
		await().atMost(LIMIT).untilTrue(stopped);
	}

	@Test
	void shouldTakeConversionsAgainAfterARestart() {
		this.submitter.stop(() -> {
		});
		this.submitter.start();
		assertThat(this.submitter.isRunning()).isTrue();
		assertThat(submit(Mono.empty())).succeedsWithin(LIMIT);
	}

	@Test
	void destroyShouldGiveUpAndTellOfWhatDidNotFinish() {
		CompletableFuture<Void> future = submit(Mono.never());
		this.submitter.destroy();
		assertThat(future).isCancelled();
		assertThat(this.refused).singleElement()
			.returns(this.conversion, ConversionOutcome::conversion)
			.satisfies((outcome) -> assertThat(outcome.failure()).isInstanceOf(ConversionTransportException.class)
				.hasMessageContaining("stopped before the API answered"));
	}

	@Test
	void destroyWhenAllIsDoneShouldTellNothing() {
		assertThat(submit(Mono.empty())).succeedsWithin(LIMIT);
		this.submitter.destroy();
		assertThat(this.refused).isEmpty();
	}

	@Test
	void shouldStopAfterTheWebServer() {
		assertThat(this.submitter.getPhase()).isEqualTo(Integer.MAX_VALUE - 4096);
	}

	@Test
	void limitThatIsNotPositiveIsRefused() {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> new AsyncConversionSubmitter(0, List.of(), ObservationRegistry.NOOP))
			.withMessage("'maxInFlight' must be positive");
	}

	private CompletableFuture<Void> submit(Mono<Void> submission) {
		return this.submitter.submit(new FixedOperations(submission), "default", this.conversion);
	}

	private CompletableFuture<Void> assertThatIsTaken(Mono<Void> submission) {
		return await().atMost(LIMIT)
			.pollDelay(Duration.ZERO)
			.pollInterval(Duration.ofMillis(1))
			.until(() -> submit(submission), (future) -> !this.refused.removeIf((outcome) -> true));
	}

	private void assertThatIsRefused(CompletableFuture<Void> future, String... reasons) {
		assertThat(future).failsWithin(Duration.ZERO)
			.withThrowableThat()
			.havingCause()
			.isInstanceOf(ConversionNotSentException.class)
			.satisfies((ex) -> assertThat(ex).hasMessageContainingAll(reasons));
	}

	private record FixedOperations(Mono<Void> submission) implements ReactiveConversionOperations {

		@Override
		public Mono<Void> submit(Conversion conversion) {
			return this.submission;
		}

		@Override
		public Mono<Void> submit(String account, Conversion conversion) {
			return this.submission;
		}

		@Override
		public ReactiveConversionOperations forAccount(String account) {
			return this;
		}

	}

}
