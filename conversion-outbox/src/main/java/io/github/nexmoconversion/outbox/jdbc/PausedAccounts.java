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
import java.util.concurrent.ThreadLocalRandom;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * The accounts that the API refuses, as this instance knows. Their conversions wait, but
 * for a probe now and then, until one of them is accepted.
 */
final class PausedAccounts {

	private static final Log logger = LogFactory.getLog(PausedAccounts.class);

	private static final Duration LONGEST_SPREAD = Duration.ofMinutes(15);

	private final Map<String, Pause> pauses = new ConcurrentHashMap<>();

	private final Map<String, Instant> ends = new ConcurrentHashMap<>();

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
		Pause pause = this.pauses.get(account);
		Instant now = this.clock.instant();
		if (pause == null || (!now.isBefore(pause.nextProbe())
				&& this.pauses.replace(account, pause, pause.nextProbe(now.plus(this.probeInterval))))) {
			return null;
		}
		// A long pause has many that wait, and they must not all come back at once
		Duration spread = Duration.between(pause.begin(), now);
		long limit = Math.min(spread.toMillis(), LONGEST_SPREAD.toMillis());
		return now.plus(this.probeInterval).plusMillis(ThreadLocalRandom.current().nextLong(Math.max(1, limit)));
	}

	/**
	 * Pause an account.
	 * @param account the name of the account
	 * @return when its next probe is
	 */
	Instant pause(String account) {
		Instant now = this.clock.instant();
		Instant nextProbe = now.plus(this.probeInterval);
		Pause before = this.pauses.putIfAbsent(account, new Pause(now, nextProbe));
		if (before == null) {
			logger.warn("The outbox holds back the conversions of account '" + account
					+ "', which the Conversion API refuses. They are not lost: one of them is tried every "
					+ this.probeInterval.toSeconds() + " s until it is accepted.");
		}
		else {
			this.pauses.replace(account, before, before.nextProbe(nextProbe));
		}
		return nextProbe;
	}

	/**
	 * Resume an account, if it is paused.
	 * @param account the name of the account
	 */
	void resume(String account) {
		if (this.pauses.remove(account) != null) {
			this.ends.put(account, this.clock.instant());
			logger.info("The outbox delivers conversions of account '" + account + "' again");
		}
	}

	/**
	 * Return since when a conversion could have been delivered: the time of a pause does
	 * not count.
	 * @param account the name of the account
	 * @param enqueued when the conversion was enqueued
	 * @return the time from which its age counts
	 */
	Instant deliverableSince(String account, Instant enqueued) {
		if (this.pauses.containsKey(account)) {
			return this.clock.instant();
		}
		Instant end = this.ends.getOrDefault(account, enqueued);
		return end.isAfter(enqueued) ? end : enqueued;
	}

	Set<String> getNames() {
		return new TreeSet<>(this.pauses.keySet());
	}

	private record Pause(Instant begin, Instant nextProbe) {

		Pause nextProbe(Instant time) {
			return new Pause(this.begin, time);
		}

	}

}
