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
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.scheduling.concurrent.CustomizableThreadFactory;

/**
 * A few threads that write to the outbox on behalf of callers, and are only there while
 * there is something to write. Thread-safe.
 */
final class WriterThreads {

	private static final Log logger = LogFactory.getLog(WriterThreads.class);

	private static final int MAX_THREADS = 4;

	private static final int MAX_WAITING = 1_000;

	private final ThreadFactory threadFactory = threadFactory();

	private @Nullable ThreadPoolExecutor executor;

	/**
	 * Run something on one of the threads.
	 * @param task what to run
	 * @return its future
	 * @throws java.util.concurrent.RejectedExecutionException if too many wait
	 */
	synchronized Future<?> submit(Runnable task) {
		if (this.executor == null) {
			this.executor = new ThreadPoolExecutor(MAX_THREADS, MAX_THREADS, 1, TimeUnit.SECONDS,
					new LinkedBlockingQueue<>(MAX_WAITING), this.threadFactory);
			this.executor.allowCoreThreadTimeOut(true);
		}
		return this.executor.submit(task);
	}

	/**
	 * Wait until all that was submitted has run. What comes later runs as well.
	 * @param limit how long to wait at most
	 */
	void drain(Duration limit) {
		ExecutorService executor = detach();
		if (executor == null) {
			return;
		}
		executor.shutdown();
		try {
			if (!executor.awaitTermination(limit.toMillis(), TimeUnit.MILLISECONDS)) {
				logger.warn("The outbox still waits for a connection to write " + executor);
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private static ThreadFactory threadFactory() {
		CustomizableThreadFactory factory = new CustomizableThreadFactory("conversion-writer-");
		factory.setDaemon(true);
		return factory;
	}

	private synchronized @Nullable ExecutorService detach() {
		ExecutorService detached = this.executor;
		this.executor = null;
		return detached;
	}

}
