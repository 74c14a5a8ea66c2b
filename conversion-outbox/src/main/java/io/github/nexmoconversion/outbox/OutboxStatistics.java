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

package io.github.nexmoconversion.outbox;

import java.time.Duration;
import java.util.List;

/**
 * State of an outbox at a point in time: of the conversions of this application,
 * whichever instance stored them. Counts are exact up to {@link #COUNT_LIMIT}. A count of
 * {@code COUNT_LIMIT + 1} means that or more.
 *
 * @param backlog the number of conversions to deliver, those of paused accounts included
 * @param oldest the age of the oldest of them, counted from its event, in whole seconds;
 * zero if there is none. It is exact whatever their number
 * @param pending the number of messages that wait for their users
 * @param dead the number of dead conversions
 * @param pausedAccounts the accounts whose deliveries are held back, by name
 * @param unclaimedAccounts the accounts with conversions that no running instance can
 * deliver, of whichever application, by name. They are not part of the backlog
 * @since 0.1.0
 */
public record OutboxStatistics(long backlog, Duration oldest, long pending, long dead,
		List<PausedAccount> pausedAccounts, List<UnclaimedAccount> unclaimedAccounts) {

	/**
	 * The greatest number that is counted exactly.
	 */
	public static final long COUNT_LIMIT = 100_000;

	/**
	 * Create new {@link OutboxStatistics}.
	 */
	public OutboxStatistics {
		backlog = limit(backlog);
		pending = limit(pending);
		dead = limit(dead);
		pausedAccounts = List.copyOf(pausedAccounts);
		unclaimedAccounts = List.copyOf(unclaimedAccounts);
	}

	/**
	 * Return the number of conversions of the backlog that are held back because their
	 * account is paused.
	 * @return the number of conversions
	 */
	public long held() {
		return limit(this.pausedAccounts.stream().mapToLong(PausedAccount::held).sum());
	}

	/**
	 * Return the number of conversions that have been due for a minute and that no
	 * running instance could deliver in that time.
	 * @return the number of conversions
	 */
	public long unclaimed() {
		return limit(this.unclaimedAccounts.stream().mapToLong(UnclaimedAccount::unclaimed).sum());
	}

	/**
	 * Return whether the deliveries of an account are held back.
	 * @param account the name of the account
	 * @return whether it is paused
	 */
	public boolean isPaused(String account) {
		return this.pausedAccounts.stream().anyMatch((paused) -> paused.account().equals(account));
	}

	private static long limit(long count) {
		return Math.min(count, COUNT_LIMIT + 1);
	}

}
