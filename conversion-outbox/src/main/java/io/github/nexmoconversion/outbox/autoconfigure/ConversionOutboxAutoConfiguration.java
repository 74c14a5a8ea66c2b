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

import io.github.nexmoconversion.ConversionOperations;
import io.github.nexmoconversion.account.ConversionAccounts;
import io.github.nexmoconversion.autoconfigure.ConversionAutoConfiguration;
import io.github.nexmoconversion.autoconfigure.ConversionProperties;
import io.github.nexmoconversion.client.AsyncConversionSubmitter;
import io.github.nexmoconversion.client.ReactiveConversionOperations;
import io.github.nexmoconversion.outbox.ConversionOutbox;
import io.github.nexmoconversion.outbox.DeadConversions;
import io.github.nexmoconversion.outbox.OutboxListener;
import io.github.nexmoconversion.outbox.OutboxMonitor;
import io.github.nexmoconversion.outbox.PendingConversions;
import io.github.nexmoconversion.outbox.autoconfigure.ConversionOutboxProperties.Retry;
import io.github.nexmoconversion.outbox.jdbc.DeliveryPolicy;
import io.github.nexmoconversion.outbox.jdbc.OutboxEngine;
import io.github.nexmoconversion.outbox.jdbc.OutboxEngineBuilder;
import io.github.nexmoconversion.outbox.jdbc.UnsuitableTransactionManagerException;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.SearchStrategy;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.boot.thread.Threading;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ImportRuntimeHints;
import org.springframework.core.env.Environment;
import org.springframework.core.task.VirtualThreadTaskExecutor;
import org.springframework.transaction.PlatformTransactionManager;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for the outbox.
 *
 * @since 0.1.0
 */
@AutoConfiguration(
		after = { ConversionAutoConfiguration.class, DataSourceAutoConfiguration.class,
				DataSourceTransactionManagerAutoConfiguration.class },
		afterName = "org.springframework.boot.hibernate.autoconfigure.HibernateJpaAutoConfiguration")
@ConditionalOnBean({ ReactiveConversionOperations.class, AsyncConversionSubmitter.class })
@ConditionalOnBooleanProperty(name = "nexmo.conversion.outbox.enabled", matchIfMissing = true)
@EnableConfigurationProperties({ ConversionProperties.class, ConversionOutboxProperties.class })
@ImportRuntimeHints(ConversionOutboxRuntimeHints.class)
public final class ConversionOutboxAutoConfiguration {

	@Bean
	OutboxDatabase conversionOutboxDatabase(@ConversionOutboxDataSource ObjectProvider<DataSource> annotatedDataSource,
			ObjectProvider<DataSource> dataSource,
			@ConversionOutboxTransactionManager ObjectProvider<PlatformTransactionManager> annotatedTransactionManager,
			ObjectProvider<PlatformTransactionManager> transactionManager, ConversionOutboxProperties properties,
			ConfigurableListableBeanFactory beanFactory) {
		return new OutboxDatabase(new SharedBean<>("DataSource", annotatedDataSource, dataSource),
				new SharedBean<>("PlatformTransactionManager", annotatedTransactionManager, transactionManager),
				properties.getJdbc(), beanFactory);
	}

	@Bean
	@ConditionalOnMissingBean(name = "conversionOutboxInitializer")
	ConversionOutboxSchemaInitializer conversionOutboxInitializer(OutboxDatabase database,
			ConversionOutboxProperties properties) {
		return new ConversionOutboxSchemaInitializer(database.getDataSource(), properties.getJdbc());
	}

	@Bean
	@ConditionalOnMissingBean
	@DependsOnDatabaseInitialization
	OutboxEngine conversionOutboxEngine(OutboxDatabase database, ObjectProvider<ConversionOperations> operations,
			ConversionProperties conversionProperties, ConversionOutboxProperties properties,
			ObjectProvider<ConversionAccounts> accounts, ObjectProvider<OutboxListener> listeners,
			Environment environment) {
		DataSource dataSource = database.getDataSource();
		H2FileWarning.logIfNeeded(dataSource);
		PlatformTransactionManager transactionManager = database.getTransactionManager();
		OutboxEngineBuilder builder = new OutboxEngineBuilder(dataSource, transactionManager,
				DeliveryOperations.from(operations));
		if (Threading.VIRTUAL.isActive(environment)) {
			builder.threadFactory(new VirtualThreadTaskExecutor("conversion-outbox-").getVirtualThreadFactory());
		}
		builder.deliveryPolicy(policy(properties))
			.timeToLive(properties.getPending().getTimeToLive())
			.concurrency(properties.getConcurrency())
			.pollInterval(properties.getPollInterval())
			.dryRun(conversionProperties.isDryRun())
			.listeners(listeners.orderedStream().toList());
		accounts.ifAvailable(builder::accounts);
		try {
			return builder.build();
		}
		catch (UnsuitableTransactionManagerException ex) {
			throw database.unsuitable(dataSource, transactionManager, ex);
		}
	}

	@Bean
	ConversionOutboxTransactionManagers conversionOutboxTransactionManagers(ObjectProvider<OutboxEngine> engines,
			ConfigurableListableBeanFactory beanFactory) {
		return new ConversionOutboxTransactionManagers(engines, beanFactory);
	}

	// The engine of a parent context is started and stopped there
	@Bean
	@ConditionalOnBean(value = OutboxEngine.class, search = SearchStrategy.CURRENT)
	ConversionOutboxLifecycle conversionOutboxLifecycle(OutboxEngine engine) {
		return new ConversionOutboxLifecycle(engine);
	}

	@Bean
	@ConditionalOnMissingBean
	ConversionOutbox conversionOutbox(OutboxEngine engine) {
		return engine.getOutbox();
	}

	@Bean
	@ConditionalOnMissingBean
	PendingConversions pendingConversions(OutboxEngine engine) {
		return engine.getPendingConversions();
	}

	@Bean
	@ConditionalOnMissingBean
	DeadConversions deadConversions(OutboxEngine engine) {
		return engine.getDeadConversions();
	}

	@Bean
	@ConditionalOnMissingBean
	OutboxMonitor conversionOutboxMonitor(OutboxEngine engine) {
		return engine.getMonitor();
	}

	private static DeliveryPolicy policy(ConversionOutboxProperties properties) {
		Retry retry = properties.getRetry();
		return new DeliveryPolicy(retry.getDelay(), retry.getMultiplier(), retry.getMaxDelay(), properties.getMaxAge(),
				properties.getProbeInterval());
	}

}
