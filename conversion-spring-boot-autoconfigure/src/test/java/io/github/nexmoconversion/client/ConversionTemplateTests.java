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
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import io.github.nexmoconversion.Conversion;
import io.github.nexmoconversion.ConversionChannel;
import io.github.nexmoconversion.ConversionResponseException;
import io.github.nexmoconversion.ConversionTransportException;
import io.github.nexmoconversion.account.NoSuchConversionAccountException;
import io.github.nexmoconversion.outcome.ConversionOutcome;
import io.micrometer.observation.ObservationRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;
import static org.mockito.BDDMockito.given;
import static org.mockito.BDDMockito.then;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;

/**
 * Tests for {@link ConversionTemplate}.
 */
@ExtendWith(OutputCaptureExtension.class)
class ConversionTemplateTests {

	private static final Duration LIMIT = Duration.ofMinutes(1);

	private final ReactiveConversionOperations operations = mock();

	private final ConversionTemplate template = new ConversionTemplate(this.operations,
			new AsyncConversionSubmitter(10, List.of(), ObservationRegistry.NOOP));

	private final Conversion conversion = Conversion.delivered(ConversionChannel.SMS, "id");

	private final ConversionResponseException failure = new ConversionResponseException("message", "default",
			this.conversion, 503, null);

	@Test
	void submitShouldWaitUntilTheConversionIsAccepted() {
		AtomicBoolean accepted = new AtomicBoolean();
		given(this.operations.submit("default", this.conversion))
			.willReturn(Mono.delay(Duration.ofMillis(50)).doOnNext((tick) -> accepted.set(true)).then());
		this.template.submit(this.conversion);
		assertThat(accepted).isTrue();
	}

	@Test
	void submitShouldThrowTheFailure() {
		given(this.operations.submit("marketing", this.conversion)).willReturn(Mono.error(this.failure));
		assertThatExceptionOfType(ConversionResponseException.class)
			.isThrownBy(() -> this.template.submit("marketing", this.conversion))
			.isSameAs(this.failure);
	}

	@Test
	void submitWhenAccountIsUnknownShouldThrow() {
		given(this.operations.submit("x", this.conversion))
			.willReturn(Mono.error(new NoSuchConversionAccountException("x", Set.of("default"))));
		assertThatExceptionOfType(NoSuchConversionAccountException.class)
			.isThrownBy(() -> this.template.submit("x", this.conversion));
	}

	@Test
	void submitWhenInterruptedShouldKeepTheInterruptAndSayThatNothingIsKnown() throws Exception {
		CountDownLatch subscribed = new CountDownLatch(1);
		given(this.operations.submit("default", this.conversion))
			.willReturn(Mono.<Void>never().doOnSubscribe((subscription) -> subscribed.countDown()));
		CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
		Thread thread = new Thread(() -> {
			try {
				this.template.submit(this.conversion);
			}
			catch (ConversionTransportException ex) {
				interrupted.complete(Thread.currentThread().isInterrupted());
			}
			catch (Throwable ex) {
				interrupted.completeExceptionally(ex);
			}
		});
		thread.start();
		subscribed.await();
		thread.interrupt();
		assertThat(interrupted.get(1, TimeUnit.MINUTES)).isTrue();
	}

	@Test
	void submitOnAThreadOfReactorShouldBeRefusedBeforeAnythingIsSent() {
		AtomicBoolean sent = new AtomicBoolean();
		given(this.operations.submit("default", this.conversion))
			.willReturn(Mono.<Void>empty().doOnSubscribe((subscription) -> sent.set(true)));
		Mono<Void> blocking = Mono.<Void>fromRunnable(() -> this.template.submit(this.conversion))
			.delaySubscription(Duration.ofMillis(1), Schedulers.parallel());
		assertThatIllegalStateException().isThrownBy(blocking::block)
			.withMessageContaining("use ReactiveConversionOperations or submitAsync");
		assertThat(sent).isFalse();
	}

	@Test
	void submitAsyncWhenAccountIsUnknownShouldLogSinceTheFutureMayBeIgnored(CapturedOutput output) {
		given(this.operations.submit("x", this.conversion))
			.willReturn(Mono.error(new NoSuchConversionAccountException("x", Set.of("default"))));
		assertThat(this.template.submitAsync("x", this.conversion)).failsWithin(LIMIT);
		assertThat(output.getOut())
			.containsOnlyOnce("There is no conversion account named 'x'. The accounts are: default.");
	}

	@Test
	void submitAsyncWhenAccountIsUnknownShouldTellNoOutcomeEvenIfItWouldBeRefused(CapturedOutput output) {
		List<ConversionOutcome> outcomes = new ArrayList<>();
		AsyncConversionSubmitter stopped = new AsyncConversionSubmitter(1, List.of(outcomes::add),
				ObservationRegistry.NOOP);
		stopped.stop();
		given(this.operations.forAccount("x")).willThrow(new NoSuchConversionAccountException("x", Set.of("default")));
		assertThat(new ConversionTemplate(this.operations, stopped).submitAsync("x", this.conversion))
			.failsWithin(LIMIT)
			.withThrowableThat()
			.withCauseInstanceOf(NoSuchConversionAccountException.class);
		assertThat(outcomes).isEmpty();
		assertThat(stopped).returns(0L, AsyncConversionSubmitter::getRefused)
			.returns(0, AsyncConversionSubmitter::getInFlight);
		assertThat(output.getOut()).containsOnlyOnce("There is no conversion account named 'x'");
	}

