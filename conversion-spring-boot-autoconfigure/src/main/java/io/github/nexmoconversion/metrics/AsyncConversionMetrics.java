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

import java.util.function.IntSupplier;
import java.util.function.LongSupplier;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;

/**
 * Meters for asynchronous submissions: how many are under way, how many may be, and how
 * many were refused because of that or because the application was stopping.
 *
 * @since 0.1.0
 */
public class AsyncConversionMetrics implements MeterBinder {

	private final IntSupplier inFlight;

	private final int maxInFlight;

	private final LongSupplier refused;

	/**
	 * Create new {@link AsyncConversionMetrics}.
	 * @param inFlight tells how many submissions are under way
	 * @param maxInFlight how many may be under way
	 * @param refused tells how many were refused since the start
	 */
	public AsyncConversionMetrics(IntSupplier inFlight, int maxInFlight, LongSupplier refused) {
		this.inFlight = inFlight;
		this.maxInFlight = maxInFlight;
		this.refused = refused;
	}

	@Override
	public void bindTo(MeterRegistry registry) {
		Gauge.builder("nexmo.conversion.async.in.flight", this, (metrics) -> metrics.inFlight.getAsInt())
			.description("Asynchronous submissions under way")
			.register(registry);
		Gauge.builder("nexmo.conversion.async.max.in.flight", this, (metrics) -> metrics.maxInFlight)
			.description("Limit of asynchronous submissions under way")
			.register(registry);
		FunctionCounter.builder("nexmo.conversion.async.refused", this, (metrics) -> metrics.refused.getAsLong())
			.description("Asynchronous submissions refused at the limit or while stopping")
			.register(registry);
	}

}
