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

package io.github.nexmoconversion.docs.outbox;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;

import javax.sql.DataSource;

import io.github.nexmoconversion.Conversion;
import io.github.nexmoconversion.ConversionChannel;
import io.github.nexmoconversion.account.ConversionAccount;
import io.github.nexmoconversion.account.ConversionCredentials.ApiSecret;
import io.github.nexmoconversion.autoconfigure.ConversionAutoConfiguration;
import io.github.nexmoconversion.docs.Page;
import io.github.nexmoconversion.outbox.ConversionOutbox;
import io.github.nexmoconversion.outbox.autoconfigure.ConversionOutboxAutoConfiguration;
import io.github.nexmoconversion.outbox.jdbc.OutboxEngine;
import io.github.nexmoconversion.test.MockAnswer;
import io.github.nexmoconversion.test.MockConversionApi;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.http.client.autoconfigure.HttpClientAutoConfiguration;
import org.springframework.boot.http.client.autoconfigure.reactive.ReactiveHttpClientAutoConfiguration;
import org.springframework.boot.jdbc.DataSourceBuilder;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.transaction.autoconfigure.TransactionAutoConfiguration;
import org.springframework.boot.webclient.autoconfigure.WebClientAutoConfiguration;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.datasource.init.DatabasePopulatorUtils;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests that the page about the outbox says what is so.
 */
class OutboxPageTests {

	private static final Duration LIMIT = Duration.ofMinutes(1);

	@Test
	void exampleShouldBeCompiledCode() {
		assertThat(Page.of("outbox.md").blocks("java")).contains(Page.codeWithoutImports(LoginService.class),
				Page.codeWithoutImports(DeadConversionAlert.class),
				Page.codeWithoutImports(LoginDatabaseConfiguration.class),
				Page.codeWithoutImports(RegionalOutboxes.class));
	}

	@Test
	void exampleShouldReport() {
		ConversionAccount marketing = new ConversionAccount("marketing", new ApiSecret("other", "other"));
		try (MockConversionApi api = MockConversionApi.start(MockConversionApi.DEFAULT_ACCOUNT, marketing)) {
			contextRunner(api)
				.withPropertyValues("nexmo.conversion.account.marketing.api-key=other",
						"nexmo.conversion.account.marketing.api-secret=other")
				.withUserConfiguration(LoginService.class)
				.run((context) -> {
					LoginService logins = context.getBean(LoginService.class);
					logins.codeSent("code");
					logins.codeEntered("code");
					logins.linkFollowed("link");
					assertThat(api).within(LIMIT).hasAccepted("code").delivered().forAccount("default");
					assertThat(api).within(LIMIT).hasAccepted("link").delivered().forAccount("marketing");
				});
		}
	}

	@Test
	void listenerShouldAlertOfADeadConversion() {
		try (MockConversionApi api = MockConversionApi.start()) {
			List<String> raised = new CopyOnWriteArrayList<>();
			api.answerNext(MockAnswer.status(200), MockAnswer.status(422));
			contextRunner(api).withBean(Alerts.class, () -> raised::add)
				.withUserConfiguration(DeadConversionAlert.class)
				.run((context) -> {
					ConversionOutbox outbox = context.getBean(ConversionOutbox.class);
					outbox.enqueue(Conversion.delivered(ConversionChannel.SMS, "accepted"));
					assertThat(api).within(LIMIT).hasAccepted("accepted");
					outbox.enqueue(Conversion.delivered(ConversionChannel.SMS, "refused"));
					await().atMost(LIMIT).until(() -> !raised.isEmpty());
				});
			assertThat(raised).singleElement()
				.asString()
				.startsWith("A conversion of account default is dead: The Conversion API refused the parameters");
		}
	}

	@Test
	void outboxShouldBeInTheAnnotatedDataSource() {
		try (MockConversionApi api = MockConversionApi.start()) {
			contextRunner(api).withUserConfiguration(LoginDatabaseConfiguration.class)
				.withBean("reports", DataSource.class, OutboxPageTests::newDataSource)
				.withPropertyValues("logins.datasource.jdbc-url=jdbc:h2:mem:" + UUID.randomUUID())
				.run((context) -> assertThatTransactionIsJoined(api, context.getBean(JdbcTransactionManager.class),
						context.getBean(ConversionOutbox.class), "login"));
		}
	}

	@Test
	void eachRegionShouldHaveItsOutbox() {
		DataSource north = newDataSource();
		DataSource south = newDataSource();
		try (MockConversionApi api = MockConversionApi.start()) {
			contextRunner(api).withUserConfiguration(RegionalOutboxes.class)
				.withBean("north", JdbcTransactionManager.class, () -> new JdbcTransactionManager(north))
				.withBean("south", JdbcTransactionManager.class, () -> new JdbcTransactionManager(south))
				.withPropertyValues("nexmo.conversion.outbox.enabled=false")
				.run((context) -> {
					RegionalOutboxes outboxes = context.getBean(RegionalOutboxes.class);
					for (String region : List.of("north", "south")) {
						assertThatTransactionIsJoined(api, context.getBean(region, JdbcTransactionManager.class),
								outboxes.getOutbox(region), region);
					}
				});
		}
	}

	private static void assertThatTransactionIsJoined(MockConversionApi api, JdbcTransactionManager transactionManager,
			ConversionOutbox outbox, String id) {
		TransactionTemplate transaction = new TransactionTemplate(transactionManager);
		transaction.executeWithoutResult((status) -> {
			outbox.enqueue(Conversion.delivered(ConversionChannel.SMS, id + "-rolled-back"));
			status.setRollbackOnly();
		});
		transaction.executeWithoutResult(
				(status) -> outbox.enqueue(Conversion.delivered(ConversionChannel.SMS, id + "-committed")));
		assertThat(api).within(LIMIT).hasAccepted(id + "-committed");
		assertThat(api.getReceived()).noneMatch((received) -> received.messageId().equals(id + "-rolled-back"));
	}

	private static DataSource newDataSource() {
		DataSource dataSource = DataSourceBuilder.create().url("jdbc:h2:mem:" + UUID.randomUUID()).build();
		DatabasePopulatorUtils.execute(
				new ResourceDatabasePopulator(new ClassPathResource("schema-h2.sql", OutboxEngine.class)), dataSource);
		return dataSource;
	}

	private static ApplicationContextRunner contextRunner(MockConversionApi api) {
		return new ApplicationContextRunner()
			.withConfiguration(
					AutoConfigurations.of(HttpClientAutoConfiguration.class, ReactiveHttpClientAutoConfiguration.class,
							WebClientAutoConfiguration.class, DataSourceAutoConfiguration.class,
							DataSourceTransactionManagerAutoConfiguration.class, TransactionAutoConfiguration.class,
							ConversionAutoConfiguration.class, ConversionOutboxAutoConfiguration.class))
			.withPropertyValues("nexmo.conversion.api-key=mock-key", "nexmo.conversion.api-secret=mock-secret",
					"nexmo.conversion.base-url=" + api.getBaseUrl(), "nexmo.conversion.http.read-timeout=1m",
					"spring.datasource.url=jdbc:h2:mem:" + UUID.randomUUID());
	}

}
