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
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;

import javax.sql.DataSource;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerBuilder;
import com.github.kagkarlsson.scheduler.logging.LogLevel;
import com.github.kagkarlsson.scheduler.task.helper.CustomTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.core.NestedExceptionUtils;

/**
 * Takes rows from the table of the outbox when they are due, between {@link #start()} and
 * {@link #stop()}.
 */
final class OutboxScheduler {

	// db-scheduler waits twice as long, which has to fit into the half minute of Spring
	static final Duration SHUTDOWN_WAIT = Duration.ofSeconds(10);

	static final int MISSED_HEARTBEATS_LIMIT = 4;

	private static final Log logger = LogFactory.getLog(OutboxScheduler.class);

	private final DataSource dataSource;

	private final OutboxDialect dialect;

	private final DeliveryHandler handler;

	private final Runnable cleanUp;

	private final int concurrency;

	private final Duration pollInterval;

	private final ThreadFactory threadFactory;

	private final Clock clock;

	private volatile @Nullable Scheduler scheduler;

	OutboxScheduler(DataSource dataSource, OutboxDialect dialect, DeliveryHandler handler, Runnable cleanUp,
			int concurrency, Duration pollInterval, ThreadFactory threadFactory, Clock clock) {
		this.dataSource = dataSource;
		this.dialect = dialect;
		this.handler = handler;
		this.cleanUp = cleanUp;
		this.concurrency = concurrency;
		this.pollInterval = pollInterval;
		this.threadFactory = threadFactory;
		this.clock = clock;
	}

	void start() {
		SchedulerBuilder builder = Scheduler
			.create(this.dataSource, task(OutboxTable.DELIVERY), task(OutboxTable.EXPIRY))
			.startTasks(
					Tasks.recurring("cleanup", FixedDelay.ofHours(1)).execute((task, context) -> this.cleanUp.run()))
			.tableName(OutboxTable.NAME)
			.clock(this.clock::instant)
			.serializer(RowSerializer.INSTANCE)
			.enablePriority()
			.threads(this.concurrency)
			.executorService(Executors.newFixedThreadPool(this.concurrency, this::newThread))
			.pollingInterval(this.pollInterval)
			.heartbeatInterval(DeliveryHandler.HEARTBEAT_INTERVAL)
			.missedHeartbeatsLimit(MISSED_HEARTBEATS_LIMIT)
			.shutdownMaxWait(SHUTDOWN_WAIT)
			.commitWhenAutocommitDisabled(true)
			.failureLogging(LogLevel.WARN, true);
		Scheduler scheduler = this.dialect.applyTo(builder).build();
		scheduler.start();
		this.scheduler = scheduler;
	}

	void stop() {
		Scheduler scheduler = this.scheduler;
		if (scheduler != null) {
			this.scheduler = null;
			scheduler.stop();
		}
	}

	/**
	 * Look at the table now rather than at the next poll, if it is started.
	 */
	void deliverNow() {
		Scheduler scheduler = this.scheduler;
		if (scheduler != null) {
			scheduler.triggerCheckForDueExecutions();
		}
	}

	// On some databases a row is taken in the thread that delivers it, where db-scheduler
	// leaves failures of the database to the thread
	private Thread newThread(Runnable runnable) {
		Thread thread = this.threadFactory.newThread(runnable);
		thread.setUncaughtExceptionHandler(
				(failed, ex) -> logger.warn("A row of the outbox could not be taken from the database. "
						+ "It is tried again at the next poll: " + NestedExceptionUtils.getMostSpecificCause(ex)));
		return thread;
	}

	private CustomTask<byte[]> task(String name) {
		return Tasks.custom(name, byte[].class).onFailure(this.handler).execute(this.handler);
	}

}
