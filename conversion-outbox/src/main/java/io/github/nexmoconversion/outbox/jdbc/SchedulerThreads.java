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

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;

import com.github.kagkarlsson.scheduler.SchedulerBuilder;

import org.springframework.scheduling.concurrent.CustomizableThreadFactory;

/**
 * The threads of a scheduler. Those that db-scheduler has for itself are daemon threads:
 * an application ends when its own threads have, as if there were no outbox.
 *
 * @param delivering the threads that deliver
 * @param polling the thread that polls
 * @param housekeeping the threads that send heartbeats, look for dead instances and keep
 * house
 */
record SchedulerThreads(ExecutorService delivering, ExecutorService polling, ScheduledExecutorService housekeeping) {

	static SchedulerThreads create(int concurrency, ThreadFactory deliveryThreads) {
		return new SchedulerThreads(Executors.newFixedThreadPool(concurrency, deliveryThreads),
				Executors.newSingleThreadExecutor(daemons("conversion-outbox-poll-")),
				Executors.newScheduledThreadPool(3, daemons("conversion-outbox-housekeeping-")));
	}

	private static ThreadFactory daemons(String prefix) {
		CustomizableThreadFactory factory = new CustomizableThreadFactory(prefix);
		factory.setDaemon(true);
		return factory;
	}

	SchedulerBuilder applyTo(SchedulerBuilder builder) {
		return builder.executorService(this.delivering)
			.dueExecutor(this.polling)
			.housekeeperExecutor(this.housekeeping);
	}

	/**
	 * End the threads that a scheduler left, if it could not be stopped.
	 */
	void end() {
		this.delivering.shutdownNow();
		this.polling.shutdownNow();
		this.housekeeping.shutdownNow();
	}

}
