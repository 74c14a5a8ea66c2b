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

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import javax.sql.DataSource;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.core.NestedExceptionUtils;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Commands in the transaction of a caller. They are collected and written right before
 * the commit, behind a single savepoint. What cannot be written in the transaction is
 * written after its commit.
 */
final class CallerTransaction {

	private static final Log logger = LogFactory.getLog(CallerTransaction.class);

	private final DataSource dataSource;

	private final OutboxWriter writer;

	private final IndependentCommands independent;

	private final @Nullable CallerTransaction outer;

	// That of the DataSource, where the transaction manager binds one
	private final @Nullable Object connection;

	private final List<OutboxCommand> collected = new ArrayList<>();

	private final List<OutboxCommand> written = new ArrayList<>();

	// How many commands had been collected at a savepoint of the caller
	private final Map<Object, Integer> savepoints = new HashMap<>();

	private boolean writesAtOnce;

	private boolean suspended;

	private boolean closed;

	CallerTransaction(DataSource dataSource, OutboxWriter writer, IndependentCommands independent,
			@Nullable CallerTransaction outer) {
		this.dataSource = dataSource;
		this.writer = writer;
		this.independent = independent;
		this.outer = outer;
		this.connection = TransactionSynchronizationManager.getResource(dataSource);
	}

	/**
	 * Return whether statements of this thread are statements of this transaction.
	 * Transactions of something else suspend the synchronizations of this one, but not
	 * its connection.
	 * @return {@code false} if it is suspended
	 */
	boolean isCurrent() {
		return (this.connection != null)
				? TransactionSynchronizationManager.getResource(this.dataSource) == this.connection : !this.suspended;
	}

	/**
	 * Return whether the transaction is over, even if it is still bound to the thread.
	 * @return whether it was committed or rolled back
	 */
	boolean isClosed() {
		return this.closed;
	}

	void unbind(Object key) {
		TransactionSynchronizationManager.unbindResourceIfPossible(key);
		if (this.outer != null) {
			TransactionSynchronizationManager.bindResource(key, this.outer);
		}
	}

	/**
	 * Add a command.
	 * @param command the command
	 * @throws TransactionEndedException if it is written at once, and the database rolled
	 * back the whole transaction for it
	 */
	void add(OutboxCommand command) {
		this.collected.add(command);
		if (this.writesAtOnce) {
			write();
		}
	}

	/**
	 * From now on, write each command at once.
	 */
	void writeAtOnce() {
		this.writesAtOnce = true;
	}

	/**
	 * Write what is collected.
	 * @throws TransactionEndedException if the database rolled back the whole transaction
	 */
	void write() {
		// A transaction that only reads can be one of a replica
		if (this.collected.isEmpty() || TransactionSynchronizationManager.isCurrentTransactionReadOnly()) {
			return;
		}
		try {
			Savepoints.run(this.dataSource, () -> this.writer.write(this.collected));
			this.written.addAll(this.collected);
			this.collected.clear();
		}
		catch (TransactionEndedException ex) {
			throw ex;
		}
		catch (RuntimeException | Error ex) {
			// What is around the first cause can hold the row, and so the message id
			logger.warn("The outbox could not store something of account " + accounts()
					+ ". It tries again after the commit.", NestedExceptionUtils.getMostSpecificCause(ex));
		}
	}

	private String accounts() {
		return this.collected.stream()
			.map((command) -> "'" + command.account() + "'")
			.distinct()
			.collect(Collectors.joining(", "));
	}

	void suspend() {
		this.suspended = true;
	}

	void resume() {
		this.suspended = false;
	}

	void savepoint(Object savepoint) {
		this.savepoints.put(savepoint, this.collected.size());
	}

	// What was written is rolled back by the database
	void rollBackTo(Object savepoint) {
		int size = this.savepoints.getOrDefault(savepoint, 0);
		if (size < this.collected.size()) {
			this.collected.subList(size, this.collected.size()).clear();
		}
	}

	void close() {
		this.closed = true;
	}

	void committed() {
		this.independent.afterCommit(List.copyOf(this.written));
		this.independent.writeLater(List.copyOf(this.collected));
	}

	/**
	 * The end is not known. Either the commit failed, and the database knows what was
	 * written. Or this was no transaction of its own but participated in one that had
	 * been completed before, so that nothing that was written is committed.
	 * @param participated whether it only participated
	 */
	void unknown(boolean participated) {
		if (participated) {
			List<OutboxCommand> all = new ArrayList<>(this.written);
			all.addAll(this.collected);
			this.independent.writeLater(all);
		}
		else {
			this.independent.afterCommit(List.copyOf(this.written));
			this.collected.forEach(this.independent::drop);
		}
	}

}
