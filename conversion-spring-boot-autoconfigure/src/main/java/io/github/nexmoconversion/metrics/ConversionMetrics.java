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

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.LongAdder;

import io.github.nexmoconversion.ConversionChannel;
import io.github.nexmoconversion.outcome.ConversionOutcome;
import io.github.nexmoconversion.outcome.ConversionOutcomeListener;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;

/**
 * Counts the outcomes of submissions by account, channel and status code. Those that
 * their caller cancelled have none to count.
 * <p>
 * The counters of all documented status codes stand at zero from the start, so that a
 * rate over them notices the first event.
 *
 * @since 0.1.0
 */
public class ConversionMetrics implements MeterBinder, ConversionOutcomeListener {

	private static final String NO_STATUS = "none";

	private static final List<String> INITIAL_STATUSES = List.of("200", "401", "402", "420", "422", "423", "429", "500",
			"503", NO_STATUS);

	private final Map<Series, LongAdder> outcomes = new ConcurrentHashMap<>();

	private final List<MeterRegistry> registries = new CopyOnWriteArrayList<>();

	/**
	 * Create a new {@link ConversionMetrics}.
	 * @param accounts the names of the accounts whose counters are there from the start
	 */
	public ConversionMetrics(Set<String> accounts) {
		for (String account : accounts) {
			for (ConversionChannel channel : ConversionChannel.values()) {
				INITIAL_STATUSES.forEach((status) -> count(new Series(account, channel, status)));
			}
		}
	}

	@Override
	public void bindTo(MeterRegistry registry) {
		this.registries.add(registry);
		this.outcomes.forEach((series, count) -> register(series, count, registry));
	}

	@Override
	public void onOutcome(ConversionOutcome outcome) {
		if (outcome.isCancelled()) {
			return;
		}
		String status = (outcome.statusCode() != null) ? outcome.statusCode().toString() : NO_STATUS;
		count(new Series(outcome.account(), outcome.conversion().channel(), status)).increment();
	}

	private LongAdder count(Series series) {
		LongAdder count = this.outcomes.get(series);
		return (count != null) ? count : add(series);
	}

	// First the count, then its meters, so that bindTo misses none: it goes the other way
	private LongAdder add(Series series) {
		LongAdder added = new LongAdder();
		LongAdder count = this.outcomes.putIfAbsent(series, added);
		if (count != null) {
			return count;
		}
		this.registries.forEach((registry) -> register(series, added, registry));
		return added;
	}

	private static void register(Series series, LongAdder count, MeterRegistry registry) {
		FunctionCounter.builder("nexmo.conversion.outcomes", count, LongAdder::sum)
			.description("Submissions of conversions by the status code of their final answer")
			.tag("account", series.account())
			.tag("channel", series.channel().getValue())
			.tag("status", series.status())
			.register(registry);
	}

	private record Series(String account, ConversionChannel channel, String status) {
	}

}
