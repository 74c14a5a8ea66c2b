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

import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Runs statements in the transaction of the caller, which remains usable if they fail, or
 * in one of their own: the caller may have none, or one of something else than the
 * database of the outbox, and connections do not always commit by themselves.
 */
final class OutboxTransactions {

	private final DataSource dataSource;

	private final PlatformTransactionManager transactionManager;

	OutboxTransactions(DataSource dataSource, PlatformTransactionManager transactionManager) {
		this.dataSource = dataSource;
		this.transactionManager = transactionManager;
	}

	/**
	 * Run statements.
	 * @param statements the statements
	 * @throws org.springframework.transaction.UnexpectedRollbackException if they failed
	 * and the database rolled back the transaction of the caller for it
	 */
	void run(Runnable statements) {
		TransactionStatus status = this.transactionManager.getTransaction(TransactionDefinition.withDefaults());
		// Neither committed nor rolled back here: a failure would end that of the caller
		if (!status.isNewTransaction()) {
			Savepoints.run(this.dataSource, statements);
			return;
		}
		try {
			statements.run();
		}
		catch (RuntimeException ex) {
			this.transactionManager.rollback(status);
			throw ex;
		}
		this.transactionManager.commit(status);
	}

	/**
	 * Do something after the commit of the caller's transaction, or at once if there is
	 * none.
	 * @param action what to do
	 */
	void afterCommit(Runnable action) {
		if (!TransactionSynchronizationManager.isActualTransactionActive()
				|| !TransactionSynchronizationManager.hasResource(this.dataSource)) {
			action.run();
			return;
		}
		TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {

			@Override
			public void afterCommit() {
				action.run();
			}

		});
	}

}
