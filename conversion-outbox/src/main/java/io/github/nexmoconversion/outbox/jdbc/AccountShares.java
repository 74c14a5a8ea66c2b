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
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The share that each account has of the deliveries in flight, so that one whose API is
 * slow to answer does not keep the others waiting: accounts of slow answers have half of
 * the threads together. An account counts as slow until it is known. Thread-safe.
 */
final class AccountShares {

	private static final Duration SLOW = Duration.ofMillis(250);

	private static final double WEIGHT_OF_LAST = 0.2;

	private final Map<String, RowOwner> inFlight = new ConcurrentHashMap<>();

	private final Map<RowOwner, Double> averages = new ConcurrentHashMap<>();

	private final int shareOfSlow;

	/**
	 * Create new {@link AccountShares}.
	 * @param concurrency the maximum number of deliveries in flight
	 */
	AccountShares(int concurrency) {
		this.shareOfSlow = Math.max(1, concurrency / 2);
	}

	/**
	 * Return how many more rows of an account can be fetched.
	 * @param owner the account with its key
	 * @return the number
	 */
	int getFree(RowOwner owner) {
		if (!isSlow(owner)) {
			return Integer.MAX_VALUE;
		}
		// One that is not known must have an answer to become known
		boolean first = !this.averages.containsKey(owner) && !this.inFlight.containsValue(owner);
		return Math.max(first ? 1 : 0, getFreeOfSlow());
	}

	/**
	 * Return how many more rows of all slow accounts together can be fetched.
	 * @return the number
	 */
	int getFreeOfSlow() {
		long slow = this.inFlight.values().stream().filter(this::isSlow).count();
		return (int) Math.max(0, this.shareOfSlow - slow);
	}

	boolean isSlow(RowOwner owner) {
		return this.averages.getOrDefault(owner, Double.MAX_VALUE) > SLOW.toNanos();
	}

	void fetched(String rowId, RowOwner owner) {
		this.inFlight.put(rowId, owner);
	}

	/**
	 * Note that a row is no longer in flight.
	 * @param rowId the id of the row
	 * @param time how long its delivery took
	 * @return whether its account is slow, so that others of its rows can wait for this
	 */
	boolean finished(String rowId, Duration time) {
		RowOwner owner = this.inFlight.remove(rowId);
		if (owner == null) {
			return false;
		}
		this.averages.merge(owner, (double) time.toNanos(),
				(before, last) -> before + WEIGHT_OF_LAST * (last - before));
		return isSlow(owner);
	}

	void clear() {
		this.inFlight.clear();
	}

}
