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

import java.util.Set;
import java.util.stream.Collectors;

/**
 * The threads of outboxes that were started after this was created.
 */
public final class OutboxThreads {

	private final Set<Thread> before = all();

	/**
	 * Return the threads that live now.
	 * @return the threads
	 */
	public Set<Thread> get() {
		Set<Thread> threads = all();
		threads.removeAll(this.before);
		return threads;
	}

	/**
	 * Return whether one of them looks for rows that are due.
	 * @return whether it does
	 */
	boolean isPolling() {
		return get().stream().anyMatch((thread) -> thread.getName().startsWith("conversion-outbox-poll-"));
	}

	private static Set<Thread> all() {
		return Thread.getAllStackTraces()
			.keySet()
			.stream()
			.filter((thread) -> thread.getName().startsWith("conversion-outbox-")
					|| thread.getName().startsWith("db-scheduler-"))
			.collect(Collectors.toSet());
	}

}
