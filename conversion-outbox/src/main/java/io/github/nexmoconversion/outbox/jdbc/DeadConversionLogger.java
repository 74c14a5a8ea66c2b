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

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Logs that conversions are given up, at most once a minute: after a long outage they are
 * many.
 */
final class DeadConversionLogger {

	private static final Duration INTERVAL = Duration.ofMinutes(1);

	private static final Log logger = LogFactory.getLog(DeadConversionLogger.class);

	private final Clock clock;

	private Instant quietUntil = Instant.MIN;

	private int quiet;

	DeadConversionLogger(Clock clock) {
		this.clock = clock;
	}

	synchronized void died(@Nullable String account, String reason) {
		Instant now = this.clock.instant();
		if (now.isBefore(this.quietUntil)) {
			this.quiet++;
			return;
		}
		logger.warn("A conversion of " + ((account != null) ? "account '" + account + "'" : "an unknown account")
				+ " could not be delivered and is kept as a dead conversion"
				+ ((this.quiet > 0) ? ", like " + this.quiet + " others since the last message" : "")
				+ ". Replay or discard it through DeadConversions or the endpoint conversionoutbox. " + reason);
		this.quietUntil = now.plus(INTERVAL);
		this.quiet = 0;
	}

}
