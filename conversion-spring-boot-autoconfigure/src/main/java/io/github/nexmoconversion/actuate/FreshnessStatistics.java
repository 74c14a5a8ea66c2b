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
import java.util.LinkedHashMap;
import java.util.Map;

import io.github.nexmoconversion.outcome.ConversionOutcome;

/**
 * Statistics of freshness, the time from an event to the acceptance of its conversion.
 *
 * @param count the number of accepted conversions
 * @param total the sum of their freshness
 * @param max the longest time, zero if there are none
 * @param counts the number of conversions within the upper bound of each bucket
 */
record FreshnessStatistics(long count, Duration total, Duration max, long[] counts) {

	static final FreshnessStatistics NONE = new FreshnessStatistics(0, Duration.ZERO, Duration.ZERO,
			new long[ConversionOutcome.FRESHNESS_BUCKETS.size()]);

	FreshnessStatistics plus(Duration freshness) {
		long[] counts = this.counts.clone();
		for (int i = 0; i < counts.length; i++) {
			counts[i] += (freshness.compareTo(ConversionOutcome.FRESHNESS_BUCKETS.get(i)) <= 0) ? 1 : 0;
		}
		return new FreshnessStatistics(this.count + 1, this.total.plus(freshness),
				(freshness.compareTo(this.max) > 0) ? freshness : this.max, counts);
	}

	Duration mean() {
		return (this.count != 0) ? this.total.dividedBy(this.count) : Duration.ZERO;
	}

	Map<Duration, Long> buckets() {
		Map<Duration, Long> buckets = new LinkedHashMap<>();
		for (int i = 0; i < this.counts.length; i++) {
			buckets.put(ConversionOutcome.FRESHNESS_BUCKETS.get(i), this.counts[i]);
		}
		return buckets;
	}

}
