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
 * The retry schedule of one submission. An attempt is retried only where that can help,
 * after the backoff of the policy or the longer delay that the API asks for, and only if
 * the overall timeout leaves time for it.
 */
final class RetrySchedule {

	// Without an overall timeout, since the API can ask for any delay
	private static final Duration LONGEST_WAIT = Duration.ofHours(1);

	// A shorter attempt would time out and hide the answer to the one before it
	private static final Duration SHORTEST_ATTEMPT = Duration.ofMillis(250);

	private final RetryPolicy policy;

	private @Nullable BackOffExecution backOff;

	private final @Nullable Long deadline;

	RetrySchedule(RetryPolicy policy) {
		this.policy = policy;
		this.deadline = policy.getTimeout().isZero() ? null : System.nanoTime() + policy.getTimeout().toNanos();
	}

	/**
	 * Return the time limit of the next attempt.
	 * @param timeout the timeout of a single attempt
	 * @return that timeout, or what is left of the overall one if that is less
	 */
	Duration limit(Duration timeout) {
		if (this.deadline == null) {
			return timeout;
		}
		Duration timeLeft = Duration.ofNanos(Math.max(1, this.deadline - System.nanoTime()));
		return (timeLeft.compareTo(timeout) < 0) ? timeLeft : timeout;
	}

	/**
	 * Retry an attempt where that can help.
	 * @param attempt the attempt, subscribed to again for each retry
	 * @param <T> the type of the result
	 * @return the result of the last attempt
	 */
	<T> Mono<T> retry(Mono<T> attempt) {
		// Most submissions need no retry and do not pay for the operator
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

	// Created when needed, which is seldom. Attempts do not overlap.
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
