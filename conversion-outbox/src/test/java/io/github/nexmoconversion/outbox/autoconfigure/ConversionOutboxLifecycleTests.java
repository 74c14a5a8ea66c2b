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
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import com.zaxxer.hikari.HikariDataSource;
import io.github.nexmoconversion.Conversion;
import io.github.nexmoconversion.ConversionChannel;
import io.github.nexmoconversion.autoconfigure.ConversionAutoConfiguration;
import io.github.nexmoconversion.outbox.ConversionOutbox;
import io.github.nexmoconversion.outbox.jdbc.OutboxEngine;
import io.github.nexmoconversion.outbox.jdbc.OutboxThreads;
import io.github.nexmoconversion.test.MockConversionApi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.http.client.autoconfigure.HttpClientAutoConfiguration;
import org.springframework.boot.http.client.autoconfigure.reactive.ReactiveHttpClientAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.webclient.autoconfigure.WebClientAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for the life of the outbox in application contexts.
 */
class ConversionOutboxLifecycleTests {

	private static final Duration LIMIT = Duration.ofMinutes(1);

	private final MockConversionApi api = MockConversionApi.start();

	private final OutboxThreads threads = new OutboxThreads();

	@AfterEach
	void stopApi() {
		this.api.close();
	}

	@Test
	void parentAndChildrenShouldShareOneOutbox() {
		ConfigurableApplicationContext child = builder(Application.class).child(Child.class)
			.web(WebApplicationType.NONE)
			.run(arguments());
		ConfigurableApplicationContext parent = (ConfigurableApplicationContext) child.getParent();
		assertThat(child.getBean(OutboxEngine.class)).isSameAs(parent.getBean(OutboxEngine.class));
		assertThat(List.of(child.getBeanDefinitionNames())).doesNotContain("conversionOutboxEngine",
				"conversionOutboxLifecycle", "conversionOutboxInitializer", "conversionOutbox",
				"conversionOutboxMonitor", "conversionOutboxEndpoint", "conversionOutboxMetrics",
				"conversionOutboxDeliveryMetrics");
		assertThat(List.of(parent.getBeanDefinitionNames())).contains("conversionOutboxLifecycle",
				"conversionOutboxEndpoint", "conversionOutboxMetrics");
		enqueue(child, "of the child");
		assertThat(this.api).within(LIMIT).hasAccepted("of the child");
		child.close();
		enqueue(parent, "of the parent");
		assertThat(this.api).within(LIMIT).hasAccepted("of the parent");
		parent.close();
		assertThat(this.api).hasReceived(2);
		awaitNoThreads();
	}

	@Test
	void childrenOfAParentWithoutAnOutboxShouldHaveTheirOwn() {
		ConfigurableApplicationContext one = builder(Empty.class).child(Application.class)
			.web(WebApplicationType.NONE)
			.run(arguments());
		enqueue(one, "id");
		assertThat(this.api).within(LIMIT).hasAccepted("id");
		one.close();
		((ConfigurableApplicationContext) one.getParent()).close();
		awaitNoThreads();
	}

	@Test
	void shouldStartAndStopAnyNumberOfTimes() {
		ConfigurableApplicationContext context = builder(Application.class).run(arguments());
		ConversionOutboxLifecycle lifecycle = context.getBean(ConversionOutboxLifecycle.class);
		context.start();
		lifecycle.start();
		context.getBean(OutboxEngine.class).start();
		enqueue(context, "first");
		assertThat(this.api).within(LIMIT).hasAccepted("first");
		context.stop();
		lifecycle.stop();
		context.getBean(OutboxEngine.class).stop();
		awaitNoThreads();
		enqueue(context, "second");
		context.start();
		assertThat(this.api).within(LIMIT).hasAccepted("second");
		context.close();
		lifecycle.stop();
		awaitNoThreads();
	}

	@Test
	void databaseThatIsAwayShouldNotHoldUpTheShutdown() throws Exception {
		ConfigurableApplicationContext context = builder(Application.class).run(arguments());
		context.getBean(HikariDataSource.class).close();
		CountDownLatch stopped = new CountDownLatch(1);
		ConversionOutboxLifecycle lifecycle = context.getBean(ConversionOutboxLifecycle.class);
		lifecycle.stop(stopped::countDown);
		assertThat(stopped.await(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
		assertThat(lifecycle.isRunning()).isFalse();
		context.close();
		awaitNoThreads();
	}

	@Test
	void lazyInitializationShouldNotKeepTheOutboxFromDelivering() {
		String[] arguments = arguments();
		String database = "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1";
		ConfigurableApplicationContext before = builder(Application.class)
			.properties("spring.datasource.url=" + database)
			.run(arguments);
		before.getBean(OutboxEngine.class).stop();
		enqueue(before, "left behind");
		before.close();
		// Nobody asks for a bean of the outbox
		try (ConfigurableApplicationContext lazy = builder(Application.class).lazyInitialization(true)
			.properties("spring.datasource.url=" + database)
			.run(arguments)) {
			assertThat(lazy.getBeanFactory().getBeanDefinition("conversionOutbox").isLazyInit()).isTrue();
			assertThat(this.api).within(LIMIT).hasAccepted("left behind");
		}
		awaitNoThreads();
	}

	private void awaitNoThreads() {
		await().atMost(LIMIT).untilAsserted(() -> assertThat(this.threads.get()).isEmpty());
	}

	private static void enqueue(ConfigurableApplicationContext context, String messageId) {
		context.getBean(ConversionOutbox.class).enqueue(Conversion.delivered(ConversionChannel.SMS, messageId));
	}

	private static SpringApplicationBuilder builder(Class<?> source) {
		return new SpringApplicationBuilder(source).web(WebApplicationType.NONE)
			.properties("spring.datasource.url=jdbc:h2:mem:" + UUID.randomUUID());
	}

	private String[] arguments() {
		return new String[] { "--nexmo.conversion.api-key=mock-key", "--nexmo.conversion.api-secret=mock-secret",
				"--nexmo.conversion.base-url=" + this.api.getBaseUrl(), "--nexmo.conversion.http.read-timeout=1m",
				"--management.endpoints.web.exposure.include=*" };
	}

	@Configuration(proxyBeanMethods = false)
	static class Empty {

	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ HttpClientAutoConfiguration.class, ReactiveHttpClientAutoConfiguration.class,
			WebClientAutoConfiguration.class, DataSourceAutoConfiguration.class,
			DataSourceTransactionManagerAutoConfiguration.class, ConversionAutoConfiguration.class,
			ConversionOutboxAutoConfiguration.class, ConversionOutboxActuatorAutoConfiguration.class })
	static class Application {

	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ HttpClientAutoConfiguration.class, ReactiveHttpClientAutoConfiguration.class,
			WebClientAutoConfiguration.class, DataSourceAutoConfiguration.class,
			DataSourceTransactionManagerAutoConfiguration.class, ConversionAutoConfiguration.class,
			ConversionOutboxAutoConfiguration.class, ConversionOutboxActuatorAutoConfiguration.class })
	static class Child {

	}

}
