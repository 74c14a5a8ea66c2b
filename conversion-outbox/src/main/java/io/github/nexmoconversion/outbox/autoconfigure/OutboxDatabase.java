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

import java.util.Arrays;

import javax.sql.DataSource;

import io.github.nexmoconversion.autoconfigure.InvalidConversionConfigurationException;
import io.github.nexmoconversion.outbox.autoconfigure.ConversionOutboxProperties.Jdbc;
import io.github.nexmoconversion.outbox.jdbc.UnsuitableTransactionManagerException;

import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.jdbc.CannotGetJdbcConnectionException;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.util.ClassUtils;

/**
 * The {@link DataSource} and the transaction manager of the outbox. Refuses those with
 * which it cannot keep its promises.
 */
class OutboxDatabase {

	private static final String CONNECTION_FACTORY = "io.r2dbc.spi.ConnectionFactory";

	private final SharedBean<DataSource> dataSource;

	private final SharedBean<PlatformTransactionManager> transactionManager;

	private final Jdbc properties;

	private final ConfigurableListableBeanFactory beanFactory;

	OutboxDatabase(SharedBean<DataSource> dataSource, SharedBean<PlatformTransactionManager> transactionManager,
			Jdbc properties, ConfigurableListableBeanFactory beanFactory) {
		this.dataSource = dataSource;
		this.transactionManager = transactionManager;
		this.properties = properties;
		this.beanFactory = beanFactory;
	}

	/**
	 * Return the {@link DataSource}. It needs no transaction manager, which can depend on
	 * the tables.
	 * @return the {@link DataSource}
	 */
	DataSource getDataSource() {
		DataSource found = this.dataSource.find();
		if (found == null) {
			throw withoutDataSource();
		}
		try {
			UntestedDatabaseCheck.run(found, this.properties.isAllowUntestedDatabase());
		}
		catch (CannotGetJdbcConnectionException ex) {
			// Without a tenant it leads nowhere
			boolean unrouted = RoutingCheck.isRouting(found)
					&& ex.getMostSpecificCause() instanceof IllegalStateException;
			throw unrouted ? RoutingCheck.refusal(nameOf(found)) : ex;
		}
		return found;
	}

	/**
	 * Return the transaction manager.
	 * @return the transaction manager
	 */
	PlatformTransactionManager getTransactionManager() {
		DataSource managed = getDataSource();
		PlatformTransactionManager found = this.transactionManager.find();
		if (found == null) {
			throw new InvalidConversionConfigurationException(
					"The outbox needs the transaction manager of the DataSource " + nameOf(managed)
							+ ", and the application has none.",
					"Declare a JdbcTransactionManager for this DataSource as a bean, or set"
							+ " nexmo.conversion.outbox.enabled=false.");
		}
		if (!this.properties.isAllowRoutingDataSource()) {
			new RoutingCheck(managed, nameOf(managed), found).run();
		}
		return found;
	}

	/**
	 * Explain to the application that its transaction manager does not suit.
	 * @param managed the {@link DataSource}
	 * @param manager the transaction manager
	 * @param failure what the builder of the outbox found
	 * @return the explanation
	 */
	InvalidConversionConfigurationException unsuitable(DataSource managed, PlatformTransactionManager manager,
			UnsuitableTransactionManagerException failure) {
		return new InvalidConversionConfigurationException("The outbox cannot use the transaction manager "
				+ nameOf(manager) + " with the DataSource " + nameOf(managed) + ". " + failure.getMessage(),
				SharedBean.ACTION);
	}

	private InvalidConversionConfigurationException withoutDataSource() {
		if (hasConnectionFactory()) {
			return new InvalidConversionConfigurationException(
					"The outbox needs a DataSource, and Spring Boot does not configure one in an application with an"
							+ " R2DBC ConnectionFactory.",
					"Declare a DataSource and its JdbcTransactionManager as beans. If the application does not use R2DBC,"
							+ " remove it, or set spring.autoconfigure.exclude="
							+ "org.springframework.boot.r2dbc.autoconfigure.R2dbcAutoConfiguration.");
		}
		return new InvalidConversionConfigurationException(
				"The outbox needs a DataSource and its transaction manager, and the application does not have both.",
				"Add spring-boot-starter-jdbc and the driver of your database and set spring.datasource.url, or"
						+ " set nexmo.conversion.outbox.enabled=false.");
	}

	private boolean hasConnectionFactory() {
		ClassLoader classLoader = this.beanFactory.getBeanClassLoader();
		return ClassUtils.isPresent(CONNECTION_FACTORY, classLoader) && this.beanFactory
			.getBeanNamesForType(ClassUtils.resolveClassName(CONNECTION_FACTORY, classLoader), true, false).length > 0;
	}

	private String nameOf(Object bean) {
		return Arrays.stream(this.beanFactory.getSingletonNames())
			.filter((name) -> this.beanFactory.getSingleton(name) == bean)
			.findFirst()
			.map((name) -> "'" + name + "'")
			.orElseGet(() -> bean.getClass().getName());
	}

}
