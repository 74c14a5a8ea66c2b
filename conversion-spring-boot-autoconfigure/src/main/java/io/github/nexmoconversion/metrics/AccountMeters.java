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

import io.github.nexmoconversion.outcome.ConversionOutcome;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;

/**
 * Meters of one account: whether the API refuses it. This is a gauge rather than a rate,
 * since it lasts until somebody acts, however few conversions there are.
 */
final class AccountMeters {

	private static final List<Integer> REFUSALS = List.of(401, 402);

	private final String account;

	private volatile @Nullable Integer refusal;

	AccountMeters(String account) {
		this.account = account;
	}

	void bindTo(MeterRegistry registry) {
		for (Integer status : REFUSALS) {
			Gauge.builder("nexmo.conversion.account.refused", this, (meters) -> status.equals(meters.refusal) ? 1 : 0)
				.description("1 while the API refuses the account with this status, else 0")
				.tag("account", this.account)
				.tag("status", status.toString())
				.register(registry);
		}
	}

	void record(ConversionOutcome outcome) {
		if (outcome.isAccepted()) {
			this.refusal = null;
		}
		else if (outcome.isAccountFault()) {
			this.refusal = outcome.statusCode();
		}
	}

}
