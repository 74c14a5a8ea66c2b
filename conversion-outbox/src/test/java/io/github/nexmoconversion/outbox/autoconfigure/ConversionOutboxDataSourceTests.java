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
import java.util.UUID;

import javax.sql.DataSource;

import com.zaxxer.hikari.HikariDataSource;
import io.github.nexmoconversion.Conversion;
import io.github.nexmoconversion.ConversionChannel;
import io.github.nexmoconversion.autoconfigure.ConversionAutoConfiguration;
import io.github.nexmoconversion.autoconfigure.InvalidConversionConfigurationException;
import io.github.nexmoconversion.outbox.ConversionOutbox;
import io.github.nexmoconversion.outbox.DeadConversions;
import io.github.nexmoconversion.outbox.OutboxMonitor;
import io.github.nexmoconversion.test.MockConversionApi;
import io.r2dbc.spi.ConnectionFactories;
import io.r2dbc.spi.ConnectionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.SpringBootVersion;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.hibernate.autoconfigure.HibernateJpaAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.persistence.autoconfigure.EntityScan;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.LazyConnectionDataSourceProxy;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.AbstractPlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

/**
 * Tests that the outbox joins the transactions of the {@link DataSource} in which its
 * tables are, or that the application does not start.
 */
class ConversionOutboxDataSourceTests {

	private static final Duration LIMIT = Duration.ofMinutes(1);

	private static final String ACTION = "Annotate the DataSource of the outbox with @ConversionOutboxDataSource and its"
			+ " transaction manager with @ConversionOutboxTransactionManager.";

