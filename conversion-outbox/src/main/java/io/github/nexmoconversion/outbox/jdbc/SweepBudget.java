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
import java.util.function.LongSupplier;

/**
 * Limits the time for which the database counts rows: what one refresh takes too much of,
 * the next ones go without. Not thread-safe.
 */
final class SweepBudget {

	private static final long TIME = Duration.ofMillis(10).toNanos();

	// So that a database that hung does not stop the count for long
	private static final long LARGEST_DEBT = 20 * TIME;

	private static final long LONG_STEP = Duration.ofMillis(8).toNanos();

	private static final long SHORT_STEP = Duration.ofMillis(2).toNanos();

	private static final int SMALLEST_CHUNK = 1_000;

	private final LongSupplier nanoTime;

	private long left;

	private int chunk = TableSweep.LARGEST_CHUNK;

	SweepBudget(LongSupplier nanoTime) {
		this.nanoTime = nanoTime;
	}

	/**
	 * Go on with a sweep for as long as one refresh may.
	 * @param sweep the sweep
	 */
	void spendOn(TableSweep sweep) {
		this.left = Math.min(TIME, this.left + TIME);
		while (this.left > 0 && !sweep.isOver()) {
			long start = this.nanoTime.getAsLong();
			try {
				sweep.step(this.chunk);
			}
			finally {
				spend(this.nanoTime.getAsLong() - start);
			}
		}
	}

	private void spend(long time) {
		this.left = Math.max(-LARGEST_DEBT, this.left - time);
		if (time > LONG_STEP) {
			this.chunk = Math.max(SMALLEST_CHUNK, this.chunk / 2);
		}
		else if (time < SHORT_STEP) {
			this.chunk = Math.min(TableSweep.LARGEST_CHUNK, this.chunk * 2);
		}
	}

}
