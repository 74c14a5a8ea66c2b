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

package io.github.nexmoconversion.outbox.actuate;

import java.time.Duration;
import java.util.function.ToDoubleFunction;

import io.github.nexmoconversion.outbox.jdbc.JdbcOutbox;
import io.github.nexmoconversion.outbox.jdbc.OutboxStatistics;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.jspecify.annotations.Nullable;

/**
 * Meters for the state of the outbox. A look at them asks the database, at most once a
 * second.
 *
 * @since 0.1.0
 */
public class ConversionOutboxMetrics implements MeterBinder {

	private static final long TIME_TO_KEEP = Duration.ofSeconds(1).toNanos();

	private final JdbcOutbox outbox;

	private @Nullable OutboxStatistics statistics;

	private long taken;

	/**
	 * Create new {@link ConversionOutboxMetrics}.
	 * @param outbox the outbox
	 */
	public ConversionOutboxMetrics(JdbcOutbox outbox) {
		this.outbox = outbox;
	}

	@Override
	public void bindTo(MeterRegistry registry) {
		gauge("nexmo.conversion.outbox.backlog", "Conversions to be delivered", OutboxStatistics::backlog, registry);
		gauge("nexmo.conversion.outbox.pending", "Messages that wait for their users", OutboxStatistics::pending,
				registry);
		gauge("nexmo.conversion.outbox.dead", "Conversions that could not be delivered", OutboxStatistics::dead,
				registry);
		gauge("nexmo.conversion.outbox.paused.accounts", "Accounts whose deliveries wait",
				(statistics) -> statistics.pausedAccounts().size(), registry);
		Gauge.builder("nexmo.conversion.outbox.oldest", () -> getStatistics().oldest().toSeconds())
			.description("Time since the event of the oldest conversion to be delivered")
			.baseUnit("seconds")
			.register(registry);
	}

	private void gauge(String name, String description, ToDoubleFunction<OutboxStatistics> value,
			MeterRegistry registry) {
		Gauge.builder(name, () -> value.applyAsDouble(getStatistics())).description(description).register(registry);
	}

	// One scrape reads all gauges, and one look at the database serves them all
	private synchronized OutboxStatistics getStatistics() {
		OutboxStatistics statistics = this.statistics;
		if (statistics == null || System.nanoTime() - this.taken > TIME_TO_KEEP) {
			statistics = this.outbox.getStatistics();
			this.statistics = statistics;
			this.taken = System.nanoTime();
		}
		return statistics;
	}

}
