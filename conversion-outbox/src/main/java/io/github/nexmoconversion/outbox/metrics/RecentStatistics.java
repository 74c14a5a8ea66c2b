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

package io.github.nexmoconversion.outbox.metrics;

import java.time.Duration;

import io.github.nexmoconversion.outbox.OutboxMonitor;
import io.github.nexmoconversion.outbox.OutboxStatistics;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Statistics of an outbox, shared by gauges that are read together. While the database
 * fails, it is not queried for each gauge: a scrape that takes too long loses all other
 * metrics with it.
 */
final class RecentStatistics {

	private static final Duration TIME_TO_KEEP = Duration.ofSeconds(1);

	private static final Duration TIME_AFTER_FAILURE = Duration.ofSeconds(15);

	private static final Log logger = LogFactory.getLog(RecentStatistics.class);

	private final OutboxMonitor monitor;

	private @Nullable OutboxStatistics statistics;

	private long validUntil = System.nanoTime();

	RecentStatistics(OutboxMonitor monitor) {
		this.monitor = monitor;
	}

	/**
	 * Return recent statistics.
	 * @return the statistics, or {@code null} if the database is unavailable
	 */
	synchronized @Nullable OutboxStatistics get() {
		if (System.nanoTime() - this.validUntil >= 0) {
			this.statistics = look();
			Duration time = (this.statistics != null) ? TIME_TO_KEEP : TIME_AFTER_FAILURE;
			this.validUntil = System.nanoTime() + time.toNanos();
		}
		return this.statistics;
	}

	private @Nullable OutboxStatistics look() {
		try {
			return this.monitor.getStatistics();
		}
		catch (RuntimeException ex) {
			logger.warn("The database did not tell the state of the outbox. Its gauges have no value.", ex);
			return null;
		}
	}

}
