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

import io.github.nexmoconversion.ConversionException;
import io.github.nexmoconversion.ConversionResponseException;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

import org.springframework.core.retry.RetryPolicy;
import org.springframework.util.backoff.BackOffExecution;

/**
 * The attempts of one submission. There is another one only where it can help, after the
 * wait that the policy or the API asks for, and only if the time for all attempts allows
 * for the wait.
 */
final class RetrySchedule {

	// Where the time is not limited: the API can ask for any
	private static final Duration LONGEST_WAIT = Duration.ofHours(1);

	// One that is cut off earlier would hide the answer that the attempt before it had
	private static final Duration SHORTEST_ATTEMPT = Duration.ofMillis(250);

	private final RetryPolicy policy;

	private @Nullable BackOffExecution backOff;

	private final @Nullable Long deadline;

	RetrySchedule(RetryPolicy policy) {
		this.policy = policy;
		this.deadline = policy.getTimeout().isZero() ? null : System.nanoTime() + policy.getTimeout().toNanos();
	}

	/**
	 * Return how long the next attempt may take.
	 * @param timeout the time that one attempt has
	 * @return that time, or what is left of the time for all attempts
	 */
	Duration limit(Duration timeout) {
		if (this.deadline == null) {
			return timeout;
		}
		Duration timeLeft = Duration.ofNanos(Math.max(1, this.deadline - System.nanoTime()));
		return (timeLeft.compareTo(timeout) < 0) ? timeLeft : timeout;
	}

	/**
	 * Repeat an attempt where that can help.
	 * @param attempt the attempt, subscribed to once for each
	 * @param <T> what it results in
	 * @return the result of the last one
	 */
	<T> Mono<T> repeat(Mono<T> attempt) {
		// Most need no other attempt, and an operator for several would cost all of them
		return attempt.onErrorResume((failure) -> waitAfter(failure).then(attempt.retryWhen(companion())));
	}

	private Retry companion() {
		return Retry.from((failures) -> failures.concatMap((signal) -> waitAfter(signal.failure())));
	}

	private Mono<Long> waitAfter(Throwable failure) {
		if (!(failure instanceof ConversionException ex) || !ex.isRetryable()) {
			return Mono.error(failure);
		}
		long interval = nextBackOff();
		if (interval == BackOffExecution.STOP) {
			return Mono.error(failure);
		}
		Duration wait = max(Duration.ofMillis(interval), retryAfter(ex));
		return isInTime(wait) ? Mono.delay(wait) : Mono.error(failure);
	}

	// Most submissions need one attempt. The next begins after the one before has ended.
	private long nextBackOff() {
		if (this.backOff == null) {
			this.backOff = this.policy.getBackOff().start();
		}
		return this.backOff.nextBackOff();
	}

	private boolean isInTime(Duration wait) {
		Duration timeLeft = (this.deadline != null) ? Duration.ofNanos(this.deadline - System.nanoTime())
				: LONGEST_WAIT;
		return wait.plus(SHORTEST_ATTEMPT).compareTo(timeLeft) < 0;
	}

	private static Duration retryAfter(ConversionException ex) {
		Duration retryAfter = (ex instanceof ConversionResponseException response) ? response.getRetryAfter() : null;
		return (retryAfter != null) ? retryAfter : Duration.ZERO;
	}

	private static Duration max(Duration one, Duration other) {
		return (one.compareTo(other) > 0) ? one : other;
	}

}
