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
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;

import javax.sql.DataSource;

import com.jayway.jsonpath.JsonPath;
import io.github.nexmoconversion.Conversion;
import io.github.nexmoconversion.ConversionChannel;
import io.github.nexmoconversion.autoconfigure.ConversionAutoConfiguration;
import io.github.nexmoconversion.docs.Page;
import io.github.nexmoconversion.outbox.ConversionOutbox;
import io.github.nexmoconversion.outbox.autoconfigure.ConversionOutboxAutoConfiguration;
import io.github.nexmoconversion.test.MockAnswer;
import io.github.nexmoconversion.test.MockConversionApi;
import io.r2dbc.spi.ConnectionFactories;
import io.r2dbc.spi.ConnectionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.jdbc.DataSourceBuilder;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.lookup.AbstractRoutingDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;
import static org.awaitility.Awaitility.await;

/**
 * Tests that the pages say what the outbox really says and stores.
 */
@ExtendWith(OutputCaptureExtension.class)
class OutboxFailuresPageTests {

	private static final Duration LIMIT = Duration.ofMinutes(1);

	private static final Pattern ANALYSIS = Pattern.compile("Description:\n\n(.*)\n\nAction:\n\n(.*)\n");

	private static final Page FAILURES = Page.of("failures.md");

	private final MockConversionApi api = MockConversionApi.start();

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(DataSourceAutoConfiguration.class,
				DataSourceTransactionManagerAutoConfiguration.class, ConversionAutoConfiguration.class,
				ConversionOutboxAutoConfiguration.class))
		.withPropertyValues("nexmo.conversion.api-key=mock-key", "nexmo.conversion.api-secret=mock-secret",
				"nexmo.conversion.base-url=" + this.api.getBaseUrl(), "nexmo.conversion.http.read-timeout=1m",
				"nexmo.conversion.outbox.probe-interval=1s", "spring.datasource.url=jdbc:h2:mem:" + UUID.randomUUID());

	@AfterEach
	void stopApi() {
		this.api.close();
	}

	@Test
	void logOfARefusedAccountIsQuoted(CapturedOutput output) {
		this.api.setEnabled("default", false);
		this.contextRunner.run((context) -> {
			enqueue(context.getBean(ConversionOutbox.class));
			awaitQuote(output, 0, "60 s", "1 s");
			this.api.setEnabled("default", true);
			awaitQuote(output, 1, "60 s", "1 s");
		});
	}

	@Test
	void logOfADeadConversionIsQuoted(CapturedOutput output) {
		this.api.answerNext(MockAnswer.status(420));
		this.contextRunner.run((context) -> {
			enqueue(context.getBean(ConversionOutbox.class));
			awaitQuote(output, 2, "", "");
		});
	}

	@Test
	void logOfWhatCannotBeStoredIsQuoted(CapturedOutput output) {
		this.contextRunner.run((context) -> {
			new JdbcTemplate(context.getBean(DataSource.class)).execute("drop table nexmo_conversion_outbox");
			new TransactionTemplate(context.getBean(PlatformTransactionManager.class))
				.executeWithoutResult((status) -> enqueue(context.getBean(ConversionOutbox.class)));
			awaitQuote(output, 3, "", "");
			awaitQuote(output, 4, "", "");
			assertThat(this.api).within(LIMIT).hasAccepted("00A0B0C0");
		});
	}

	@Test
	void everyQuoteIsTried() {
		assertThat(quotes()).hasSize(5);
	}

	@Test
	void descriptionsAndActionsAreThoseThatArePrinted(CapturedOutput output) {
		for (Class<?> type : List.of(Application.class, WithConnectionFactory.class, OnUntestedDatabase.class,
				WithTwoDataSources.class, WithoutTransactionManager.class, WithOtherTransactionManager.class,
				WithoutSynchronization.class, WithTenants.class)) {
			SpringApplication application = new SpringApplication(type);
			application.setWebApplicationType(WebApplicationType.NONE);
			assertThatException().isThrownBy(() -> application.run("--nexmo.conversion.dry-run=true"));
		}
		assertThat(FAILURES.rows("the outbox says")).isEqualTo(ANALYSIS.matcher(output.getOut())
			.results()
			.map((analysis) -> List.of(analysis.group(1), analysis.group(2)))
			.toList());
	}

	@Test
	void fieldsOfARowAreThoseOfThePageAboutSecurity() {
		this.api.setEnabled("default", false);
		this.contextRunner.run((context) -> {
			enqueue(context.getBean(ConversionOutbox.class));
			JdbcTemplate jdbc = new JdbcTemplate(context.getBean(DataSource.class));
			byte[] row = await().atMost(LIMIT)
				.until(() -> jdbc.queryForList(
						"select task_data from nexmo_conversion_outbox where task_name = 'delivery'", byte[].class),
						(rows) -> rows.size() == 1)
				.get(0);
			assertThat(JsonPath.<Map<String, Object>>read(new String(row), "$").keySet()).containsExactlyElementsOf(
					Page.of("security.md").rows("field").stream().map((field) -> field.get(0)).toList());
		});
	}

	private static void enqueue(ConversionOutbox outbox) {
		outbox.enqueue(Conversion.delivered(ConversionChannel.SMS, "00A0B0C0"));
	}

	private static void awaitQuote(CapturedOutput output, int index, String quoted, String said) {
		String quote = quotes().get(index).replace(quoted, said);
		String[] parts = quote.split("…");
		await().atMost(LIMIT).untilAsserted(() -> assertThat(output).containsSubsequence(parts));
	}

	private static List<String> quotes() {
		return FAILURES.blocks("log").stream().flatMap(String::lines).toList();
	}

	private static DataSource newDataSource(String url) {
		return DataSourceBuilder.create().url(url + UUID.randomUUID()).build();
	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ ConversionAutoConfiguration.class, ConversionOutboxAutoConfiguration.class })
	static class Application {

	}

	@Configuration(proxyBeanMethods = false)
	@Import(Application.class)
	static class WithConnectionFactory {

		@Bean
		ConnectionFactory connectionFactory() {
			return ConnectionFactories.get("r2dbc:h2:mem:///orders");
		}

	}

	@Configuration(proxyBeanMethods = false)
	@Import(Application.class)
	static class OnUntestedDatabase {

		@Bean
		DataSource orders() {
			return newDataSource("jdbc:hsqldb:mem:");
		}

	}

	@Configuration(proxyBeanMethods = false)
	@Import(Application.class)
	static class WithTwoDataSources {

		@Bean
		DataSource orders() {
			return newDataSource("jdbc:h2:mem:");
		}

		@Bean
		DataSource reports() {
			return newDataSource("jdbc:h2:mem:");
		}

	}

	@Configuration(proxyBeanMethods = false)
	@Import(Application.class)
	static class WithoutTransactionManager {

		@Bean
		DataSource orders() {
			return newDataSource("jdbc:h2:mem:");
		}

	}

	@Configuration(proxyBeanMethods = false)
	@Import(WithoutTransactionManager.class)
	static class WithOtherTransactionManager {

		@Bean
		JdbcTransactionManager reportTransactions() {
			return new JdbcTransactionManager(newDataSource("jdbc:h2:mem:"));
		}

	}

	@Configuration(proxyBeanMethods = false)
	@Import(WithoutTransactionManager.class)
	static class WithoutSynchronization {

		@Bean
		JdbcTransactionManager orderTransactions(DataSource orders) {
			JdbcTransactionManager transactionManager = new JdbcTransactionManager(orders);
			transactionManager.setTransactionSynchronization(JdbcTransactionManager.SYNCHRONIZATION_NEVER);
			return transactionManager;
		}

	}

	@Configuration(proxyBeanMethods = false)
	@Import(Application.class)
	static class WithTenants {

		@Bean
		DataSource orders() {
			AbstractRoutingDataSource dataSource = new AbstractRoutingDataSource() {

				@Override
				protected Object determineCurrentLookupKey() {
					return "first";
				}

			};
			dataSource.setTargetDataSources(
					Map.of("first", newDataSource("jdbc:h2:mem:"), "second", newDataSource("jdbc:h2:mem:")));
			return dataSource;
		}

		@Bean
		JdbcTransactionManager orderTransactions(DataSource orders) {
			return new JdbcTransactionManager(orders);
		}

	}

}
