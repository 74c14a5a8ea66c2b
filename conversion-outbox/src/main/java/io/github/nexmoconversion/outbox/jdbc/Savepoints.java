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

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;

import javax.sql.DataSource;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.jdbc.datasource.ConnectionHolder;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Runs statements so that the transaction of the caller remains usable if one of them
 * fails: some databases refuse all further statements then. The savepoint is taken on the
 * connection, since not all transaction managers can nest.
 */
final class Savepoints {

	private static final Log logger = LogFactory.getLog(Savepoints.class);

	private Savepoints() {
	}

	/**
	 * Run statements between a savepoint and its release.
	 * @param dataSource the data source of the transaction
	 * @param statements the statements
	 * @throws TransactionEndedException if they failed and the database rolled back the
	 * whole transaction for it
	 */
	static void run(DataSource dataSource, Runnable statements) {
		Connection connection = DataSourceUtils.getConnection(dataSource);
		try {
			run(connection, () -> withoutTimeout(dataSource, connection, statements));
		}
		catch (SQLException ex) {
			throw new DataAccessResourceFailureException("The outbox has no usable connection", ex);
		}
		finally {
			DataSourceUtils.releaseConnection(connection, dataSource);
		}
	}

	// Spring marks a transaction for rollback if a statement comes after its timeout. Its
	// caller, who adds no more statements, would be told of a rollback after the commit.
	private static void withoutTimeout(DataSource dataSource, Connection connection, Runnable statements) {
		Object holder = TransactionSynchronizationManager.unbindResource(dataSource);
		TransactionSynchronizationManager.bindResource(dataSource, new ConnectionHolder(connection));
		try {
			statements.run();
		}
		finally {
			TransactionSynchronizationManager.unbindResource(dataSource);
			TransactionSynchronizationManager.bindResource(dataSource, holder);
		}
	}

	private static void run(Connection connection, Runnable statements) throws SQLException {
		Savepoint savepoint = connection.setSavepoint();
		try {
			statements.run();
		}
		catch (RuntimeException | Error ex) {
			rollBack(connection, savepoint, ex);
			throw ex;
		}
		release(connection, savepoint);
	}

	// Without a savepoint to go back to, the database has ended the transaction, as some
	// do after a deadlock. What follows would be committed without what came before.
	private static void rollBack(Connection connection, Savepoint savepoint, Throwable failure) {
		try {
			connection.rollback(savepoint);
		}
		catch (SQLException ex) {
			failure.addSuppressed(ex);
			throw new TransactionEndedException(failure);
		}
	}

	// Not all drivers can, and the end of the transaction releases it
	private static void release(Connection connection, Savepoint savepoint) {
		try {
			connection.releaseSavepoint(savepoint);
		}
		catch (SQLException ex) {
			logger.debug("A savepoint could not be released", ex);
		}
	}

}
