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
 * @param buckets the number of conversions within each upper bound
 */
record FreshnessStatistics(long count, Duration total, Duration max, Map<Duration, Long> buckets) {

	static final FreshnessStatistics NONE = new FreshnessStatistics(0, Duration.ZERO, Duration.ZERO, emptyBuckets());

	FreshnessStatistics plus(Duration freshness) {
		Map<Duration, Long> counts = new LinkedHashMap<>(this.buckets);
		counts.replaceAll((bound, count) -> (freshness.compareTo(bound) <= 0) ? count + 1 : count);
		return new FreshnessStatistics(this.count + 1, this.total.plus(freshness),
				(freshness.compareTo(this.max) > 0) ? freshness : this.max, counts);
	}

	Duration mean() {
		return (this.count != 0) ? this.total.dividedBy(this.count) : Duration.ZERO;
	}

	private static Map<Duration, Long> emptyBuckets() {
		Map<Duration, Long> counts = new LinkedHashMap<>();
		ConversionOutcome.FRESHNESS_BUCKETS.forEach((bound) -> counts.put(bound, 0L));
		return counts;
	}

}
