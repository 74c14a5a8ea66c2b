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

package io.github.nexmoconversion.outbox.jdbc;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;

/**
 * The accounts that the API refuses, as this instance knows. Their conversions wait, but
 * for a probe now and then, until one of them is accepted.
 */
final class PausedAccounts {

	private final Map<String, Instant> nextProbes = new ConcurrentHashMap<>();

	private final Duration probeInterval;

	private final Clock clock;

	PausedAccounts(Duration probeInterval, Clock clock) {
		this.probeInterval = probeInterval;
		this.clock = clock;
	}

	/**
	 * Return until when a conversion has to wait. If it need not wait although its
	 * account is paused, it is the probe, and the others wait on.
	 * @param account the name of the account
	 * @return when to come back, or {@code null} to try now
	 */
	@Nullable Instant waitUntil(String account) {
		Instant nextProbe = this.nextProbes.get(account);
		Instant now = this.clock.instant();
		if (nextProbe == null || (!now.isBefore(nextProbe)
				&& this.nextProbes.replace(account, nextProbe, now.plus(this.probeInterval)))) {
			return null;
		}
		return this.nextProbes.getOrDefault(account, now);
	}

	/**
	 * Pause an account.
	 * @param account the name of the account
	 * @return when its next probe is
	 */
	Instant pause(String account) {
		Instant nextProbe = this.clock.instant().plus(this.probeInterval);
		this.nextProbes.put(account, nextProbe);
		return nextProbe;
	}

	/**
	 * Resume an account.
	 * @param account the name of the account
	 * @return whether it was paused
	 */
	boolean resume(String account) {
		return this.nextProbes.remove(account) != null;
	}

	Set<String> getNames() {
		return new TreeSet<>(this.nextProbes.keySet());
	}

}
