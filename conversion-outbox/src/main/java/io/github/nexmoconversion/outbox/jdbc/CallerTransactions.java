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
import java.util.List;

import javax.sql.DataSource;

import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.datasource.ConnectionHolder;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.ConfigurableTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.TransactionExecution;
import org.springframework.transaction.TransactionExecutionListener;
import org.springframework.transaction.support.DefaultTransactionDefinition;
import org.springframework.transaction.support.DefaultTransactionStatus;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Follows the transactions of callers from their beginning to their end, since nothing in
 * a thread tells one that is open from one that has just been completed.
 */
final class CallerTransactions implements TransactionExecutionListener {

	private static final TransactionDefinition SUPPORTS = new DefaultTransactionDefinition(
			TransactionDefinition.PROPAGATION_SUPPORTS);

	private final DataSource dataSource;

	private final OutboxWriter writer;

	private final IndependentCommands independent;

	// Recognizes transactions, and never begins one
	private final PlatformTransactionManager probe;

	CallerTransactions(DataSource dataSource, PlatformTransactionManager transactionManager, OutboxWriter writer,
			IndependentCommands independent) {
		this.dataSource = dataSource;
		this.writer = writer;
		this.independent = independent;
		this.probe = new DataSourceTransactionManager(dataSource);
		if (transactionManager instanceof ConfigurableTransactionManager configurable) {
			// A new list, since the present one can be immutable or in use
			List<TransactionExecutionListener> listeners = new ArrayList<>(
					configurable.getTransactionExecutionListeners());
			listeners.add(this);
			configurable.setTransactionExecutionListeners(listeners);
		}
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

	@Override
	public void afterBegin(TransactionExecution execution, @Nullable Throwable failure) {
		if (failure == null && execution.isNewTransaction()
				&& TransactionSynchronizationManager.isSynchronizationActive()) {
			begin(true);
		}
	}

	// After all synchronizations, and before an EntityManager is flushed, whose listeners
	// can call the outbox as well
	@Override
	public void beforeCommit(TransactionExecution execution) {
		CallerTransaction current = find();
		if (current != null && execution.isNewTransaction()) {
			current.write();
			current.writeAtOnce();
		}
	}

	@Override
	public void afterCommit(TransactionExecution execution, @Nullable Throwable failure) {
		end(execution);
	}

	@Override
	public void afterRollback(TransactionExecution execution, @Nullable Throwable failure) {
		end(execution);
	}

	// Bound until here, so that it is known for completed to those who are called after
	// the completion, even in a transaction that participates in it
	private void end(TransactionExecution execution) {
		CallerTransaction current = find();
		if (current != null && execution.isNewTransaction() && current.isClosed()) {
			current.unbind(this);
		}
	}

	private @Nullable CallerTransaction find() {
		return (CallerTransaction) TransactionSynchronizationManager.getResource(this);
	}

	private CallerTransaction begin(boolean followed) {
		// That of an outer transaction, which is suspended
		CallerTransaction outer = (CallerTransaction) TransactionSynchronizationManager.unbindResourceIfPossible(this);
		CallerTransaction transaction = new CallerTransaction(this.dataSource, this.writer, this.independent, outer);
		TransactionSynchronizationManager.bindResource(this, transaction);
		TransactionSynchronizationManager
			.registerSynchronization(new CallerSynchronization(this, transaction, followed));
		return transaction;
	}

}
