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
 * When and for how long deliveries are tried.
 *
 * @param delay time before the first retry
 * @param multiplier factor by which that time grows with each
 * @param maxDelay limit of that time; the API can ask for more
 * @param maxAge time since a conversion was enqueued after which it is given up
 * @param probeInterval time between the probes of an account that the API refuses
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
	 * Return the time before the next attempt. It varies by a quarter, so that what
	 * failed together does not come back together.
	 * @param failures how many attempts have failed, this one included
	 * @return the time to wait
	 */
	Duration backOff(int failures) {
		double wait = this.delay.toMillis() * Math.pow(this.multiplier, Math.min(failures - 1, 62));
		double limited = Math.min(wait, this.maxDelay.toMillis());
		return Duration.ofMillis((long) (limited * (0.75 + ThreadLocalRandom.current().nextDouble() / 4)));
	}

}
