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

package io.github.nexmoconversion.health;

import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

import io.github.nexmoconversion.outcome.ConversionOutcome;
import io.github.nexmoconversion.outcome.ConversionOutcomeListener;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;

/**
 * {@link HealthIndicator} for the accounts, based on the outcomes of their submissions.
 * It never calls the API, since any call would report a conversion.
 * <p>
 * The status is unknown before the first submission, up after one that was accepted, and
 * {@link #REFUSED} after one that shows that the account has to be fixed. Anything else,
 * such as an outage of the vendor, only appears in the details, since it is no reason to
 * take an application out of service.
 * <p>
 * Thread-safe.
 *
 * @since 0.1.0
 */
public class ConversionHealthIndicator implements HealthIndicator, ConversionOutcomeListener {

	/**
	 * Status of an account whose credentials are wrong or that the API is not enabled
	 * for. By default, Spring Boot ignores it in the overall status and maps it to the
	 * HTTP status 200.
	 */
	public static final Status REFUSED = AccountHealth.REFUSED;

	private final Map<String, AccountHealth> accounts = new ConcurrentHashMap<>();

	/**
	 * Create a new {@link ConversionHealthIndicator}.
	 * @param accounts the names of the accounts that are shown from the start
	 */
	public ConversionHealthIndicator(Set<String> accounts) {
		accounts.forEach((account) -> this.accounts.put(account, AccountHealth.UNKNOWN));
	}

	@Override
	public void onOutcome(ConversionOutcome outcome) {
		if (!outcome.isCancelled()) {
			this.accounts.compute(outcome.account(),
					(name, health) -> ((health != null) ? health : AccountHealth.UNKNOWN).after(outcome));
		}
	}

	@Override
	public Health health() {
		Map<String, Object> details = new TreeMap<>();
		this.accounts.forEach((account, health) -> details.put(account, health.details()));
		return Health.status(aggregate(this.accounts.values())).withDetail("accounts", details).build();
	}

	private static Status aggregate(Collection<AccountHealth> accounts) {
		if (accounts.stream().anyMatch((account) -> account.status().equals(REFUSED))) {
			return REFUSED;
		}
		boolean up = accounts.stream().anyMatch((account) -> account.status().equals(Status.UP));
		return up ? Status.UP : Status.UNKNOWN;
	}

}
