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

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import io.github.nexmoconversion.ConversionChannel;
import io.github.nexmoconversion.outcome.ConversionOutcome;
import io.github.nexmoconversion.outcome.ConversionOutcomeListener;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;

/**
 * Meters for the outcomes of submissions, by account and channel:
 * <ul>
 * <li>counter {@code nexmo.conversion.outcomes}: submissions by the status code of their
 * final answer, {@code none} if there was none. Those that their caller cancelled have
 * none to count</li>
 * <li>counter {@code nexmo.conversion.retries}: repeated attempts of submissions</li>
 * <li>timer {@code nexmo.conversion.freshness}: time from the event to the acceptance of
 * its conversion, with buckets from a second to a quarter of an hour</li>
 * </ul>
 * All those of known accounts and documented status codes stand at zero from the start,
 * so that a rate over them notices the first event.
 * <p>
 * Thread-safe.
 *
 * @since 0.1.0
 */
public class ConversionMetrics implements MeterBinder, ConversionOutcomeListener {

	private final CompositeMeterRegistry registries = new CompositeMeterRegistry();

	private final Map<Source, ConversionMeters> meters = new ConcurrentHashMap<>();

	/**
	 * Create a new {@link ConversionMetrics}.
	 * @param accounts the names of the accounts whose meters are there from the start
	 */
	public ConversionMetrics(Set<String> accounts) {
		for (String account : accounts) {
			for (ConversionChannel channel : ConversionChannel.values()) {
				metersOf(new Source(account, channel));
			}
		}
	}

	@Override
	public void bindTo(MeterRegistry registry) {
		this.registries.add(registry);
	}

	@Override
	public void onOutcome(ConversionOutcome outcome) {
		metersOf(new Source(outcome.account(), outcome.conversion().channel())).record(outcome);
	}

	private ConversionMeters metersOf(Source source) {
		return this.meters.computeIfAbsent(source,
				(key) -> new ConversionMeters(this.registries, key.account(), key.channel()));
	}

	private record Source(String account, ConversionChannel channel) {
	}

}
