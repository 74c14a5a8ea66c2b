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

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import org.springframework.scheduling.concurrent.CustomizableThreadFactory;

/**
 * A few threads that work for callers, and are only there while there is work.
 * Thread-safe.
 */
final class WriterThreads {

	private static final int MAX_THREADS = 4;

	private final ThreadPoolExecutor executor;

	private final Runnable work;

	/**
	 * Create new {@link WriterThreads}.
	 * @param work does all the work that there is
	 */
	WriterThreads(Runnable work) {
		this.work = work;
		CustomizableThreadFactory threadFactory = new CustomizableThreadFactory("conversion-writer-");
		threadFactory.setDaemon(true);
		// While all threads work, one run that waits sees whatever comes until it starts
		this.executor = new ThreadPoolExecutor(MAX_THREADS, MAX_THREADS, 1, TimeUnit.SECONDS,
				new ArrayBlockingQueue<>(1), threadFactory, new ThreadPoolExecutor.DiscardPolicy());
		this.executor.allowCoreThreadTimeOut(true);
	}

	/**
	 * Do the work that has been added before this call.
	 */
	void wake() {
		this.executor.execute(this.work);
	}

}
