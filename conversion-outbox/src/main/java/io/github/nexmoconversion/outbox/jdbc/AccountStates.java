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

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

/**
 * What instances share about accounts, at a point in time: which of them running
 * instances have, and which are paused.
 */
final class AccountStates {

	/**
	 * The time after which an account that no instance has reported is nobody's.
	 */
	static final Duration ABSENCE = Duration.ofMinutes(1);

	private static final String NOBODY_HAS_IT = "No running instance has had this account with this API key for a minute."
			+ " Configure the account, or start an application that has it.";

	private static final String NEWER = "A newer release stored them, which this one cannot read."
			+ " Start an instance of that release.";

	private final Map<RowOwner, AccountState> states = new HashMap<>();

	private final Instant now;

	AccountStates(Collection<AccountState> states, Instant now) {
		states.forEach((state) -> this.states.put(state.owner(), state));
		this.now = now;
	}

	/**
	 * Return why no running instance can deliver some rows.
	 * @param rows whose they are
	 * @param own the owners whose rows this instance delivers
	 * @return the reason, or {@code null} if an instance can
	 */
	@Nullable String whyUnclaimed(OwnerAndFormat rows, Set<RowOwner> own) {
		if (own.contains(rows.owner())) {
			return (rows.format() > OutboxEntryMapper.FORMAT) ? NEWER : null;
		}
		return isPresent(rows.owner()) ? null : NOBODY_HAS_IT;
	}

	// Rows without a key are for any that has the account
	private boolean isPresent(RowOwner owner) {
		return this.states.values()
			.stream()
			.filter((state) -> owner.hasKey() ? state.owner().equals(owner)
					: state.owner().account().equals(owner.account()))
			.anyMatch((state) -> !state.seen().isBefore(this.now.minus(ABSENCE)));
	}

	/**
	 * Return since when conversions of an owner could have been delivered: the time for
	 * which its account was refused does not count, whoever looks.
	 * @param owner the owner
	 * @return the time, or {@code null} for always
	 */
	@Nullable Instant deliverableSince(RowOwner owner) {
		AccountState state = this.states.get(owner);
		return (state != null) ? state.pause().deliverableSince(this.now) : null;
	}

	/**
	 * Return the pauses that hold back deliveries.
	 * @param owners the owners whose pauses are returned
	 * @return the pauses by the names of their accounts
	 */
	Map<String, Pause> getPauses(Set<RowOwner> owners) {
		Map<String, Pause> pauses = new TreeMap<>();
		owners.forEach((owner) -> {
			AccountState state = this.states.get(owner);
			if (state != null && state.pause().isHolding(this.now)) {
				pauses.putIfAbsent(owner.account(), state.pause());
			}
		});
		return pauses;
	}

}
