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

package io.github.nexmoconversion.metrics;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.LongAdder;

import io.github.nexmoconversion.ConversionChannel;
import io.github.nexmoconversion.outcome.ConversionOutcome;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;

/**
 * Meters of one account and channel. Counts are kept here and read by the registries, so
 * that all registries show the same, including what happened before they were bound.
 * Freshness is recorded from then on.
 */
final class ChannelMeters {

	// The documented ones, and those of gateways
	private static final List<String> INITIAL_STATUSES = List.of("200", "401", "402", "420", "422", "423", "429", "500",
			"502", "503", "504", "none");

	private final Tags tags;

	private final List<MeterRegistry> registries = new CopyOnWriteArrayList<>();

	private final List<Timer> freshness = new CopyOnWriteArrayList<>();

	private final Map<String, LongAdder> outcomes = new ConcurrentHashMap<>();

	private final LongAdder retries = new LongAdder();

	ChannelMeters(String account, ConversionChannel channel) {
		this.tags = Tags.of("account", account, "channel", channel.getValue());
		INITIAL_STATUSES.forEach((status) -> this.outcomes.put(status, new LongAdder()));
	}

	synchronized void bindTo(MeterRegistry registry) {
		this.registries.add(registry);
		this.outcomes.forEach((status, count) -> registerOutcomes(status, count, registry));
		FunctionCounter.builder("nexmo.conversion.retries", this.retries, LongAdder::sum)
			.description("Retries of submissions")
			.tags(this.tags)
			.register(registry);
		this.freshness.add(Timer.builder("nexmo.conversion.freshness")
			.description("Time from the event to the acceptance of its conversion")
			.serviceLevelObjectives(ConversionOutcome.FRESHNESS_BUCKETS.toArray(Duration[]::new))
			.tags(this.tags)
			.register(registry));
	}

	void record(ConversionOutcome outcome) {
		this.retries.add(outcome.retries());
		if (outcome.isCancelled()) {
			return;
		}
		outcomesWith(outcome.statusText()).increment();
		if (outcome.isAccepted()) {
			this.freshness.forEach((timer) -> timer.record(outcome.freshness()));
		}
	}

	private LongAdder outcomesWith(String status) {
		LongAdder count = this.outcomes.get(status);
		return (count != null) ? count : addOutcomesWith(status);
	}

	private synchronized LongAdder addOutcomesWith(String status) {
		return this.outcomes.computeIfAbsent(status, (key) -> {
			LongAdder count = new LongAdder();
			this.registries.forEach((registry) -> registerOutcomes(key, count, registry));
			return count;
		});
	}

	private void registerOutcomes(String status, LongAdder count, MeterRegistry registry) {
		FunctionCounter.builder("nexmo.conversion.outcomes", count, LongAdder::sum)
			.description("Submissions by the status code of their final answer")
			.tags(this.tags)
			.tag("status", status)
			.register(registry);
	}

}
