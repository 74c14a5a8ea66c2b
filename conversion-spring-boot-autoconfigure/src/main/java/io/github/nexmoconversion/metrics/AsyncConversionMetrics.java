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
 * Meters of asynchronous submissions: the number in flight, the limit, and the number
 * refused at the limit or during shutdown.
 *
 * @since 0.1.0
 */
public class AsyncConversionMetrics implements MeterBinder {

	private final IntSupplier inFlight;

	private final int maxInFlight;

	private final LongSupplier refused;

	/**
	 * Create new {@link AsyncConversionMetrics}.
	 * @param inFlight supplies the number of submissions in flight
	 * @param maxInFlight the maximum number of submissions in flight
	 * @param refused supplies the number of submissions refused since startup
	 */
	public AsyncConversionMetrics(IntSupplier inFlight, int maxInFlight, LongSupplier refused) {
		this.inFlight = inFlight;
		this.maxInFlight = maxInFlight;
		this.refused = refused;
	}

	@Override
	public void bindTo(MeterRegistry registry) {
		Gauge.builder("nexmo.conversion.async.in.flight", this, (metrics) -> metrics.inFlight.getAsInt())
			.description("Asynchronous submissions in flight")
			.register(registry);
		Gauge.builder("nexmo.conversion.async.max.in.flight", this, (metrics) -> metrics.maxInFlight)
			.description("Maximum number of asynchronous submissions in flight")
			.register(registry);
		FunctionCounter.builder("nexmo.conversion.async.refused", this, (metrics) -> metrics.refused.getAsLong())
			.description("Asynchronous submissions refused at the limit or during shutdown")
			.register(registry);
	}

}
