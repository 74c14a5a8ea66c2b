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

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

import io.github.nexmoconversion.outbox.OutboxEvent;
import io.github.nexmoconversion.outbox.OutboxListener;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;

/**
 * Counters for the events of the outbox:
 * <ul>
 * <li>{@code nexmo.conversion.outbox.deliveries} by account and result: attempts to
 * deliver</li>
 * <li>{@code nexmo.conversion.outbox.not.stored} by account: conversions and pending
 * messages that could not be stored</li>
 * </ul>
 * The counters of known accounts are registered at startup with the value zero, so that a
 * rate over them includes the first event.
 * <p>
 * Thread-safe.
 *
 * @since 0.1.0
 */
public class ConversionOutboxDeliveryMetrics implements MeterBinder, OutboxListener {

	private static final String NONE = "none";

	private final List<MeterRegistry> registries = new CopyOnWriteArrayList<>();

	private final Set<String> accounts;

	/**
	 * Create new {@link ConversionOutboxDeliveryMetrics}.
	 * @param accounts the names of the accounts whose counters are registered at startup
	 */
	public ConversionOutboxDeliveryMetrics(Set<String> accounts) {
		this.accounts = Set.copyOf(accounts);
	}

	@Override
	public void bindTo(MeterRegistry registry) {
		for (String account : this.accounts) {
			for (OutboxEvent.Type type : OutboxEvent.Type.values()) {
				counter(type, account, registry);
			}
		}
		this.registries.add(registry);
	}

	@Override
	public void onEvent(OutboxEvent event) {
		String account = (event.account() != null) ? event.account() : NONE;
		this.registries.forEach((registry) -> counter(event.type(), account, registry).increment());
	}

	private static Counter counter(OutboxEvent.Type type, String account, MeterRegistry registry) {
		if (type == OutboxEvent.Type.NOT_STORED) {
			return Counter.builder("nexmo.conversion.outbox.not.stored")
				.description("Conversions and pending messages that could not be stored")
				.tag("account", account)
				.register(registry);
		}
		return Counter.builder("nexmo.conversion.outbox.deliveries")
			.description("Attempts to deliver a conversion, by what followed")
			.tag("account", account)
			.tag("result", type.name().toLowerCase(Locale.ROOT))
			.register(registry);
	}

}
