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

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link AsyncConversionMetrics}.
 */
class AsyncConversionMetricsTests {

	@Test
	void shouldMeasureSubmissionsInFlightAndRefused() {
		MeterRegistry registry = new SimpleMeterRegistry();
		AtomicInteger inFlight = new AtomicInteger(3);
		AtomicLong refused = new AtomicLong(4);
		AsyncConversionMetrics metrics = new AsyncConversionMetrics(inFlight::get, 10, refused::get);
		metrics.bindTo(registry);
		assertThat(registry.get("nexmo.conversion.async.in.flight").gauge().value()).isEqualTo(3);
		assertThat(registry.get("nexmo.conversion.async.max.in.flight").gauge().value()).isEqualTo(10);
		assertThat(registry.get("nexmo.conversion.async.refused").functionCounter().count()).isEqualTo(4);
		inFlight.set(0);
		refused.set(5);
		assertThat(registry.get("nexmo.conversion.async.in.flight").gauge().value()).isZero();
		assertThat(registry.get("nexmo.conversion.async.refused").functionCounter().count()).isEqualTo(5);
	}

}
