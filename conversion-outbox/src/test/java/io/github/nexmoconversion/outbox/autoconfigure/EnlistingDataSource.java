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

import java.sql.Connection;
import java.sql.SQLException;
import java.util.UUID;

import javax.sql.XAConnection;

import com.arjuna.ats.arjuna.common.CoreEnvironmentBeanException;
import com.arjuna.ats.arjuna.common.ObjectStoreEnvironmentBean;
import com.arjuna.ats.arjuna.common.arjPropertyManager;
import com.arjuna.ats.internal.arjuna.objectstore.VolatileStore;
import com.arjuna.common.internal.util.propertyservice.BeanPopulator;
import jakarta.transaction.RollbackException;
import jakarta.transaction.Synchronization;
import jakarta.transaction.SystemException;
import jakarta.transaction.Transaction;
import jakarta.transaction.TransactionManager;
import org.h2.jdbcx.JdbcDataSource;

import org.springframework.jdbc.datasource.AbstractDataSource;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.transaction.jta.JtaTransactionManager;

/**
 * Enlists its connections in the transactions of JTA, as the pools of such applications
 * do.
 */
class EnlistingDataSource extends AbstractDataSource {

	private final TransactionManager transactionManager;

	private final JdbcDataSource h2 = new JdbcDataSource();

	EnlistingDataSource() {
		this.h2.setUrl("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
		try {
			arjPropertyManager.getCoreEnvironmentBean().setNodeIdentifier("test");
		}
		catch (CoreEnvironmentBeanException ex) {
			throw new IllegalStateException(ex);
		}
		for (String name : new String[] { "default", "stateStore", "communicationStore" }) {
			BeanPopulator.getNamedInstance(ObjectStoreEnvironmentBean.class, name.equals("default") ? null : name)
				.setObjectStoreType(VolatileStore.class.getName());
		}
		this.transactionManager = com.arjuna.ats.jta.TransactionManager.transactionManager();
	}

	JtaTransactionManager createTransactionManager() {
		return new JtaTransactionManager(com.arjuna.ats.jta.UserTransaction.userTransaction(), this.transactionManager);
	}

	@Override
	public Connection getConnection() throws SQLException {
		try {
			Transaction transaction = this.transactionManager.getTransaction();
			return (transaction != null) ? enlist(transaction) : this.h2.getConnection();
		}
		catch (SystemException | RollbackException ex) {
			throw new SQLException(ex);
		}
	}

	@Override
	public Connection getConnection(String username, String password) throws SQLException {
		return getConnection();
	}

	// Spring closes the connection before the commit, and H2 would roll back for it
	private Connection enlist(Transaction transaction) throws SQLException, SystemException, RollbackException {
		XAConnection connection = this.h2.getXAConnection();
		transaction.enlistResource(connection.getXAResource());
		transaction.registerSynchronization(new CloseAfterCompletion(connection));
		return new SingleConnectionDataSource(connection.getConnection(), true).getConnection();
	}

	private record CloseAfterCompletion(XAConnection connection) implements Synchronization {

		@Override
		public void beforeCompletion() {
		}

		@Override
		public void afterCompletion(int status) {
			try {
				this.connection.close();
			}
			catch (SQLException ex) {
				throw new IllegalStateException(ex);
			}
		}

	}

}
