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

import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * Expiries that marks made void, and that wait to be removed. Their removal only keeps
 * the table small: what remains is dropped when it is due. Thread-safe.
 */
final class VoidExpiries {

	private static final Log logger = LogFactory.getLog(VoidExpiries.class);

	private static final int CAPACITY = 10_000;

	private static final int BATCH_SIZE = 500;

	private final MarkTable marks;

	private final OwnTransactions transactions;

	private final Set<Set<String>> messages = new LinkedHashSet<>();

	VoidExpiries(MarkTable marks, OwnTransactions transactions) {
		this.marks = marks;
		this.transactions = transactions;
	}

	/**
	 * Add the expiries of messages, unless too many wait.
	 * @param commands commands that are committed
	 * @return whether anything has to be removed
	 */
	synchronized boolean add(List<OutboxCommand> commands) {
		if (this.messages.size() < CAPACITY) {
			commands.stream()
				.map(OutboxCommand::voidExpiries)
				.filter((messageKeys) -> !messageKeys.isEmpty())
				.forEach(this.messages::add);
		}
		return !this.messages.isEmpty();
	}

	private synchronized List<Set<String>> take() {
		List<Set<String>> batch = this.messages.stream()
			.limit(BATCH_SIZE)
			.sorted(Comparator.comparing((messageKeys) -> messageKeys.iterator().next()))
			.toList();
		batch.forEach(this.messages::remove);
		return batch;
	}

	void remove() {
		List<Set<String>> batch = take();
		while (!batch.isEmpty()) {
			try {
				remove(batch);
			}
			catch (RuntimeException ex) {
				logger.debug("Void expiries remain until they are due", ex);
				return;
			}
			batch = take();
		}
	}

	private void remove(List<Set<String>> batch) {
		this.transactions.run(() -> batch.forEach(this.marks::removeVoidExpiry));
	}

}
