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

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * The accounts whose deliveries are held back, in all instances alike: those that the API
 * refuses, until a probe of one of the instances is accepted, and those for which it
 * asked to wait. Their rows are not touched; they are only not fetched. Thread-safe.
 */
final class PausedAccounts {

	private static final Log logger = LogFactory.getLog(PausedAccounts.class);

	private final PauseStore store;

	private final RowOwners owners;

	private final Duration probeInterval;

	private final Clock clock;

	private final Map<RowOwner, Pause> pauses = new ConcurrentHashMap<>();

	private final Set<RowOwner> probing = ConcurrentHashMap.newKeySet();

	PausedAccounts(PauseStore store, RowOwners owners, Duration probeInterval, Clock clock) {
		this.store = store;
		this.owners = owners;
		this.probeInterval = probeInterval;
		this.clock = clock;
	}

	/**
	 * Learn what other instances found out.
	 */
	synchronized void refresh() {
		Map<RowOwner, Pause> found = this.store.findPauses(this.owners.getOwn());
		Instant now = this.clock.instant();
		found.forEach((owner, pause) -> {
			if (isHeld(owner) && !pause.isHolding(now)) {
				logger.info("The outbox delivers conversions of account '" + owner.account() + "' again");
			}
		});
		this.pauses.putAll(found);
		this.pauses.keySet().retainAll(found.keySet());
	}

	/**
	 * Return whether deliveries of an account are held back, but for a probe.
	 * @param owner the account with its key
	 * @return whether they are
	 */
	boolean isHeld(RowOwner owner) {
		Pause pause = this.pauses.get(owner);
		return pause != null && pause.isHolding(this.clock.instant());
	}

	/**
	 * Claim the next probe of an account that is held back. The next of its rows that
	 * {@linkplain #isProbe asks} is the probe.
	 * @param owner the account with its key
	 * @return whether this instance makes it
	 */
	boolean claimProbe(RowOwner owner) {
		Pause pause = this.pauses.get(owner);
		Instant now = this.clock.instant();
		Instant probedBefore = now.minus(this.probeInterval);
		boolean due = pause != null && pause.isRefusal() && pause.probed() != null
				&& !pause.probed().isAfter(probedBefore);
		boolean claimed = due && this.store.claimProbe(owner, now, probedBefore);
		if (claimed) {
			this.probing.add(owner);
		}
		return claimed;
	}

	boolean isProbe(RowOwner owner) {
		return this.probing.remove(owner);
	}

	/**
	 * Hold back the deliveries of an account that the API refuses.
	 * @param owner the account with its key
	 * @param reason what the API answered
	 */
	synchronized void refused(RowOwner owner, String reason) {
		Pause before = this.pauses.get(owner);
		if (before == null || !before.isRefusal()) {
			logger.warn("The outbox holds back the conversions of account '" + owner.account()
					+ "', which the Conversion API refuses. They are not lost: one of them is tried every "
					+ this.probeInterval.toSeconds() + " s until it is accepted.");
			pause(owner, null, reason);
		}
	}

	/**
	 * Hold back the deliveries of an account for which the API asks to wait.
	 * @param owner the account with its key
	 * @param until when they go on
	 * @param reason what the API answered
	 */
	synchronized void holdUntil(RowOwner owner, Instant until, String reason) {
		Pause before = this.pauses.get(owner);
		boolean longer = before == null || before.until() == null || before.until().isBefore(until);
		if (longer && (before == null || !before.isRefusal())) {
			logger.debug("The outbox holds back the conversions of account '" + owner.account() + "' until " + until);
			pause(owner, until, reason);
		}
	}

	private void pause(RowOwner owner, @Nullable Instant until, String reason) {
		Instant now = this.clock.instant();
		Pause before = this.pauses.get(owner);
		Instant since = (before != null && before.isHolding(now)) ? before.since() : now;
		Instant resumed = (before != null) ? before.resumed() : null;
		this.pauses.put(owner, new Pause(since, until, now, resumed, reason));
		this.store.pause(owner, now, until, reason);
	}

	/**
	 * End the pause of an account, of which a probe was accepted.
	 * @param owner the account with its key
	 */
	synchronized void accepted(RowOwner owner) {
		if (isHeld(owner)) {
			Instant now = this.clock.instant();
			this.pauses.put(owner, new Pause(null, null, null, now, null));
			this.store.resume(owner, now);
			logger.info("The outbox delivers conversions of account '" + owner.account() + "' again");
		}
	}

	/**
	 * Return since when a conversion could have been delivered: the time for which its
	 * account was refused does not count.
	 * @param owner the account with its key
	 * @param enqueued when the conversion was enqueued
	 * @return the time from which its age counts
	 */
	Instant deliverableSince(RowOwner owner, Instant enqueued) {
		Pause pause = this.pauses.get(owner);
		Instant since = (pause != null) ? pause.deliverableSince(this.clock.instant()) : null;
		return (since != null && since.isAfter(enqueued)) ? since : enqueued;
	}

	Set<String> getNames() {
		Set<String> names = new TreeSet<>();
		this.pauses.forEach((owner, pause) -> {
			if (pause.isHolding(this.clock.instant())) {
				names.add(owner.account());
			}
		});
		return names;
	}

	/**
	 * Return when the last time ended for which deliveries of an account were held back.
	 * @param owner the account with its key
	 * @return the time, or {@code null} if they never were
	 */
	@Nullable Instant getResumed(RowOwner owner) {
		Pause pause = this.pauses.get(owner);
		return (pause == null || pause.until() == null) ? ((pause != null) ? pause.resumed() : null) : pause.until();
	}

}
