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

import org.springframework.jdbc.datasource.JdbcTransactionObjectSupport;
import org.springframework.transaction.TransactionExecution;
import org.springframework.transaction.TransactionExecutionListener;
import org.springframework.transaction.support.DefaultTransactionStatus;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Follows those transactions of a transaction manager that are transactions of the
 * outbox's database.
 */
final class TransactionFollower implements TransactionExecutionListener {

	private final CallerTransactions transactions;

	private final DataSource dataSource;

	private final boolean all;

	/**
	 * Create a new {@link TransactionFollower}.
	 * @param transactions the transactions of callers
	 * @param dataSource the {@link DataSource} of the outbox
	 * @param all whether all transactions of the manager are those of the outbox's
	 * database, even without a connection of the {@link DataSource}, as with JTA
	 */
	TransactionFollower(CallerTransactions transactions, DataSource dataSource, boolean all) {
		this.transactions = transactions;
		this.dataSource = dataSource;
		this.all = all;
	}

	boolean isOfSameOutbox(TransactionExecutionListener listener) {
		return listener instanceof TransactionFollower other && other.transactions == this.transactions;
	}

	@Override
	public void afterBegin(TransactionExecution execution, @Nullable Throwable failure) {
		if (failure == null && TransactionSynchronizationManager.isSynchronizationActive() && isFollowed(execution)) {
			this.transactions.begin(true);
		}
	}

	// After all synchronizations, and before an EntityManager is flushed, whose listeners
	// can call the outbox as well
	@Override
	public void beforeCommit(TransactionExecution execution) {
		if (isFollowed(execution)) {
			this.transactions.beforeCommit();
		}
	}

	@Override
	public void afterCommit(TransactionExecution execution, @Nullable Throwable failure) {
		afterRollback(execution, failure);
	}

	@Override
	public void afterRollback(TransactionExecution execution, @Nullable Throwable failure) {
		if (isFollowed(execution)) {
			this.transactions.end();
		}
	}

	private boolean isFollowed(TransactionExecution execution) {
		return execution.isNewTransaction() && (this.all || hasConnection(execution));
	}

	// Another manager's transaction, of another database, can surround or be within it
	private boolean hasConnection(TransactionExecution execution) {
		return execution instanceof DefaultTransactionStatus status && status.hasTransaction()
				&& status.getTransaction() instanceof JdbcTransactionObjectSupport transaction
				&& transaction.hasConnectionHolder()
				&& transaction.getConnectionHolder() == TransactionSynchronizationManager.getResource(this.dataSource);
	}

}
