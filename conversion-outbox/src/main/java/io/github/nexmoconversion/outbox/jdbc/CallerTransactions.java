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

import javax.sql.DataSource;

import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.datasource.ConnectionHolder;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.DefaultTransactionDefinition;
import org.springframework.transaction.support.DefaultTransactionStatus;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * The transactions of callers. They are followed from their beginning to their end, since
 * nothing in a thread tells one that is open from one that has just been completed.
 */
final class CallerTransactions {

	private static final TransactionDefinition SUPPORTS = new DefaultTransactionDefinition(
			TransactionDefinition.PROPAGATION_SUPPORTS);

	private final DataSource dataSource;

	private final OutboxWriter writer;

	private final IndependentCommands independent;

	// Recognizes transactions, and never begins one
	private final PlatformTransactionManager probe;

	private volatile boolean closed;

	CallerTransactions(DataSource dataSource, OutboxWriter writer, IndependentCommands independent) {
		this.dataSource = dataSource;
		this.writer = writer;
		this.independent = independent;
		this.probe = new DataSourceTransactionManager(dataSource);
	}

	/**
	 * Return the transaction of the caller.
	 * @return the transaction, or {@code null} if there is none, if it is one of
	 * something else than the database of the outbox, or if it is completed
	 */
	@Nullable CallerTransaction getCurrent() {
		CallerTransaction current = find();
		if (current == null || !current.isCurrent()) {
			// One that another transaction manager has begun
			current = isInTransaction() ? begin(false) : null;
		}
		return (current != null && !current.isClosed()) ? current : null;
	}

	/**
	 * Return whether this thread can hold a connection, in a transaction, at the end of
	 * one, or in an {@code EntityManager} that is open for a whole request.
	 * @return whether anything is bound to the thread
	 */
	boolean canHoldConnection() {
		return TransactionSynchronizationManager.isSynchronizationActive()
				|| TransactionSynchronizationManager.isActualTransactionActive()
				|| !TransactionSynchronizationManager.getResourceMap().isEmpty();
	}

	private boolean isInTransaction() {
		return TransactionSynchronizationManager.isSynchronizationActive()
				&& TransactionSynchronizationManager.isActualTransactionActive()
				&& TransactionSynchronizationManager.getResource(this.dataSource) instanceof ConnectionHolder connection
				&& isTransactional(connection);
	}

	// DataSourceUtils keeps a connection while something else has a transaction, and
	// transaction managers of JPA tell no holder that it has one
	private boolean isTransactional(ConnectionHolder connection) {
		return !connection.isSynchronizedWithTransaction()
				|| this.probe.getTransaction(SUPPORTS) instanceof DefaultTransactionStatus status
						&& status.hasTransaction();
	}

	/**
	 * Write what is collected, and from now on each command at once.
	 * @throws TransactionEndedException if the database rolled back the transaction
	 */
	void beforeCommit() {
		CallerTransaction current = find();
		if (current != null) {
			current.write();
			current.writeAtOnce();
		}
	}

	/**
	 * Forget the transaction that has ended. It is bound until here, so that it is known
	 * for completed to those who are called after the completion, even in a transaction
	 * that participates in it.
	 */
	void end() {
		CallerTransaction current = find();
		if (current != null && current.isClosed()) {
			current.unbind(this);
		}
	}

	/**
	 * Return to transactions that are not followed, even for those that have begun.
	 */
	void close() {
		this.closed = true;
	}

	private @Nullable CallerTransaction find() {
		return (CallerTransaction) TransactionSynchronizationManager.getResource(this);
	}

	/**
	 * Begin to collect the commands of a new transaction.
	 * @param followed whether {@link #beforeCommit()} and {@link #end()} will be called
	 * @return the transaction
	 */
	CallerTransaction begin(boolean followed) {
		// That of an outer transaction, which is suspended
		CallerTransaction outer = (CallerTransaction) TransactionSynchronizationManager.unbindResourceIfPossible(this);
		CallerTransaction transaction = new CallerTransaction(this.dataSource, this.writer, this.independent, outer);
		TransactionSynchronizationManager.bindResource(this, transaction);
		TransactionSynchronizationManager
			.registerSynchronization(new CallerSynchronization(this, transaction, () -> followed && !this.closed));
		return transaction;
	}

}
