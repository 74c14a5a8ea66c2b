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

package io.github.nexmoconversion.benchmarks.outbox;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

/**
 * Simulates users who log in as fast as the machine allows.
 */
final class Logins {

	private static final int THREADS = 8;

	private Logins() {
	}

	/**
	 * Log in until the time is over.
	 * @param instances the instances to log in to, in turn
	 * @param time the time to keep logging in
	 * @param messageId provides the id of the message to report with each login, or
	 * {@code null} to report none
	 * @return the number of logins
	 */
	static long run(List<OutboxInstance> instances, Duration time, @Nullable Supplier<String> messageId)
			throws Exception {
		ExecutorService threads = Executors.newFixedThreadPool(THREADS);
		try {
			long end = System.nanoTime() + time.toNanos();
			List<Future<Long>> futures = new ArrayList<>();
			for (int i = 0; i < THREADS; i++) {
				OutboxInstance instance = instances.get(i % instances.size());
				futures.add(threads.submit(() -> logInUntil(end, instance, messageId)));
			}
			long logins = 0;
			for (Future<Long> future : futures) {
				logins += future.get();
			}
			return logins;
		}
		finally {
			threads.shutdown();
		}
	}

	private static long logInUntil(long end, OutboxInstance instance, @Nullable Supplier<String> messageId) {
		long logins = 0;
		while (System.nanoTime() < end) {
			instance.logIn(messageId);
			logins++;
		}
		return logins;
	}

}
