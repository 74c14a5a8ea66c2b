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
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The rate at which rows are delivered that waited for the end of a pause, so that they
 * do not all reach the API at once. What has been enqueued since is not limited. Called
 * by the thread that fetches.
 */
final class RecoveryRate {

	private static final int ROWS_PER_SECOND = 100;

	private final Map<RowOwner, Recovery> recoveries = new ConcurrentHashMap<>();

	private final Clock clock;

	RecoveryRate(Clock clock) {
		this.clock = clock;
	}

	/**
	 * Return how many rows can be fetched that waited.
	 * @param owner the account with its key
	 * @param resumed when its pause ended
	 * @return the number
	 */
	int getFree(RowOwner owner, Instant resumed) {
		Recovery recovery = this.recoveries.get(owner);
		if (recovery == null || !recovery.resumed.equals(resumed)) {
			recovery = new Recovery(resumed, this.clock.instant());
			this.recoveries.put(owner, recovery);
		}
		return recovery.isOver ? Integer.MAX_VALUE : Math.max(0, recovery.refill(this.clock.instant()));
	}

	/**
	 * Note how many rows were fetched that waited. When none is left, the limit ends.
	 * @param owner the account with its key
	 * @param rows the number of rows
	 * @param exhausted whether there were no more rows of the account
	 */
	void fetched(RowOwner owner, int rows, boolean exhausted) {
		Recovery recovery = this.recoveries.get(owner);
		if (recovery != null) {
			recovery.free -= rows;
			recovery.isOver |= exhausted;
		}
	}

	private static final class Recovery {

		private final Instant resumed;

		private Instant refilled;

		private double free = 1;

		private boolean isOver;

		Recovery(Instant resumed, Instant now) {
			this.resumed = resumed;
			this.refilled = now;
		}

		int refill(Instant now) {
			double seconds = Duration.between(this.refilled, now).toNanos() / 1e9;
			this.free = Math.min(ROWS_PER_SECOND, this.free + seconds * ROWS_PER_SECOND);
			this.refilled = now;
			return (int) this.free;
		}

	}

}
