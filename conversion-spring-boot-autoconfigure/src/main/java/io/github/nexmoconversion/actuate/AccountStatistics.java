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

package io.github.nexmoconversion.actuate;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

import io.github.nexmoconversion.outcome.ConversionOutcome;
import org.jspecify.annotations.Nullable;

/**
 * Statistics of the submissions of one account.
 */
final class AccountStatistics {

	static final AccountStatistics NONE = new AccountStatistics();

	private final Map<String, LongAdder> outcomes = new ConcurrentHashMap<>();

	private final LongAdder retries = new LongAdder();

	private volatile FreshnessStatistics freshness = FreshnessStatistics.NONE;

	private volatile @Nullable LastOutcome lastOutcome;

	void add(ConversionOutcome outcome) {
		this.retries.add(outcome.retries());
		if (outcome.isCancelled()) {
			return;
		}
		this.lastOutcome = LastOutcome.of(outcome);
		this.outcomes.computeIfAbsent(outcome.statusText(), (status) -> new LongAdder()).increment();
		if (outcome.isAccepted()) {
			addFreshness(outcome.freshness());
		}
	}

	private synchronized void addFreshness(Duration freshness) {
		this.freshness = this.freshness.plus(freshness);
	}

	@Nullable LastOutcome getLastOutcome() {
		return this.lastOutcome;
	}

	Map<String, Long> getOutcomes() {
		Map<String, Long> counts = new TreeMap<>();
		this.outcomes.forEach((status, count) -> counts.put(status, count.sum()));
		return counts;
	}

	long getRetries() {
		return this.retries.sum();
	}

	FreshnessStatistics getFreshness() {
		return this.freshness;
	}

	/**
	 * What is shown of the last outcome. The outcome itself would be kept with its
	 * conversion and its exception.
	 *
	 * @param time the time of the outcome
	 * @param status the status as text
	 * @param message the message of the failure, or {@code null} if there was none
	 */
	record LastOutcome(Instant time, String status, @Nullable String message) {

		private static LastOutcome of(ConversionOutcome outcome) {
			Throwable failure = outcome.failure();
			return new LastOutcome(outcome.time(), outcome.statusText(),
					(failure != null) ? failure.getMessage() : null);
		}

	}

}