	@Test
	void submitAsyncWhenOperationsThrowForAnUnknownAccountShouldLogAndFailTheFuture(CapturedOutput output) {
		AsyncConversionSubmitter submitter = new AsyncConversionSubmitter(1, List.of(), ObservationRegistry.NOOP);
		given(this.operations.submit("x", this.conversion))
			.willThrow(new NoSuchConversionAccountException("x", Set.of("default")));
		assertThat(new ConversionTemplate(this.operations, submitter).submitAsync("x", this.conversion))
			.failsWithin(LIMIT)
			.withThrowableThat()
			.withCauseInstanceOf(NoSuchConversionAccountException.class);
		assertThat(submitter).returns(0L, AsyncConversionSubmitter::getRefused)
			.returns(0, AsyncConversionSubmitter::getInFlight);
		assertThat(output.getOut()).containsOnlyOnce(
				"A conversion was not sent. There is no conversion account named 'x'." + " The accounts are: default.");
	}

	@Test
	void submitAsyncWhenAccountCannotBeLookedUpShouldLeaveThatToTheSubmission() {
		given(this.operations.forAccount("marketing")).willThrow(new IllegalStateException());
		given(this.operations.submit("marketing", this.conversion)).willReturn(Mono.empty());
		assertThat(this.template.submitAsync("marketing", this.conversion)).succeedsWithin(LIMIT);
		then(this.operations).should(never()).forAccount("marketing");
	}

	@Test
	void submitAsyncShouldStartAtOnceAndNotWait() {
		AtomicBoolean started = new AtomicBoolean();
		given(this.operations.submit("default", this.conversion))
			.willReturn(Mono.<Void>never().doOnSubscribe((subscription) -> started.set(true)));
		CompletableFuture<Void> future = this.template.submitAsync(this.conversion);
		await().atMost(LIMIT).untilTrue(started);
		assertThat(future).isNotDone();
	}

	@Test
	void submitAsyncShouldReportTheFailureThroughTheFuture() {
		given(this.operations.submit("marketing", this.conversion)).willReturn(Mono.error(this.failure));
		CompletableFuture<Void> future = this.template.submitAsync("marketing", this.conversion);
		assertThatExceptionOfType(ExecutionException.class).isThrownBy(future::get).withCause(this.failure);
	}

	@Test
	void submitAsyncWhenCancelledShouldGiveUp() {
		AtomicBoolean started = new AtomicBoolean();
		AtomicBoolean cancelled = new AtomicBoolean();
		given(this.operations.submit("default", this.conversion)).willReturn(Mono.<Void>never()
			.doOnSubscribe((subscription) -> started.set(true))
			.doOnCancel(() -> cancelled.set(true)));
		CompletableFuture<Void> future = this.template.submitAsync(this.conversion);
		await().atMost(LIMIT).untilTrue(started);
		future.cancel(true);
		await().atMost(LIMIT).untilTrue(cancelled);
	}

	@Test
	void forAccountShouldSubmitForThatAccount() {
		ReactiveConversionOperations marketing = mock();
		given(this.operations.forAccount("marketing")).willReturn(marketing);
		given(marketing.submit("marketing", this.conversion)).willReturn(Mono.empty());
		given(marketing.submit("default", this.conversion)).willReturn(Mono.error(this.failure));
		ConversionTemplate template = this.template.forAccount("marketing");
		template.submit(this.conversion);
		assertThat(template.submitAsync(this.conversion)).succeedsWithin(LIMIT);
		assertThatExceptionOfType(ConversionResponseException.class)
			.isThrownBy(() -> template.submit("default", this.conversion));
	}

	@Test
	void forAccountWhenNameIsUnknownShouldThrow() {
		given(this.operations.forAccount("x")).willThrow(new NoSuchConversionAccountException("x", Set.of("default")));
		assertThatExceptionOfType(NoSuchConversionAccountException.class)
			.isThrownBy(() -> this.template.forAccount("x"));
	}

	@Test
	void forAccountWhenTheAccountCannotBeLookedUpShouldLeaveThatToTheSubmission() {
		given(this.operations.forAccount("marketing")).willThrow(new IllegalStateException("The vault is sealed"));
		given(this.operations.submit("marketing", this.conversion)).willReturn(Mono.empty());
		ConversionTemplate template = this.template.withoutRetries().forAccount("marketing");
		template.submit(this.conversion);
		assertThat(template.submitAsync(this.conversion)).succeedsWithin(LIMIT);
	}

	@Test
	@SuppressWarnings("NullAway")
	void forAccountNullIsRefusedByName() {
		assertThatIllegalArgumentException().isThrownBy(() -> this.template.forAccount(null))
			.withMessage("'account' must not be null");
	}

}
