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

import javax.sql.DataSource;

import org.springframework.core.retry.RetryPolicy;
import org.springframework.core.retry.RetryTemplate;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.ResourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Transactions of the outbox itself. They are independent of the one of the caller,
 * whatever its isolation, and are repeated after a deadlock or a serialization failure.
 */
final class OwnTransactions {

	private final TransactionTemplate transaction;

	private final RetryTemplate retry = new RetryTemplate(RetryPolicy.builder()
		.maxRetries(5)
		.delay(Duration.ofMillis(10))
		.multiplier(2)
		.jitter(Duration.ofMillis(5))
		.includes(ConcurrencyFailureException.class)
		.build());

	/**
	 * Create new {@link OwnTransactions}.
	 * @param dataSource the data source
	 * @param transactionManager the transactions of the application. They are only used
	 * if they can be those of several resources: others, such as those of JPA, do not
	 * support an isolation in each of their configurations
	 */
	OwnTransactions(DataSource dataSource, PlatformTransactionManager transactionManager) {
		boolean single = transactionManager instanceof ResourceTransactionManager;
		this.transaction = new TransactionTemplate(
				single ? new JdbcTransactionManager(dataSource) : transactionManager);
		this.transaction.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
		if (single) {
			this.transaction.setIsolationLevel(TransactionDefinition.ISOLATION_READ_COMMITTED);
		}
	}

	/**
	 * Run statements and commit them. A thread that has the connection of another
	 * transaction takes a second one.
	 * @param statements the statements, repeatable
	 */
	void run(Runnable statements) {
		this.retry.invoke(() -> this.transaction.executeWithoutResult((status) -> statements.run()));
	}

}
