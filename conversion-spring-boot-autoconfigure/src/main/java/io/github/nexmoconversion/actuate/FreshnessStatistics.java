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
import java.util.List;
import java.util.Map;

import io.github.nexmoconversion.actuate.ConversionsEndpoint.FreshnessDescriptor;
import io.github.nexmoconversion.outcome.ConversionOutcome;

/**
 * The times from events to the acceptance of their conversions.
 */
final class FreshnessStatistics {

	private static final List<Duration> BUCKETS = ConversionOutcome.FRESHNESS_BUCKETS;

	private final long[] buckets = new long[BUCKETS.size()];

	private long count;

	private Duration total = Duration.ZERO;

	private Duration max = Duration.ZERO;

	synchronized void add(Duration freshness) {
		this.count++;
		this.total = this.total.plus(freshness);
		this.max = (freshness.compareTo(this.max) > 0) ? freshness : this.max;
		for (int i = 0; i < this.buckets.length; i++) {
			this.buckets[i] += (freshness.compareTo(BUCKETS.get(i)) <= 0) ? 1 : 0;
		}
	}

	synchronized FreshnessDescriptor describe() {
		Map<Duration, Long> counts = new LinkedHashMap<>();
		for (int i = 0; i < this.buckets.length; i++) {
			counts.put(BUCKETS.get(i), this.buckets[i]);
		}
		Duration mean = (this.count != 0) ? this.total.dividedBy(this.count) : Duration.ZERO;
		return new FreshnessDescriptor(this.count, mean, this.max, counts);
	}

}