	private final MockConversionApi api = MockConversionApi.start();

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(DataSourceAutoConfiguration.class,
				DataSourceTransactionManagerAutoConfiguration.class, ConversionAutoConfiguration.class,
				ConversionOutboxAutoConfiguration.class))
		.withPropertyValues("nexmo.conversion.api-key=mock-key", "nexmo.conversion.api-secret=mock-secret",
				"nexmo.conversion.base-url=" + this.api.getBaseUrl(), "nexmo.conversion.http.read-timeout=1m",
				"nexmo.conversion.outbox.jdbc.initialize-schema=always");

	@AfterEach
	void stopApi() {
		this.api.close();
	}

	@Test
	void transactionManagerOfAnotherDataSourceShouldBeRefused() {
		this.contextRunner.withUserConfiguration(TwoDataSources.class)
			.run((context) -> assertThatFails(context.getStartupFailure(),
					"The outbox cannot use the transaction manager 'second' with the DataSource 'orders'. The"
							+ " JdbcTransactionManager does not manage transactions of this DataSource, so the outbox"
							+ " cannot join them. It must have been created with this DataSource.",
					ACTION));
	}

	@Test
	void transactionManagerOfABeanThatWrapsTheDataSourceShouldBeRefused() {
		this.contextRunner
			.withBean("dataSource", DataSource.class, () -> new LazyConnectionDataSourceProxy(newDataSource()))
			.withBean("transactionManager", PlatformTransactionManager.class,
					() -> new JdbcTransactionManager(newDataSource()))
			.run((context) -> assertThatFails(context.getStartupFailure(),
					"The outbox cannot use the transaction manager 'transactionManager' with the DataSource"
							+ " 'dataSource'. The JdbcTransactionManager does not manage transactions of this"
							+ " DataSource, so the outbox cannot join them. It must have been created with this"
							+ " DataSource.",
					ACTION));
	}

	@Test
	void transactionManagerWithoutSynchronizationShouldBeRefused() {
		DataSource dataSource = newDataSource();
		JdbcTransactionManager transactionManager = new JdbcTransactionManager(dataSource);
		transactionManager.setTransactionSynchronization(AbstractPlatformTransactionManager.SYNCHRONIZATION_NEVER);
		this.contextRunner.withBean(DataSource.class, () -> dataSource)
			.withBean("orders", PlatformTransactionManager.class, () -> transactionManager)
			.run((context) -> assertThatFails(context.getStartupFailure(),
					"The outbox cannot use the transaction manager 'orders' with the DataSource 'dataSource'. The"
							+ " JdbcTransactionManager does not synchronize transactions (SYNCHRONIZATION_NEVER), so"
							+ " the outbox cannot tell when they are committed.",
					ACTION));
	}

	@Test
	void dataSourceWithoutTransactionManagerShouldBeRefused() {
		new ApplicationContextRunner()
			.withConfiguration(
					AutoConfigurations.of(ConversionAutoConfiguration.class, ConversionOutboxAutoConfiguration.class))
			.withPropertyValues("nexmo.conversion.dry-run=true")
			.withBean("orders", DataSource.class, ConversionOutboxDataSourceTests::newDataSource)
			.run((context) -> assertThatFails(context.getStartupFailure(),
					"The outbox needs the transaction manager of the DataSource 'orders', and the application has none.",
					"Declare a JdbcTransactionManager for this DataSource as a bean, or set"
							+ " nexmo.conversion.outbox.enabled=false."));
	}

	@Test
	void severalDataSourcesShouldBeRefusedWithTheQualifiers() {
		this.contextRunner.withBean("orders", DataSource.class, ConversionOutboxDataSourceTests::newDataSource)
			.withBean("reports", DataSource.class, ConversionOutboxDataSourceTests::newDataSource)
			.run((context) -> assertThatFails(context.getStartupFailure(),
					"The outbox needs one DataSource, and the application has several, of which none takes precedence:"
							+ " orders, reports.",
					ACTION));
	}

	@Test
	void severalTransactionManagersShouldBeRefusedWithTheQualifiers() {
		DataSource orders = newDataSource();
		this.contextRunner.withBean(DataSource.class, () -> orders)
			.withBean("first", PlatformTransactionManager.class, () -> new JdbcTransactionManager(orders))
			.withBean("second", PlatformTransactionManager.class, () -> new JdbcTransactionManager(newDataSource()))
			.run((context) -> assertThatFails(context.getStartupFailure(),
					"The outbox needs one PlatformTransactionManager, and the application has several, of which none"
							+ " takes precedence: first, second.",
					ACTION));
	}

	@Test
	void annotatedDataSourceAndTransactionManagerShouldBeUsed() {
		this.contextRunner.withUserConfiguration(AnnotatedDataSource.class).run((context) -> {
			assertThatTransactionIsJoined(context, context.getBean("reportsTransactions"));
			JdbcTemplate reports = new JdbcTemplate((DataSource) context.getBean("reports"));
			assertThat(reports.queryForList("select * from nexmo_conversion_dead")).isEmpty();
			assertThat(new JdbcTemplate((DataSource) context.getBean("orders"))
				.queryForList("select * from information_schema.tables where table_name = 'NEXMO_CONVERSION_DEAD'"))
				.isEmpty();
		});
	}

	@Test
	void annotatedDataSourceThatIsNoDefaultCandidateShouldBeUsed() {
		this.contextRunner.withUserConfiguration(AnnotatedDataSourceThatIsNoDefaultCandidate.class)
			.withPropertyValues("spring.datasource.url=jdbc:h2:mem:" + UUID.randomUUID())
			.run((context) -> assertThatTransactionIsJoined(context, context.getBean("reportsTransactions")));
	}

	@Test
	void dataSourceThatIsAwareOfTransactionsShouldBeJoined() {
		DataSource target = newDataSource();
		this.contextRunner.withBean(DataSource.class, () -> new TransactionAwareDataSourceProxy(target))
			.run((context) -> {
				assertThatTransactionIsJoined(context, context.getBean(PlatformTransactionManager.class));
				new JdbcTemplate(target).execute("alter table nexmo_conversion_outbox rename to elsewhere");
				new TransactionTemplate(context.getBean(PlatformTransactionManager.class))
					.executeWithoutResult((status) -> {
						enqueue(context, "neither stored nor committed");
						status.setRollbackOnly();
					});
				enqueue(context, "not stored");
				assertThat(this.api).within(LIMIT).hasAccepted("not stored");
				assertThat(this.api).hasReceived(2);
			});
	}

	@Test
	void lazyConnectionsShouldBeJoined() {
		LazyConnectionDataSourceProxy dataSource = new LazyConnectionDataSourceProxy(newDataSource());
		this.contextRunner.withBean(DataSource.class, () -> dataSource)
			.run((context) -> assertThatTransactionIsJoined(context,
					context.getBean(PlatformTransactionManager.class)));
	}

	@Test
	void lazyConnectionsWithAReadOnlyDataSourceShouldBeJoined() {
		LazyConnectionDataSourceProxy dataSource = new LazyConnectionDataSourceProxy(newDataSource());
		dataSource.setReadOnlyDataSource(newDataSource());
		this.contextRunner.withBean(DataSource.class, () -> dataSource)
			.run((context) -> assertThatTransactionIsJoined(context,
					context.getBean(PlatformTransactionManager.class)));
	}

	@Test
	void lazyConnectionsOfSpringBootShouldBeJoined() {
		assumeFalse(SpringBootVersion.getVersion().startsWith("4.0."), "needs a property of Spring Boot 4.1");
		this.contextRunner
			.withPropertyValues("spring.datasource.url=jdbc:h2:mem:" + UUID.randomUUID(),
					"spring.datasource.connection-fetch=lazy")
			.run((context) -> {
				assertThat(context.getBean(DataSource.class)).isInstanceOf(LazyConnectionDataSourceProxy.class);
				assertThatTransactionIsJoined(context, context.getBean(PlatformTransactionManager.class));
			});
	}

	@Test
	void transactionsOfJpaShouldBeJoined() {
		this.contextRunner.withConfiguration(AutoConfigurations.of(HibernateJpaAutoConfiguration.class))
			.withUserConfiguration(Entities.class)
			.withPropertyValues("spring.datasource.url=jdbc:h2:mem:" + UUID.randomUUID())
			.run((context) -> assertThatTransactionIsJoined(context,
					context.getBean(PlatformTransactionManager.class)));
	}

	@Test
	void transactionsOfJtaShouldBeJoined() {
		EnlistingDataSource dataSource = new EnlistingDataSource();
		this.contextRunner.withBean(DataSource.class, () -> dataSource)
			.withBean(PlatformTransactionManager.class, dataSource::createTransactionManager)
			.run((context) -> assertThatTransactionIsJoined(context,
					context.getBean(PlatformTransactionManager.class)));
	}

	@Test
	void transactionsOfASecondTransactionManagerShouldBeFollowed() {
		DataSource dataSource = newDataSource();
		JdbcTransactionManager second = new JdbcTransactionManager(dataSource);
		this.contextRunner.withBean(DataSource.class, () -> dataSource)
			.withBean("first", JdbcTransactionManager.class, () -> new JdbcTransactionManager(dataSource),
					(definition) -> definition.setPrimary(true))
			.withBean("second", JdbcTransactionManager.class, () -> second)
			.run((context) -> {
				TransactionTemplate other = new TransactionTemplate(new JdbcTransactionManager(newDataSource()));
				new TransactionTemplate(second).executeWithoutResult((status) -> other.executeWithoutResult((inner) -> {
					enqueue(context, "in a transaction of another database that is rolled back");
					inner.setRollbackOnly();
				}));
				assertThat(this.api).within(LIMIT)
					.hasAccepted("in a transaction of another database that is rolled back");
				assertThatTransactionIsJoined(context, second, 2);
			});
	}

	@Test
	void transactionManagerThatOutlivesTheOutboxShouldNotBeFollowedAnyLonger() {
		DataSource dataSource = newDataSource();
		JdbcTransactionManager own = new JdbcTransactionManager(dataSource);
		JdbcTransactionManager second = new JdbcTransactionManager(dataSource);
		this.contextRunner.withBean(DataSource.class, () -> dataSource)
			.withBean("first", JdbcTransactionManager.class, () -> own, (definition) -> definition.setPrimary(true))
			.withBean("second", JdbcTransactionManager.class, () -> second)
			.run((context) -> {
				assertThat(own.getTransactionExecutionListeners()).hasSize(1);
				assertThat(second.getTransactionExecutionListeners()).hasSize(1);
			});
		assertThat(own.getTransactionExecutionListeners()).isEmpty();
		assertThat(second.getTransactionExecutionListeners()).isEmpty();
	}

	@Test
	void connectionFactoryInPlaceOfADataSourceShouldBeRefused() {
		this.contextRunner.withBean(ConnectionFactory.class, () -> ConnectionFactories.get("r2dbc:h2:mem:///orders"))
			.withPropertyValues("spring.datasource.url=jdbc:h2:mem:" + UUID.randomUUID())
			.run((context) -> assertThatFails(context.getStartupFailure(),
					"The outbox needs a DataSource, and Spring Boot does not configure one in an application with an"
							+ " R2DBC ConnectionFactory.",
					"Declare a DataSource and its JdbcTransactionManager as beans. If the application does not use"
							+ " R2DBC, remove it, or set spring.autoconfigure.exclude="
							+ "org.springframework.boot.r2dbc.autoconfigure.R2dbcAutoConfiguration."));
	}

	@Test
	void dataSourceBesideAConnectionFactoryShouldBeJoined() {
		DataSource dataSource = newDataSource();
		this.contextRunner.withBean(ConnectionFactory.class, () -> ConnectionFactories.get("r2dbc:h2:mem:///orders"))
			.withBean(DataSource.class, () -> dataSource)
			.withBean(JdbcTransactionManager.class, () -> new JdbcTransactionManager(dataSource))
			.run((context) -> assertThatTransactionIsJoined(context,
					context.getBean(PlatformTransactionManager.class)));
	}

	private void assertThatTransactionIsJoined(ApplicationContext context, Object transactionManager) {
		assertThatTransactionIsJoined(context, transactionManager, 1);
	}

	private void assertThatTransactionIsJoined(ApplicationContext context, Object transactionManager, int received) {
		for (boolean rollback : new boolean[] { true, false }) {
			new TransactionTemplate((PlatformTransactionManager) transactionManager).executeWithoutResult((status) -> {
				enqueue(context, rollback ? "rolled-back" : "committed");
				if (rollback) {
					status.setRollbackOnly();
				}
			});
		}
		assertThat(this.api).within(LIMIT).hasAccepted("committed");
		await().atMost(LIMIT).until(() -> context.getBean(OutboxMonitor.class).getStatistics().backlog() == 0);
		assertThat(context.getBean(DeadConversions.class).count()).isZero();
		assertThat(this.api).hasReceived(received);
	}

	private static void enqueue(ApplicationContext context, String messageId) {
		context.getBean(ConversionOutbox.class).enqueue(Conversion.delivered(ConversionChannel.SMS, messageId));
	}

	private static void assertThatFails(Throwable failure, String description, String action) {
		assertThat(failure).rootCause()
			.isInstanceOfSatisfying(InvalidConversionConfigurationException.class,
					(ex) -> assertThat(ex.getAction()).isEqualTo(action))
			.hasMessage(description);
	}

	static HikariDataSource newDataSource() {
		HikariDataSource dataSource = new HikariDataSource();
		dataSource.setJdbcUrl("jdbc:h2:mem:" + UUID.randomUUID());
		dataSource.setUsername("sa");
		return dataSource;
	}

	@Configuration(proxyBeanMethods = false)
	static class TwoDataSources {

		@Bean
		@Primary
		DataSource orders() {
			return newDataSource();
		}

		@Bean
		DataSource reports() {
			return newDataSource();
		}

		@Bean
		PlatformTransactionManager second(@Qualifier("reports") DataSource reports) {
			return new JdbcTransactionManager(reports);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class AnnotatedDataSource {

		@Bean
		DataSource orders() {
			return newDataSource();
		}

		@Bean
		@ConversionOutboxDataSource
		DataSource reports() {
			return newDataSource();
		}

		@Bean
		PlatformTransactionManager ordersTransactions(DataSource orders) {
			return new JdbcTransactionManager(orders);
		}

		@Bean
		@ConversionOutboxTransactionManager
		PlatformTransactionManager reportsTransactions(@ConversionOutboxDataSource DataSource reports) {
			return new JdbcTransactionManager(reports);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class AnnotatedDataSourceThatIsNoDefaultCandidate {

		@Bean(defaultCandidate = false)
		@ConversionOutboxDataSource
		DataSource reports() {
			return newDataSource();
		}

		@Bean(defaultCandidate = false)
		@ConversionOutboxTransactionManager
		PlatformTransactionManager reportsTransactions(@ConversionOutboxDataSource DataSource reports) {
			return new JdbcTransactionManager(reports);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EntityScan("io.github.nexmoconversion.outbox.jdbc")
	static class Entities {

	}

}
