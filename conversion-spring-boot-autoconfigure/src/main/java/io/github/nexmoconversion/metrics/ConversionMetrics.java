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

import io.github.nexmoconversion.ConversionChannel;
import io.github.nexmoconversion.outcome.ConversionOutcome;
import io.github.nexmoconversion.outcome.ConversionOutcomeListener;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;

/**
 * Meters of the outcomes of submissions:
 * <ul>
 * <li>counter {@code nexmo.conversion.outcomes} by account, channel and status code of
 * the final answer, {@code none} if there was none. Cancelled submissions are not
 * counted</li>
 * <li>counter {@code nexmo.conversion.retries} by account and channel</li>
 * <li>timer {@code nexmo.conversion.freshness} by account and channel: time from the
 * event to the acceptance of its conversion, with buckets from a second to a quarter of
 * an hour</li>
 * <li>gauge {@code nexmo.conversion.account.refused} by account and status code: whether
 * the API refuses the account, until it accepts a conversion of it</li>
 * </ul>
 * Meters of known accounts and documented status codes start at zero, so that a rate over
 * them shows the first event.
 * <p>
 * Thread-safe.
 *
 * @since 0.1.0
 */
public class ConversionMetrics implements MeterBinder, ConversionOutcomeListener {

	private final List<MeterRegistry> registries = new CopyOnWriteArrayList<>();

	private final Map<String, AccountMeters> accounts = new ConcurrentHashMap<>();

	private final Map<Source, ChannelMeters> channels = new ConcurrentHashMap<>();

	/**
	 * Create a new {@link ConversionMetrics}.
	 * @param accounts the names of the accounts whose meters are registered from the
	 * start
	 */
	public ConversionMetrics(Set<String> accounts) {
		for (String account : accounts) {
			accountMeters(account);
			for (ConversionChannel channel : ConversionChannel.values()) {
				channelMeters(new Source(account, channel));
			}
		}
	}

	@Override
	public synchronized void bindTo(MeterRegistry registry) {
		this.registries.add(registry);
		this.accounts.values().forEach((meters) -> meters.bindTo(registry));
		this.channels.values().forEach((meters) -> meters.bindTo(registry));
	}

	@Override
	public void onOutcome(ConversionOutcome outcome) {
		accountMeters(outcome.account()).record(outcome);
		channelMeters(new Source(outcome.account(), outcome.conversion().channel())).record(outcome);
	}

	private AccountMeters accountMeters(String account) {
		AccountMeters meters = this.accounts.get(account);
		return (meters != null) ? meters : addAccountMeters(account);
	}

	private synchronized AccountMeters addAccountMeters(String account) {
		return this.accounts.computeIfAbsent(account, (name) -> {
			AccountMeters meters = new AccountMeters(name);
			this.registries.forEach(meters::bindTo);
			return meters;
		});
	}

	private ChannelMeters channelMeters(Source source) {
		ChannelMeters meters = this.channels.get(source);
		return (meters != null) ? meters : addChannelMeters(source);
	}

	private synchronized ChannelMeters addChannelMeters(Source source) {
		return this.channels.computeIfAbsent(source, (key) -> {
			ChannelMeters meters = new ChannelMeters(key.account(), key.channel());
			this.registries.forEach(meters::bindTo);
			return meters;
		});
	}

	private record Source(String account, ConversionChannel channel) {
	}

}
