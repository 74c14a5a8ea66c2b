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
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;

/**
 * Commands that wait to be written independently. They are taken many at a time, so that
 * a few threads keep up with any number of callers. Thread-safe.
 */
final class WaitingCommands {

	private static final int CAPACITY = 10_000;

	private static final int BATCH_SIZE = 500;

	private final Queue<Waiting> queue = new ArrayDeque<>();

	private final Set<Waiting> unfinished = ConcurrentHashMap.newKeySet();

	/**
	 * Add commands. If too many wait, this waits for them, but not for each: those of one
	 * transaction are added together.
	 * @param commands the commands
	 * @param limit how long to wait at most
	 * @return completed when the last of the commands has been written or given up, or
	 * {@code null} if they were not added
	 */
	synchronized @Nullable CompletableFuture<@Nullable Void> add(List<OutboxCommand> commands, Duration limit) {
		if (!awaitSpace(System.nanoTime() + limit.toNanos())) {
			return null;
		}
		List<Waiting> added = commands.stream()
			.map((command) -> new Waiting(command, new CompletableFuture<@Nullable Void>()))
			.toList();
		this.unfinished.addAll(added);
		this.queue.addAll(added);
		return CompletableFuture.allOf(added.stream().map(Waiting::finished).toArray(CompletableFuture<?>[]::new));
	}

	private boolean awaitSpace(long end) {
		try {
			while (this.queue.size() >= CAPACITY) {
				long left = end - System.nanoTime();
				if (left <= 0) {
					return false;
				}
				TimeUnit.NANOSECONDS.timedWait(this, left);
			}
			return true;
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return false;
		}
	}

	/**
	 * Take the commands that have waited for the longest time.
	 * @return the commands, none if none wait
	 */
	synchronized List<Waiting> take() {
		List<Waiting> batch = new ArrayList<>();
		while (batch.size() < BATCH_SIZE && !this.queue.isEmpty()) {
			batch.add(this.queue.remove());
		}
		notifyAll();
		return batch;
	}

	void finish(List<Waiting> batch) {
		batch.forEach((waiting) -> {
			this.unfinished.remove(waiting);
			waiting.finished().complete(null);
		});
	}

	/**
	 * Return the commands that have been neither written nor given up.
	 * @return the commands, even those that are just being written
	 */
	List<Waiting> getUnfinished() {
		return List.copyOf(this.unfinished);
	}

	/**
	 * A command that waits.
	 *
	 * @param command the command
	 * @param finished completed when the command has been written or given up
	 */
	record Waiting(OutboxCommand command, CompletableFuture<@Nullable Void> finished) {

		@Override
		public boolean equals(@Nullable Object other) {
			return this == other;
		}

		@Override
		public int hashCode() {
			return System.identityHashCode(this);
		}

	}

}
