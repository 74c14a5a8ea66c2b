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

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

import javax.sql.DataSource;

import io.github.nexmoconversion.Conversion;
import io.github.nexmoconversion.ConversionChannel;
import io.github.nexmoconversion.autoconfigure.ConversionAutoConfiguration;
import io.github.nexmoconversion.client.AsyncConversionSubmitter;
import io.github.nexmoconversion.client.ReactiveConversionOperations;
import io.github.nexmoconversion.outbox.ConversionOutbox;
import io.github.nexmoconversion.outbox.DeadConversions;
import io.github.nexmoconversion.outbox.OutboxListener;
import io.github.nexmoconversion.outbox.OutboxMonitor;
import io.github.nexmoconversion.outbox.PendingConversions;
import io.github.nexmoconversion.outbox.jdbc.OutboxEngine;
import io.github.nexmoconversion.test.MockAnswer;
import io.github.nexmoconversion.test.MockConversionApi;
import org.aopalliance.intercept.MethodInterceptor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;

import org.springframework.aop.framework.ProxyFactory;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.http.client.autoconfigure.HttpClientAutoConfiguration;
import org.springframework.boot.http.client.autoconfigure.reactive.ReactiveHttpClientAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.transaction.autoconfigure.TransactionAutoConfiguration;
import org.springframework.boot.webclient.autoconfigure.WebClientAutoConfiguration;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.BDDMockito.given;
import static org.mockito.BDDMockito.then;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.timeout;

/**
 * Tests for {@link ConversionOutboxAutoConfiguration}.
 */
@ExtendWith(OutputCaptureExtension.class)
class ConversionOutboxAutoConfigurationTests {

	private static final Duration LIMIT = Duration.ofMinutes(1);

	private final MockConversionApi api = MockConversionApi.start();

