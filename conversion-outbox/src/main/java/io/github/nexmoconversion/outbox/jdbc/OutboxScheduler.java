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
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;

import javax.sql.DataSource;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerBuilder;
import com.github.kagkarlsson.scheduler.logging.LogLevel;
import com.github.kagkarlsson.scheduler.task.ExecutionHandler;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import org.jspecify.annotations.Nullable;

/**
 * Takes rows from the table of the outbox when they are due, between {@link #start()} and
 * {@link #stop()}.
 */
final class OutboxScheduler {

	private final DataSource dataSource;

	private final OutboxDialect dialect;

	private final ExecutionHandler<byte[]> delivery;

	private final Runnable cleanUp;

	private final int concurrency;

	private final Duration pollInterval;

	private final ThreadFactory threadFactory;

	private volatile @Nullable Scheduler scheduler;

	OutboxScheduler(DataSource dataSource, OutboxDialect dialect, ExecutionHandler<byte[]> delivery, Runnable cleanUp,
			int concurrency, Duration pollInterval, ThreadFactory threadFactory) {
		this.dataSource = dataSource;
		this.dialect = dialect;
		this.delivery = delivery;
		this.cleanUp = cleanUp;
		this.concurrency = concurrency;
		this.pollInterval = pollInterval;
		this.threadFactory = threadFactory;
	}

	void start() {
		SchedulerBuilder builder = Scheduler
			.create(this.dataSource, Tasks.custom(OutboxTable.DELIVERY, byte[].class).execute(this.delivery),
					Tasks.custom(OutboxTable.EXPIRY, byte[].class).execute(this.delivery))
			.startTasks(
					Tasks.recurring("cleanup", FixedDelay.ofHours(1)).execute((task, context) -> this.cleanUp.run()))
			.tableName(OutboxTable.NAME)
			.serializer(RowSerializer.INSTANCE)
			.enablePriority()
			.threads(this.concurrency)
			.executorService(Executors.newFixedThreadPool(this.concurrency, this.threadFactory))
			.pollingInterval(this.pollInterval)
			.heartbeatInterval(Duration.ofSeconds(5))
			.missedHeartbeatsLimit(4)
			.shutdownMaxWait(Duration.ofSeconds(20))
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

}
