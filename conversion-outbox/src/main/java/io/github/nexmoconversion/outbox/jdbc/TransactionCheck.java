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

import org.springframework.aop.support.AopUtils;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.jta.JtaTransactionManager;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Checks by a transaction that the transaction manager manages connections of the
 * {@link DataSource}. With any other, the outbox would never join a transaction.
 *
 * @param dataSource the {@link DataSource} whose connections are bound to threads
 * @param transactionManager the transaction manager
 */
record TransactionCheck(DataSource dataSource, PlatformTransactionManager transactionManager) {

	void run() {
		TransactionTemplate template = new TransactionTemplate(this.transactionManager);
		template.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
		template.executeWithoutResult((status) -> {
			status.setRollbackOnly();
			requireSynchronization();
			requireConnection();
		});
	}

	private void requireSynchronization() {
		if (!TransactionSynchronizationManager.isSynchronizationActive()) {
			throw new UnsuitableTransactionManagerException(name()
					+ " does not synchronize transactions (SYNCHRONIZATION_NEVER), so the outbox cannot tell when they"
					+ " are committed.");
		}
	}

	// JTA manages all connections that enlist themselves, and binds none to the thread
	private void requireConnection() {
		if (!JtaTransactionManager.class.isAssignableFrom(AopUtils.getTargetClass(this.transactionManager))
				&& !TransactionSynchronizationManager.hasResource(this.dataSource)) {
			throw new UnsuitableTransactionManagerException(name()
					+ " does not manage transactions of this DataSource, so the outbox cannot join them. It must have"
					+ " been created with this DataSource.");
		}
	}

	private String name() {
		return "The " + AopUtils.getTargetClass(this.transactionManager).getSimpleName();
	}

}
