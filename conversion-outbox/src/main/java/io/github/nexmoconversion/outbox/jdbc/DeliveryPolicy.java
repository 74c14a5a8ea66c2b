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
import java.util.concurrent.ThreadLocalRandom;

/**
 * Policy for retrying deliveries.
 *
 * @param delay the delay before the first retry
 * @param multiplier the multiplier applied to the delay after each retry
 * @param maxDelay the maximum delay; the API can ask for a longer one
 * @param maxAge the age, counted from when a conversion was enqueued, at which it is no
 * longer retried
 * @param probeInterval the interval at which an account that the API refuses is probed
 * @since 0.1.0
 */
public record DeliveryPolicy(Duration delay, double multiplier, Duration maxDelay, Duration maxAge,
		Duration probeInterval) {

	/**
	 * Create a new {@link DeliveryPolicy}.
	 * @throws IllegalArgumentException if a time is not positive or the multiplier is
	 * less than 1
	 */
	public DeliveryPolicy {
		requirePositive("delay", delay);
		requirePositive("maxDelay", maxDelay);
		requirePositive("maxAge", maxAge);
		requirePositive("probeInterval", probeInterval);
		if (multiplier < 1) {
			throw new IllegalArgumentException("'multiplier' must not be less than 1");
		}
	}

	private static void requirePositive(String name, Duration time) {
		if (time.isNegative() || time.isZero()) {
			throw new IllegalArgumentException("'" + name + "' must be positive");
		}
	}

	/**
	 * Return the backoff before the next attempt. It has a jitter of a quarter, so that
	 * deliveries that failed together are not retried together.
	 * @param failures the number of failed attempts, including this one
	 * @return the backoff
	 */
	Duration backOff(int failures) {
		double wait = this.delay.toMillis() * Math.pow(this.multiplier, Math.min(failures - 1, 62));
		double limited = Math.min(wait, this.maxDelay.toMillis());
		return Duration.ofMillis((long) (limited * (0.75 + ThreadLocalRandom.current().nextDouble() / 4)));
	}

}
