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

package io.github.nexmoconversion.outbox.autoconfigure;

import javax.sql.DataSource;

import io.github.nexmoconversion.autoconfigure.InvalidConversionConfigurationException;

import org.springframework.aop.support.AopUtils;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.jta.JtaTransactionManager;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Checks by a transaction that the transaction manager manages connections of the
 * {@link DataSource}. With any other, the outbox would never join a transaction.
 *
 * @param dataSource the {@link DataSource}
 * @param dataSourceName its name
 * @param transactionManager the transaction manager
 * @param transactionManagerName its name
 */
record TransactionCheck(DataSource dataSource, String dataSourceName, PlatformTransactionManager transactionManager,
		String transactionManagerName) {

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
			throw new InvalidConversionConfigurationException(
					"The transaction manager " + this.transactionManagerName
							+ " does not synchronize transactions, so the outbox cannot tell when they are committed.",
					"Remove SYNCHRONIZATION_NEVER from the transaction manager, or annotate another one with"
							+ " @ConversionOutboxTransactionManager and its DataSource with @ConversionOutboxDataSource.");
		}
	}

	// JTA manages all connections that enlist themselves, and binds none to the thread
	private void requireConnection() {
		if (!JtaTransactionManager.class.isAssignableFrom(AopUtils.getTargetClass(this.transactionManager))
				&& !TransactionSynchronizationManager.hasResource(managed())) {
			throw new InvalidConversionConfigurationException(
					"The transaction manager " + this.transactionManagerName
							+ " does not manage transactions of the DataSource " + this.dataSourceName
							+ ", so the outbox cannot join them.",
					SharedBean.ACTION + " The transaction manager must have been created with this DataSource.");
		}
	}

	// Transaction managers look behind this proxy, too
	private DataSource managed() {
		DataSource target = (this.dataSource instanceof TransactionAwareDataSourceProxy proxy)
				? proxy.getTargetDataSource() : null;
		return (target != null) ? target : this.dataSource;
	}

}
