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
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;

import javax.sql.DataSource;

import io.github.nexmoconversion.autoconfigure.InvalidConversionConfigurationException;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.lookup.AbstractRoutingDataSource;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Refuses a {@link DataSource} that routes by anything but the transaction, such as the
 * tenant: the threads that deliver have no tenant, and would never see the rows of one.
 * Routing to read replicas is recognized by transactions that reach all targets.
 */
final class RoutingCheck {

	// Several replicas are often chosen in turn or at random
	private static final int ATTEMPTS_PER_TARGET = 20;

	private static final Log logger = LogFactory.getLog(RoutingCheck.class);

	private final DataSource dataSource;

	private final String dataSourceName;

	private final TransactionTemplate transaction;

	RoutingCheck(DataSource dataSource, String dataSourceName, PlatformTransactionManager transactionManager) {
		this.dataSource = dataSource;
		this.dataSourceName = dataSourceName;
		this.transaction = new TransactionTemplate(transactionManager);
		this.transaction.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
	}

	void run() {
		Set<String> unreached = addressesOfTargets();
		int attempts = ATTEMPTS_PER_TARGET * unreached.size();
		for (int attempt = 0; attempt < attempts && !unreached.isEmpty(); attempt++) {
			// The first one writes
			this.transaction.setReadOnly(attempt > 0);
			unreached.remove(this.transaction.execute((status) -> addressOf(this.dataSource)));
		}
		if (!unreached.isEmpty()) {
			throw refusal(this.dataSourceName);
		}
	}

	static boolean isRouting(DataSource dataSource) {
		try {
			return dataSource.isWrapperFor(AbstractRoutingDataSource.class);
		}
		catch (SQLException ex) {
			return false;
		}
	}

	static InvalidConversionConfigurationException refusal(String dataSourceName) {
		return new InvalidConversionConfigurationException(
				"The DataSource " + dataSourceName + " routes to several databases, and the outbox delivers from one of"
						+ " them alone: what is enqueued in another one would stay there.",
				"Build an outbox for each database with OutboxEngineBuilder. If conversions are only enqueued where the"
						+ " DataSource leads without a tenant, set"
						+ " nexmo.conversion.outbox.jdbc.allow-routing-data-source=true.");
	}

	private Set<String> addressesOfTargets() {
		Set<String> addresses = new HashSet<>();
		try {
			targets(this.dataSource).forEach((target) -> addAddress(addresses, target));
		}
		catch (IllegalStateException ex) {
			// It finds its targets itself
			throw refusal(this.dataSourceName);
		}
		return addresses;
	}

	private static Stream<DataSource> targets(DataSource dataSource) {
		if (!isRouting(dataSource)) {
			return Stream.empty();
		}
		AbstractRoutingDataSource routing = unwrap(dataSource);
		return Stream
			.concat(routing.getResolvedDataSources().values().stream(),
					Stream.ofNullable(routing.getResolvedDefaultDataSource()))
			.flatMap((target) -> isRouting(target) ? targets(target) : Stream.of(target));
	}

	private static AbstractRoutingDataSource unwrap(DataSource dataSource) {
		try {
			return dataSource.unwrap(AbstractRoutingDataSource.class);
		}
		catch (SQLException ex) {
			throw new IllegalStateException(ex);
		}
	}

	// A replica may be down, which is no reason not to start
	private static void addAddress(Set<String> addresses, DataSource target) {
		try {
			addresses.add(addressOf(target));
		}
		catch (DataAccessException ex) {
			logger.warn("A target of the routing DataSource of the outbox cannot be reached",
					ex.getMostSpecificCause());
		}
	}

	// The schema as well: tenants can share a database
	private static String addressOf(DataSource dataSource) {
		ConnectionCallback<String> callback = (Connection connection) -> connection.getMetaData().getURL() + " "
				+ connection.getCatalog() + " " + connection.getSchema();
		return String.valueOf(new JdbcTemplate(dataSource).execute(callback));
	}

}
