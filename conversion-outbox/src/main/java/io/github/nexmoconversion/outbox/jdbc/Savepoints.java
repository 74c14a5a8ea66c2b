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

import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.jdbc.datasource.DataSourceUtils;

/**
 * Runs statements so that the transaction of the caller remains usable if one of them
 * fails: some databases refuse all further statements then. The savepoint is taken on the
 * connection, since not all transaction managers can nest.
 */
final class Savepoints {

	private Savepoints() {
	}

	static void run(DataSource dataSource, Runnable statements) {
		Connection connection = DataSourceUtils.getConnection(dataSource);
		try {
			if (connection.getAutoCommit()) {
				statements.run();
			}
			else {
				run(connection, statements);
			}
		}
		catch (SQLException ex) {
			throw new DataAccessResourceFailureException("The outbox has no usable connection", ex);
		}
		finally {
			DataSourceUtils.releaseConnection(connection, dataSource);
		}
	}

	private static void run(Connection connection, Runnable statements) throws SQLException {
		Savepoint savepoint = connection.setSavepoint();
		try {
			statements.run();
		}
		catch (RuntimeException ex) {
			connection.rollback(savepoint);
			throw ex;
		}
		connection.releaseSavepoint(savepoint);
	}

}
