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

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;

import javax.sql.DataSource;

import org.springframework.jdbc.datasource.DelegatingDataSource;

/**
 * A data source whose statements can be made to fail, and whose savepoints are counted.
 */
final class HookedDataSource extends DelegatingDataSource {

	final AtomicInteger savepoints = new AtomicInteger();

	volatile StatementHook beforeStatement = (sql) -> {
	};

	volatile ConnectionHook beforeConnection = () -> {
	};

	volatile ConnectionHook afterCommit = () -> {
	};

	HookedDataSource(DataSource target) {
		super(target);
	}

	@Override
	public Connection getConnection() throws SQLException {
		this.beforeConnection.run();
		Connection connection = super.getConnection();
		return (Connection) Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] { Connection.class },
				(proxy, method, arguments) -> {
					if (method.getName().equals("setSavepoint")) {
						this.savepoints.incrementAndGet();
					}
					if (method.getName().equals("prepareStatement")) {
						this.beforeStatement.accept((String) arguments[0]);
					}
					try {
						Object result = method.invoke(connection, arguments);
						if (method.getName().equals("commit")) {
							this.afterCommit.run();
						}
						return result;
					}
					catch (InvocationTargetException ex) {
						throw ex.getTargetException();
					}
				});
	}

	/**
	 * Called with each statement before it is prepared.
	 */
	@FunctionalInterface
	interface StatementHook {

		void accept(String sql) throws SQLException;

	}

	/**
	 * Called around what a connection does.
	 */
	@FunctionalInterface
	interface ConnectionHook {

		void run() throws SQLException;

	}

}
