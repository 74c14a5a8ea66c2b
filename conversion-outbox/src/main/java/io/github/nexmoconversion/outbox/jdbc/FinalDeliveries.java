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

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Predicate;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * What a scheduler still delivers before it stops, for a limited time: the rows that are
 * due and were never tried, such as those that a batch job enqueued before it ends. What
 * failed before may well fail again, and what was enqueued later may never end.
 */
final class FinalDeliveries {

	static final Duration LIMIT = Duration.ofSeconds(10);

	private static final Log logger = LogFactory.getLog(FinalDeliveries.class);

	private static final Duration INTERVAL = Duration.ofMillis(50);

	private final Predicate<Instant> untried;

	private final Clock clock;

	private volatile @Nullable Instant end;

	/**
	 * Create new {@link FinalDeliveries}.
	 * @param untried tells whether any row is left that was due before a time
	 * @param clock the clock
	 */
	FinalDeliveries(Predicate<Instant> untried, Clock clock) {
		this.untried = untried;
		this.clock = clock;
	}

	/**
	 * Wait until all that was enqueued by now has been tried, or the time is over.
	 * @param deliverNow makes the scheduler look at the table
	 */
	void await(Runnable deliverNow) {
		Instant now = this.clock.instant();
		this.end = now.plus(LIMIT);
		while (this.untried.test(now)) {
			if (isOver()) {
				logger.warn("What the outbox has not delivered within " + LIMIT.toSeconds()
						+ " s of its stop stays in the table");
				return;
			}
			deliverNow.run();
			try {
				Thread.sleep(INTERVAL.toMillis());
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
				return;
			}
		}
	}

	/**
	 * Return whether the time is over in which a scheduler that stops still delivers.
	 * @return whether it is
	 */
	boolean isOver() {
		Instant end = this.end;
		return end != null && !this.clock.instant().isBefore(end);
	}

}