	private final ApplicationContextRunner withoutDataSource = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(HttpClientAutoConfiguration.class,
				ReactiveHttpClientAutoConfiguration.class, WebClientAutoConfiguration.class,
				ConversionAutoConfiguration.class, ConversionOutboxAutoConfiguration.class))
		.withPropertyValues("nexmo.conversion.api-key=mock-key", "nexmo.conversion.api-secret=mock-secret",
				"nexmo.conversion.base-url=" + this.api.getBaseUrl(), "nexmo.conversion.http.read-timeout=1m");

	private final ApplicationContextRunner contextRunner = this.withoutDataSource
		.withConfiguration(AutoConfigurations.of(DataSourceAutoConfiguration.class,
				DataSourceTransactionManagerAutoConfiguration.class, TransactionAutoConfiguration.class))
		.withPropertyValues("spring.datasource.url=jdbc:h2:mem:" + UUID.randomUUID());

	@AfterEach
	void stopApi() {
		this.api.close();
	}

	@Test
	void shouldDeliverWhatATransactionEnqueues() {
		this.contextRunner.run((context) -> {
			context.getBean(TransactionTemplate.class)
				.executeWithoutResult((status) -> context.getBean(ConversionOutbox.class)
					.enqueue(Conversion.delivered(ConversionChannel.SMS, "id")));
			assertThat(this.api).within(LIMIT).hasAccepted("id").delivered();
		});
	}

	@Test
	void shouldReportWhatNobodyConfirms() {
		this.contextRunner.withPropertyValues("nexmo.conversion.outbox.pending.time-to-live=100ms").run((context) -> {
			context.getBean(PendingConversions.class).register(ConversionChannel.VOICE, "call");
			assertThat(this.api).within(LIMIT).hasAccepted("call").notDelivered().by(ConversionChannel.VOICE);
		});
	}

	@Test
	void shouldKeepWhatCannotBeDelivered() {
		this.api.answerNext(MockAnswer.status(422));
		this.contextRunner.run((context) -> {
			context.getBean(ConversionOutbox.class).enqueue(Conversion.delivered(ConversionChannel.SMS, "id"));
			await().atMost(LIMIT).until(() -> context.getBean(DeadConversions.class).count() == 1);
		});
	}

	@Test
	void shouldNotRetryWithinADelivery() {
		assertThatDeliveryDoesNotRetry(this.contextRunner, (context) -> {
		});
	}

	@Test
	void decoratorOfTheReactiveOperationsShouldSeeDeliveriesWithoutRetries() {
		List<String> calls = new CopyOnWriteArrayList<>();
		assertThatDeliveryDoesNotRetry(
				this.contextRunner
					.withInitializer((context) -> context.getBeanFactory().addBeanPostProcessor(new Decorator(calls))),
				(context) -> assertThat(calls).containsOnlyOnce("submit"));
	}

	@Test
	void primaryReactiveOperationsThatWrapThoseOfTheStarterShouldSeeDeliveriesWithoutRetries() {
		assertThatDeliveryDoesNotRetry(
				this.contextRunner.withConfiguration(AutoConfigurations.of(PrimaryOperationsAutoConfiguration.class)),
				(context) -> assertThat(context.getBean(PrimaryOperationsAutoConfiguration.class).calls)
					.containsOnlyOnce("submit"));
	}

	@Test
	void usersReactiveOperationsShouldDeliver() {
		ReactiveConversionOperations operations = mock();
		given(operations.submit(eq("default"), any())).willReturn(Mono.empty());
		this.contextRunner.withBean("operations", ReactiveConversionOperations.class, () -> operations)
			.run((context) -> {
				context.getBean(ConversionOutbox.class).enqueue(Conversion.delivered(ConversionChannel.SMS, "id"));
				then(operations).should(timeout(LIMIT.toMillis())).submit(eq("default"), any());
			});
		assertThat(this.api).hasReceivedNothing();
	}

	@Test
	void decoratedDryRunShouldStoreNothing(CapturedOutput output) {
		this.contextRunner.withPropertyValues("nexmo.conversion.dry-run=true")
			.withInitializer(
					(context) -> context.getBeanFactory().addBeanPostProcessor(new Decorator(new ArrayList<>())))
			.run((context) -> {
				context.getBean(PendingConversions.class).register(ConversionChannel.SMS, "registered");
				context.getBean(ConversionOutbox.class).enqueue(Conversion.delivered(ConversionChannel.SMS, "dry"));
				await().atMost(LIMIT).until(() -> output.getOut().contains("Dry run, not sent for account 'default'"));
				assertThat(context.getBean(OutboxMonitor.class).getStatistics().pending()).isZero();
			});
	}

	private void assertThatDeliveryDoesNotRetry(ApplicationContextRunner runner,
			Consumer<ApplicationContext> furtherAssertions) {
		this.api.answerNext(MockAnswer.status(503));
		runner.withPropertyValues("nexmo.conversion.outbox.retry.delay=10m").run((context) -> {
			context.getBean(ConversionOutbox.class).enqueue(Conversion.delivered(ConversionChannel.SMS, "id"));
			assertThat(this.api).within(LIMIT).hasRefused("id").withStatus(503);
			JdbcTemplate jdbc = new JdbcTemplate(context.getBean(DataSource.class));
			await().atMost(LIMIT)
				.until(() -> jdbc.queryForObject(
						"select consecutive_failures from nexmo_conversion_outbox where task_name = 'delivery'",
						Integer.class) == 1);
			assertThat(this.api).hasReceived(1);
			furtherAssertions.accept(context);
		});
	}

	@Test
	@EnabledForJreRange(min = JRE.JAVA_21)
	void shouldDeliverOnVirtualThreadsIfTheApplicationUsesThem() {
		assertThat(threadOfDelivery("spring.threads.virtual.enabled=false")).startsWith("Thread[");
		assertThat(threadOfDelivery("spring.threads.virtual.enabled=true")).startsWith("VirtualThread[");
	}

	@Test
	void dryRunShouldStoreNothingAndLeaveWhatIsThere(CapturedOutput output, @TempDir Path directory) {
		ApplicationContextRunner withFile = this.contextRunner.withPropertyValues(
				"spring.datasource.url=jdbc:h2:file:" + directory.resolve("outbox"),
				"nexmo.conversion.outbox.jdbc.initialize-schema=always", "nexmo.conversion.outbox.retry.delay=1m");
		this.api.setOutage(true);
		withFile.run((context) -> {
			context.getBean(ConversionOutbox.class).enqueue(Conversion.delivered(ConversionChannel.SMS, "before"));
			assertThat(this.api).within(LIMIT).hasRefused("before");
		});
		withFile.withPropertyValues("nexmo.conversion.dry-run=true").run((context) -> {
			context.getBean(ConversionOutbox.class).enqueue(Conversion.delivered(ConversionChannel.SMS, "dry"));
			context.getBean(PendingConversions.class).register(ConversionChannel.SMS, "registered");
			context.getBean(PendingConversions.class).confirm(ConversionChannel.SMS, "confirmed");
			await().atMost(LIMIT)
				.until(() -> output.getOut().split("Dry run, not sent for account 'default'", -1).length == 3);
			// Without accounts, which a dry run does not need, none of the rows is its
			// own
			assertThat(context.getBean(OutboxMonitor.class).getStatistics().backlog()).isZero();
			assertThat(new JdbcTemplate(context.getBean(DataSource.class))
				.queryForList("select task_name from nexmo_conversion_outbox", String.class))
				.containsExactly("delivery");
		});
	}

	@Test
	void shouldStopAfterTheWebServer() {
		this.contextRunner.run((context) -> assertThat(context.getBean(ConversionOutboxLifecycle.class).getPhase())
			.isEqualTo(AsyncConversionSubmitter.PHASE));
	}

	@Test
	void shouldFinishDeliveriesInFlightWhenItStops() {
		this.api.setDelay(Duration.ofMillis(500));
		this.contextRunner.withPropertyValues("nexmo.conversion.outbox.concurrency=1").run((context) -> {
			context.getBean(ConversionOutbox.class).enqueue(Conversion.delivered(ConversionChannel.SMS, "id"));
			assertThat(this.api).within(LIMIT).hasReceived(1);
			OutboxEngine outbox = context.getBean(OutboxEngine.class);
			outbox.stop();
			assertThat(outbox.getMonitor().getStatistics().backlog()).isZero();
			outbox.start();
			context.getBean(ConversionOutbox.class).enqueue(Conversion.delivered(ConversionChannel.SMS, "next"));
			assertThat(this.api).within(LIMIT).hasAccepted("next");
			assertThat(this.api).hasReceived(2);
		});
	}

	@Test
	void whenThereIsNoDataSourceShouldSayWhatToAdd() {
		this.withoutDataSource.run((context) -> assertThat(context).hasFailed()
			.getFailure()
			.rootCause()
			.hasMessageContaining("The outbox needs a DataSource"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "concurrency=0", "poll-interval=0", "max-age=0", "probe-interval=-1s", "retry.delay=0",
			"retry.multiplier=0.5", "retry.max-delay=0", "pending.time-to-live=0" })
	void valueThatMakesNoSenseShouldBeRefusedWithItsProperty(String property) {
		this.contextRunner.withPropertyValues("nexmo.conversion.outbox." + property)
			.run((context) -> assertThat(context).hasFailed()
				.getFailure()
				.rootCause()
				.hasMessageStartingWith(
						"nexmo.conversion.outbox." + property.substring(0, property.indexOf('=')) + " must be"));
	}

	@Test
	void whenThereAreNoTablesShouldSayWhatToDo() {
		this.contextRunner.withPropertyValues("nexmo.conversion.outbox.jdbc.initialize-schema=never")
			.run((context) -> assertThat(context).hasFailed()
				.getFailure()
				.rootCause()
				.hasMessageContaining("The tables of the outbox cannot be used"));
	}

	@Test
	void whenDisabledThereShouldBeNoOutbox() {
		this.withoutDataSource.withPropertyValues("nexmo.conversion.outbox.enabled=false")
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(ConversionOutbox.class));
		this.withoutDataSource.withPropertyValues("nexmo.conversion.enabled=false")
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(ConversionOutbox.class));
	}

	@Test
	void usersOutboxShouldWin() {
		ConversionOutbox own = (account, conversion) -> {
		};
		this.contextRunner.withBean(ConversionOutbox.class, () -> own)
			.run((context) -> assertThat(context).getBean(ConversionOutbox.class).isSameAs(own));
	}

	@Test
	void databaseThatLosesCommitsInACrashShouldBeWarnedOf(CapturedOutput output, @TempDir Path directory) {
		String url = "spring.datasource.url=jdbc:h2:file:" + directory.resolve("outbox");
		this.contextRunner.withPropertyValues(url, "nexmo.conversion.outbox.jdbc.initialize-schema=always")
			.run((context) -> assertThat(output).contains("WARN", ";WRITE_DELAY=0"));
	}

	@Test
	void databaseThatDoesNotShouldNotBeWarnedOf(CapturedOutput output, @TempDir Path directory) {
		this.contextRunner.run((context) -> assertThat(context).hasNotFailed());
		String url = "spring.datasource.url=jdbc:h2:file:" + directory.resolve("outbox") + ";WRITE_DELAY=0";
		this.contextRunner.withPropertyValues(url, "nexmo.conversion.outbox.jdbc.initialize-schema=always")
			.run((context) -> assertThat(output).doesNotContain("a crash can lose"));
	}

	private String threadOfDelivery(String property) {
		AtomicReference<String> thread = new AtomicReference<>();
		OutboxListener listener = (event) -> thread.set(Thread.currentThread().toString());
		this.contextRunner.withPropertyValues(property)
			.withBean(OutboxListener.class, () -> listener)
			.run((context) -> {
				context.getBean(ConversionOutbox.class).enqueue(Conversion.delivered(ConversionChannel.SMS, "id"));
				await().atMost(LIMIT).until(() -> thread.get() != null);
			});
		return thread.get();
	}

	private record Decorator(List<String> calls) implements BeanPostProcessor {

		@Override
		public Object postProcessAfterInitialization(Object bean, String beanName) {
			return (bean instanceof ReactiveConversionOperations operations) ? decorate(operations) : bean;
		}

		private ReactiveConversionOperations decorate(ReactiveConversionOperations operations) {
			return ProxyFactory.getProxy(ReactiveConversionOperations.class, (MethodInterceptor) (invocation) -> {
				this.calls.add(invocation.getMethod().getName());
				return invocation.getMethod().invoke(operations, invocation.getArguments());
			});
		}

	}

	@AutoConfiguration(after = ConversionAutoConfiguration.class)
	static class PrimaryOperationsAutoConfiguration {

		private final List<String> calls = new CopyOnWriteArrayList<>();

		@Bean
		@Primary
		ReactiveConversionOperations primaryOperations(
				@Qualifier("reactiveConversionTemplate") ReactiveConversionOperations operations) {
			return new Decorator(this.calls).decorate(operations);
		}

	}

}
