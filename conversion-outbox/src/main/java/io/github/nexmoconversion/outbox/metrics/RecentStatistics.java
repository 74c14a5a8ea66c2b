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
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import io.github.nexmoconversion.outbox.OutboxMonitor;
import io.github.nexmoconversion.outbox.OutboxStatistics;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Statistics of an outbox, refreshed in the background: reading them never waits for the
 * database, since a scrape that takes too long loses all other metrics with it.
 */
final class RecentStatistics implements AutoCloseable {

	static final Duration INTERVAL = Duration.ofSeconds(1);

	/**
	 * How long statistics are valid, so that a single failure leaves no gap.
	 */
	static final Duration TIME_TO_KEEP = Duration.ofSeconds(10);

	private static final Duration CLOSE_LIMIT = Duration.ofSeconds(1);

	private static final Log logger = LogFactory.getLog(RecentStatistics.class);

	private final OutboxMonitor monitor;

	private volatile @Nullable Sample sample;

	private boolean failing;

	private @Nullable ScheduledExecutorService executor;

	private boolean closed;

	RecentStatistics(OutboxMonitor monitor) {
		this.monitor = monitor;
	}

	/**
	 * Start to refresh, unless that was started or closed before.
	 */
	synchronized void start() {
		if (this.executor == null && !this.closed) {
			this.executor = Executors.newSingleThreadScheduledExecutor((task) -> {
				Thread thread = new Thread(task, "conversion-outbox-gauges");
				thread.setDaemon(true);
				return thread;
			});
			this.executor.scheduleWithFixedDelay(this::refresh, 0, INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
		}
	}

	/**
	 * Return recent statistics.
	 * @return the statistics, or {@code null} before they are known and while the
	 * database is unavailable
	 */
	@Nullable OutboxStatistics get() {
		Sample sample = this.sample;
		return (sample != null && sample.isValid()) ? sample.statistics() : null;
	}

	private void refresh() {
		try {
			OutboxStatistics statistics = this.monitor.refresh();
			if (statistics != null) {
				this.sample = new Sample(statistics, System.nanoTime());
			}
			if (this.failing) {
				this.failing = false;
				logger.info("The gauges of the outbox have values again");
			}
		}
		catch (RuntimeException | Error ex) {
			if (!this.failing && !isClosed()) {
				this.failing = true;
				logger.warn(
						"The database did not tell the state of the outbox. Its gauges have no value until it does.",
						ex);
			}
		}
	}

	private synchronized boolean isClosed() {
		return this.closed;
	}

	// Interrupts only what hangs: H2 closes a file when one that uses it is interrupted
	@Override
	public void close() {
		ScheduledExecutorService executor = end();
		if (executor == null) {
			return;
		}
		executor.shutdown();
		try {
			if (!executor.awaitTermination(CLOSE_LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
				executor.shutdownNow();
			}
		}
		catch (InterruptedException ex) {
			executor.shutdownNow();
			Thread.currentThread().interrupt();
		}
	}

	private synchronized @Nullable ScheduledExecutorService end() {
		this.closed = true;
		return this.executor;
	}

	private record Sample(OutboxStatistics statistics, long time) {

		boolean isValid() {
			return System.nanoTime() - this.time < TIME_TO_KEEP.toNanos();
		}

	}

}
