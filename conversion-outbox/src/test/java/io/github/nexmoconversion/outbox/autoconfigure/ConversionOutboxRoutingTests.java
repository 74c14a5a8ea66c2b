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

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

import javax.sql.DataSource;

import com.zaxxer.hikari.HikariDataSource;
import io.github.nexmoconversion.Conversion;
import io.github.nexmoconversion.ConversionChannel;
import io.github.nexmoconversion.autoconfigure.ConversionAutoConfiguration;
import io.github.nexmoconversion.autoconfigure.InvalidConversionConfigurationException;
import io.github.nexmoconversion.outbox.ConversionOutbox;
import io.github.nexmoconversion.outbox.OutboxMonitor;
import io.github.nexmoconversion.test.MockConversionApi;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.jdbc.datasource.LazyConnectionDataSourceProxy;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;
import org.springframework.jdbc.datasource.lookup.AbstractRoutingDataSource;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests of the outbox with {@link DataSource}s that route.
 */
class ConversionOutboxRoutingTests {

	private static final Duration LIMIT = Duration.ofMinutes(1);

	private final MockConversionApi api = MockConversionApi.start();

	private final ThreadLocal<@Nullable String> tenant = new ThreadLocal<>();

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(DataSourceTransactionManagerAutoConfiguration.class,
				ConversionAutoConfiguration.class, ConversionOutboxAutoConfiguration.class))
		.withPropertyValues("nexmo.conversion.api-key=mock-key", "nexmo.conversion.api-secret=mock-secret",
				"nexmo.conversion.base-url=" + this.api.getBaseUrl(), "nexmo.conversion.http.read-timeout=1m",
				"nexmo.conversion.outbox.jdbc.initialize-schema=always");

	@AfterEach
	void stopApi() {
		this.api.close();
	}

	@Test
	void tenantsShouldBeRefused() {
		assertThatTenantsAreRefused(tenants(newDataSource()));
	}

	@Test
	void tenantsWithoutDefaultShouldBeRefused() {
		assertThatTenantsAreRefused(tenants(null));
	}

	@Test
	void tenantsBehindOtherDataSourcesShouldBeRefused() {
		HikariDataSource pool = new HikariDataSource();
		pool.setDataSource(tenants(newDataSource()));
		assertThatTenantsAreRefused(
				new TransactionAwareDataSourceProxy(new LazyConnectionDataSourceProxy(tenants(newDataSource()))));
		assertThatTenantsAreRefused(pool);
		assertThatTenantsAreRefused(routing(() -> null, Map.of(), tenants(newDataSource())));
	}

	@Test
	void tenantsWithASchemaEachShouldBeRefused() {
		HikariDataSource first = newDataSource();
		HikariDataSource second = newDataSource();
		second.setJdbcUrl(first.getJdbcUrl() + ";INIT=create schema if not exists tenant\\;set schema tenant");
		assertThatTenantsAreRefused(routing(this.tenant::get, Map.of("second", second), first));
	}

	@Test
	void targetsThatAreNotKnownShouldBeRefused() {
		DataSource first = newDataSource();
		assertThatTenantsAreRefused(new AbstractRoutingDataSource() {

			@Override
			public void afterPropertiesSet() {
			}

			@Override
			protected DataSource determineTargetDataSource() {
				return first;
			}

			@Override
			protected Object determineCurrentLookupKey() {
				throw new IllegalStateException();
			}

		});
	}

	@Test
	void tenantsShouldStartIfAllowed() {
		assertThatDelivers(tenants(newDataSource()), "nexmo.conversion.outbox.jdbc.allow-routing-data-source=true");
	}

	@Test
	void replicaShouldBeReadFrom() {
		assertThatDelivers(replicas(newDataSource()));
	}

	@Test
	void severalReplicasShouldBeReadFrom() {
		assertThatDelivers(replicas(newDataSource(), newDataSource(), newDataSource()));
	}

	@Test
	void replicaThatIsDownShouldNotPreventAStart() {
		HikariDataSource down = newDataSource();
		down.close();
		assertThatDelivers(replicas(newDataSource(), down));
	}

	@Test
	void targetsThatAreOneDatabaseShouldDeliver() {
		HikariDataSource first = newDataSource();
		HikariDataSource second = newDataSource();
		second.setJdbcUrl(first.getJdbcUrl());
		assertThatDelivers(routing(this.tenant::get, Map.of("second", second), first));
	}

	private void assertThatTenantsAreRefused(DataSource dataSource) {
		this.contextRunner.withBean("orders", DataSource.class, () -> dataSource)
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOfSatisfying(InvalidConversionConfigurationException.class,
						(ex) -> assertThat(ex.getAction())
							.contains("nexmo.conversion.outbox.jdbc.allow-routing-data-source=true"))
				.hasMessage("The DataSource 'orders' routes to several databases, and the outbox delivers from one of"
						+ " them alone: what is enqueued in another one would stay there."));
	}

	private void assertThatDelivers(DataSource dataSource, String... properties) {
		this.contextRunner.withBean(DataSource.class, () -> dataSource)
			.withPropertyValues(properties)
			.run((context) -> {
				TransactionTemplate transaction = new TransactionTemplate(
						context.getBean(PlatformTransactionManager.class));
				for (boolean rollback : new boolean[] { true, false }) {
					transaction.executeWithoutResult((status) -> {
						context.getBean(ConversionOutbox.class)
							.enqueue(Conversion.delivered(ConversionChannel.SMS,
									rollback ? "rolled-back" : "committed"));
						if (rollback) {
							status.setRollbackOnly();
						}
					});
				}
				assertThat(this.api).within(LIMIT).hasAccepted("committed");
				await().atMost(LIMIT).until(() -> context.getBean(OutboxMonitor.class).getStatistics().backlog() == 0);
				assertThat(this.api).hasReceived(1);
			});
	}

	private DataSource tenants(@Nullable DataSource defaultTarget) {
		return routing(this.tenant::get, Map.of("first", newDataSource(), "second", newDataSource()), defaultTarget);
	}

	// As it is described everywhere: the connection is fetched when it is known whether
	// the transaction writes
	private static DataSource replicas(DataSource... replicas) {
		Map<Object, Object> targets = new HashMap<>();
		for (DataSource replica : replicas) {
			targets.put(targets.size(), replica);
		}
		AtomicInteger turn = new AtomicInteger();
		return new LazyConnectionDataSourceProxy(
				routing(() -> TransactionSynchronizationManager.isCurrentTransactionReadOnly()
						? turn.getAndIncrement() % replicas.length : null, targets, newDataSource()));
	}

	private static AbstractRoutingDataSource routing(Supplier<@Nullable Object> key, Map<Object, Object> targets,
			@Nullable DataSource defaultTarget) {
		AbstractRoutingDataSource dataSource = new AbstractRoutingDataSource() {

			@Override
			protected @Nullable Object determineCurrentLookupKey() {
				return key.get();
			}

		};
		dataSource.setTargetDataSources(targets);
		if (defaultTarget != null) {
			dataSource.setDefaultTargetDataSource(defaultTarget);
		}
		dataSource.afterPropertiesSet();
		return dataSource;
	}

	private static HikariDataSource newDataSource() {
		return ConversionOutboxDataSourceTests.newDataSource();
	}

}
