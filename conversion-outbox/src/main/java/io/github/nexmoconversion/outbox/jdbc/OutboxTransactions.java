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

import org.springframework.transaction.support.TransactionOperations;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Runs statements in the transaction of the caller, which remains usable if they fail, or
 * in one of their own: connections do not always commit by themselves.
 */
final class OutboxTransactions {

	private final DataSource dataSource;

	private final TransactionOperations transactions;

	OutboxTransactions(DataSource dataSource, TransactionOperations transactions) {
		this.dataSource = dataSource;
		this.transactions = transactions;
	}

	void run(Runnable statements) {
		// A template would roll back the transaction of the caller if they fail
		if (TransactionSynchronizationManager.isActualTransactionActive()) {
			Savepoints.run(this.dataSource, statements);
		}
		else {
			this.transactions.executeWithoutResult((status) -> statements.run());
		}
	}

}
