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
import java.util.concurrent.ThreadFactory;

import javax.sql.DataSource;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerBuilder;
import com.github.kagkarlsson.scheduler.logging.LogLevel;
import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.ExecutionContext;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import com.github.kagkarlsson.scheduler.task.helper.CustomTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import org.jspecify.annotations.Nullable;

/**
 * Takes rows from the table of the outbox when they are due, between {@link #start()} and
 * {@link #stop()}.
 */
final class OutboxScheduler {

	// db-scheduler waits twice as long
	static final Duration SHUTDOWN_WAIT = Duration.ofSeconds(6);

	// Together they have to fit into the half minute of Spring
	static final Duration FINAL_DELIVERIES_LIMIT = FinalDeliveries.LIMIT.plusSeconds(1);

	static final Duration STOP_LIMIT = Duration.ofSeconds(14);

	static final int MISSED_HEARTBEATS_LIMIT = 4;

	// Fetches more while as many rows wait as are in flight, so that no thread idles.
	// Rows that wait get no heartbeat: with three rows for each delivery in flight and
	// attempts of three seconds, none waits long enough to be taken for dead
	private static final double LOWER_LIMIT = 2;

	private static final double UPPER_LIMIT = 3;

	private static final Duration NEVER = Duration.ofDays(36_500);

	private final DataSource dataSource;

	private final OutboxDialect dialect;

	private final RowFetch fetch;

	private final DeliveryHandler handler;

	private final AccountShares shares;

	private final Housekeeping housekeeping;

	private final int concurrency;

	private final Duration pollInterval;

	private final ThreadFactory threadFactory;

	private final Clock clock;

	private volatile @Nullable Running running;

	OutboxScheduler(DataSource dataSource, OutboxDialect dialect, RowFetch fetch, DeliveryHandler handler,
			AccountShares shares, Housekeeping housekeeping, int concurrency, Duration pollInterval,
			ThreadFactory threadFactory, Clock clock) {
		this.dataSource = dataSource;
		this.dialect = dialect;
		this.fetch = fetch;
		this.handler = handler;
		this.shares = shares;
		this.housekeeping = housekeeping;
		this.concurrency = concurrency;
		this.pollInterval = pollInterval;
		this.threadFactory = threadFactory;
		this.clock = clock;
	}

	/**
	 * Start, unless it is started.
	 */
	synchronized void start() {
		if (this.running != null) {
			return;
		}
		FinalDeliveries finalDeliveries = new FinalDeliveries(
				(stop) -> this.fetch.isAnyUntried(this.clock.instant(), stop), this.clock);
		SchedulerThreads threads = SchedulerThreads.create(this.concurrency, this.threadFactory);
		try {
			this.shares.clear();
			this.housekeeping.start(threads.housekeeping());
			Scheduler scheduler = create(threads, finalDeliveries);
			scheduler.start();
			this.running = new Running(scheduler, threads, finalDeliveries);
		}
		catch (RuntimeException ex) {
			threads.end();
			throw ex;
		}
	}

	private Scheduler create(SchedulerThreads threads, FinalDeliveries finalDeliveries) {
		SchedulerBuilder builder = Scheduler
			.create(this.dataSource, task(OutboxTable.DELIVERY, finalDeliveries),
					task(OutboxTable.EXPIRY, finalDeliveries))
			.tableName(OutboxTable.NAME)
			.clock(this.clock::instant)
			.serializer(RowSerializer.INSTANCE)
			.enablePriority()
			.threads(this.concurrency)
			.pollingInterval(this.pollInterval)
			.heartbeatInterval(DeliveryHandler.HEARTBEAT_INTERVAL)
			.missedHeartbeatsLimit(MISSED_HEARTBEATS_LIMIT)
			.shutdownMaxWait(SHUTDOWN_WAIT)
			.commitWhenAutocommitDisabled(true)
			// Those of a newer release, which it would delete
			.deleteUnresolvedAfter(NEVER)
			.jdbcCustomization(new RowFetchCustomization(this.dialect.customization(), this.fetch))
			.pollUsingLockAndFetch(LOWER_LIMIT, UPPER_LIMIT)
			.failureLogging(LogLevel.WARN, true);
		return threads.applyTo(builder).build();
	}

	private CustomTask<byte[]> task(String name, FinalDeliveries finalDeliveries) {
		return Tasks.custom(name, byte[].class)
			.onFailure(this.handler)
			.execute((row, context) -> execute(row, context, finalDeliveries));
	}

	private CompletionHandler<byte[]> execute(TaskInstance<byte[]> row, ExecutionContext context,
			FinalDeliveries finalDeliveries) {
		long begin = System.nanoTime();
		try {
			return isTooLate(context, finalDeliveries)
					? DeliveryHandler.comeBackAt(context.getExecution().executionTime)
					: this.handler.execute(row, context);
		}
		finally {
			if (this.shares.finished(row.getId(), Duration.ofNanos(System.nanoTime() - begin))) {
				deliverNow();
			}
		}
	}

	private static boolean isTooLate(ExecutionContext context, FinalDeliveries finalDeliveries) {
		return context.getSchedulerState().isShuttingDown() && finalDeliveries.isOver();
	}

	/**
	 * Make the final deliveries and stop, unless it is stopped. Whatever fails or hangs,
	 * this returns in time.
	 */
	synchronized void stop() {
		Running running = this.running;
		if (running != null) {
			new ShutdownStep("deliver what was enqueued", FINAL_DELIVERIES_LIMIT)
				.run(() -> running.finalDeliveries().await(this::deliverNow));
			this.running = null;
			new ShutdownStep("stop", STOP_LIMIT).run(running::stop);
		}
	}

	/**
	 * Look at the table now rather than at the next poll, if it is started.
	 */
	void deliverNow() {
		Running running = this.running;
		if (running != null) {
			running.scheduler().triggerCheckForDueExecutions();
		}
	}

	private record Running(Scheduler scheduler, SchedulerThreads threads, FinalDeliveries finalDeliveries) {

		void stop() {
			try {
				this.scheduler.stop();
			}
			finally {
				this.threads.end();
			}
		}

	}

}
