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
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.core.NestedExceptionUtils;

/**
 * What an outbox does now and then while it delivers, besides delivering.
 */
final class Housekeeping {

	private static final Log logger = LogFactory.getLog(Housekeeping.class);

	private static final Duration REFRESH_INTERVAL = Duration.ofSeconds(1);

	private static final Duration PRESENCE_INTERVAL = Duration.ofSeconds(15);

	private static final Duration UNCLAIMED_INTERVAL = Duration.ofMinutes(1);

	private static final Duration CLEAN_UP_INTERVAL = Duration.ofHours(1);

	private final DatabaseClock clock;

	private final AccountTable accounts;

	private final RowOwners owners;

	private final RowsWithoutKey rowsWithoutKey;

	private final PausedAccounts paused;

	private final UnclaimedRows unclaimed;

	private final Runnable cleanUp;

	Housekeeping(DatabaseClock clock, AccountTable accounts, RowOwners owners, RowsWithoutKey rowsWithoutKey,
			PausedAccounts paused, UnclaimedRows unclaimed, Runnable cleanUp) {
		this.clock = clock;
		this.accounts = accounts;
		this.owners = owners;
		this.rowsWithoutKey = rowsWithoutKey;
		this.paused = paused;
		this.unclaimed = unclaimed;
		this.cleanUp = cleanUp;
	}

	/**
	 * Learn what other instances know, and then do it regularly.
	 * @param threads the threads that do it until they are shut down
	 */
	void start(ScheduledExecutorService threads) {
		announce();
		this.paused.refresh();
		schedule(threads, this.paused::refresh, REFRESH_INTERVAL);
		schedule(threads, this::announce, PRESENCE_INTERVAL);
		schedule(threads, this.unclaimed::check, UNCLAIMED_INTERVAL);
		schedule(threads, this.cleanUp, CLEAN_UP_INTERVAL);
	}

	private void announce() {
		this.clock.synchronize();
		this.owners.learn(this.rowsWithoutKey);
		this.accounts.seen(this.owners.getOwn(), this.clock.instant());
	}

	private static void schedule(ScheduledExecutorService threads, Runnable task, Duration interval) {
		threads.scheduleWithFixedDelay(() -> run(task), interval.toMillis(), interval.toMillis(),
				TimeUnit.MILLISECONDS);
	}

	// One that throws would never run again
	private static void run(Runnable task) {
		try {
			task.run();
		}
		catch (RuntimeException | Error ex) {
			logger.debug("The housekeeping of the outbox failed, and is tried again: "
					+ NestedExceptionUtils.getMostSpecificCause(ex));
		}
	}

}
