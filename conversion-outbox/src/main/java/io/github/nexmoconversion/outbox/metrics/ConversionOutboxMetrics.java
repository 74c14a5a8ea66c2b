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

package io.github.nexmoconversion.outbox.metrics;

import java.util.function.ToDoubleFunction;

import io.github.nexmoconversion.outbox.OutboxMonitor;
import io.github.nexmoconversion.outbox.OutboxStatistics;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;

/**
 * Gauges for the state of the outbox. Reading them never queries the database: once they
 * are bound to a registry, a daemon thread refreshes them each second. They have no value
 * until all has been counted once, and when the database has been unavailable for ten
 * seconds.
 *
 * @since 0.1.0
 */
public class ConversionOutboxMetrics implements MeterBinder, AutoCloseable {

	private final RecentStatistics statistics;

	/**
	 * Create new {@link ConversionOutboxMetrics}.
	 * @param monitor tells the state of the outbox
	 */
	public ConversionOutboxMetrics(OutboxMonitor monitor) {
		this.statistics = new RecentStatistics(monitor);
	}

	@Override
	public void bindTo(MeterRegistry registry) {
		gauge("backlog", "Conversions to be delivered", OutboxStatistics::backlog).register(registry);
		gauge("pending", "Messages that wait for their users", OutboxStatistics::pending).register(registry);
		gauge("held", "Conversions to be delivered that wait for a paused account", OutboxStatistics::held)
			.register(registry);
		gauge("unclaimed", "Conversions that no running instance can deliver", OutboxStatistics::unclaimed)
			.register(registry);
		gauge("dead", "Conversions that could not be delivered", OutboxStatistics::dead).register(registry);
		gauge("paused.accounts", "Accounts whose deliveries wait", (statistics) -> statistics.pausedAccounts().size())
			.register(registry);
		gauge("oldest", "Time since the event of the oldest conversion to be delivered",
				(statistics) -> statistics.oldest().toSeconds())
			.baseUnit("seconds")
			.register(registry);
		this.statistics.start();
	}

	/**
	 * Stop refreshing the gauges. Returns within a second or so, even if the database
	 * hangs.
	 */
	@Override
	public void close() {
		this.statistics.close();
	}

	private Gauge.Builder<?> gauge(String name, String description, ToDoubleFunction<OutboxStatistics> value) {
		return Gauge.builder("nexmo.conversion.outbox." + name, () -> {
			OutboxStatistics statistics = this.statistics.get();
			return (statistics != null) ? value.applyAsDouble(statistics) : Double.NaN;
		}).description(description);
	}

}
