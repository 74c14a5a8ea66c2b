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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

import javax.sql.DataSource;

import io.github.nexmoconversion.Conversion;
import io.github.nexmoconversion.ConversionChannel;
import io.github.nexmoconversion.ConversionOperations;
import io.github.nexmoconversion.autoconfigure.ConversionAutoConfiguration;
import io.github.nexmoconversion.client.AsyncConversionSubmitter;
import io.github.nexmoconversion.client.ConversionTemplate;
import io.github.nexmoconversion.client.ReactiveConversionOperations;
import io.github.nexmoconversion.outbox.ConversionOutbox;
import io.github.nexmoconversion.outbox.DeadConversions;
import io.github.nexmoconversion.outbox.PendingConversions;
import io.github.nexmoconversion.test.MockConversionApi;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.http.client.autoconfigure.HttpClientAutoConfiguration;
import org.springframework.boot.http.client.autoconfigure.reactive.ReactiveHttpClientAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.webclient.autoconfigure.WebClientAutoConfiguration;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.jdbc.core.JdbcTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.BDDMockito.then;
import static org.mockito.BDDMockito.willDoNothing;
import static org.mockito.BDDMockito.willThrow;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.spy;
import static org.mockito.Mockito.timeout;

/**
 * Tests for the operations that the outbox delivers with.
 */
@ExtendWith(OutputCaptureExtension.class)
class ConversionOutboxOperationsTests {

	private static final Duration LIMIT = Duration.ofMinutes(1);

	private final MockConversionApi api = MockConversionApi.start();

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(HttpClientAutoConfiguration.class,
				ReactiveHttpClientAutoConfiguration.class, WebClientAutoConfiguration.class,
				DataSourceAutoConfiguration.class, DataSourceTransactionManagerAutoConfiguration.class,
				ConversionAutoConfiguration.class, ConversionOutboxAutoConfiguration.class))
		.withPropertyValues("nexmo.conversion.api-key=mock-key", "nexmo.conversion.api-secret=mock-secret",
				"nexmo.conversion.base-url=" + this.api.getBaseUrl(), "nexmo.conversion.http.read-timeout=1m",
				"nexmo.conversion.outbox.retry.delay=50ms", "spring.datasource.url=jdbc:h2:mem:" + UUID.randomUUID());

	@AfterEach
	void stopApi() {
		this.api.close();
	}

	@Test
	void usersOperationsShouldDeliver() {
		List<String> submitted = new CopyOnWriteArrayList<>();
		this.contextRunner
			.withBean("operations", ConversionOperations.class,
					() -> new StubOperations(
							(account, conversion) -> submitted.add(account + " " + conversion.messageId())))
			.run((context) -> {
				enqueue(context, "id");
				context.getBean(PendingConversions.class).confirm(ConversionChannel.SMS, "confirmed");
				awaitDelivery(context);
				assertThat(submitted).containsExactlyInAnyOrder("default id", "default confirmed");
			});
		assertThat(this.api).hasReceivedNothing();
	}

	// As @MockitoBean: what is not stubbed returns null
	@Test
	void mockOfTheOperationsShouldDeliver() {
		assertThatMockDelivers(ConversionOperations.class);
	}

	@Test
	void mockOfTheTemplateShouldDeliver() {
		assertThatMockDelivers(ConversionTemplate.class);
	}

	private <T extends ConversionOperations> void assertThatMockDelivers(Class<T> type) {
		T operations = mock(type);
		willThrow(new IllegalStateException("for once")).willDoNothing().given(operations).submit(eq("default"), any());
		this.contextRunner.withBean(type, () -> operations).run((context) -> {
			enqueue(context, "id");
			then(operations).should(timeout(LIMIT.toMillis()).times(2)).submit(eq("default"), any());
			awaitDelivery(context);
		});
		assertThat(this.api).hasReceivedNothing();
	}

	// As @MockitoSpyBean
	@Test
	void spyOfTheTemplateShouldDeliver() {
		BeanPostProcessor spies = new BeanPostProcessor() {

			@Override
			public Object postProcessAfterInitialization(Object bean, String beanName) {
				if (!(bean instanceof ConversionTemplate template)) {
					return bean;
				}
				ConversionTemplate spy = spy(template);
				willDoNothing().given(spy).submit(any(), any());
				return spy;
			}

		};
		this.contextRunner.withInitializer((context) -> context.getBeanFactory().addBeanPostProcessor(spies))
			.run((context) -> {
				enqueue(context, "id");
				awaitDelivery(context);
				then(context.getBean(ConversionTemplate.class)).should().submit(eq("default"), any());
			});
		assertThat(this.api).hasReceivedNothing();
	}

	@Test
	void subclassOfTheTemplateShouldDeliver() {
		List<String> submitted = new CopyOnWriteArrayList<>();
		this.contextRunner.withUserConfiguration(SubclassConfiguration.class)
			.withBean("submitted", List.class, () -> submitted)
			.run((context) -> {
				enqueue(context, "id");
				assertThat(this.api).within(LIMIT).hasAccepted("id");
			});
		assertThat(submitted).containsExactly("id");
	}

	@Test
	void usersOperationsShouldSubmitWhatCannotBeStored() {
		List<String> submitted = new CopyOnWriteArrayList<>();
		this.contextRunner
			.withBean("operations", ConversionOperations.class,
					() -> new StubOperations((account, conversion) -> submitted.add(conversion.messageId())))
			.run((context) -> {
				jdbc(context).execute("drop table nexmo_conversion_outbox");
				enqueue(context, "id");
				await().atMost(LIMIT).until(() -> submitted.contains("id"));
			});
		assertThat(this.api).hasReceivedNothing();
	}

	@ParameterizedTest
	@EnumSource
	void operationsThatCallTheOutboxShouldBeRefused(CallOfTheOutbox call, CapturedOutput output) {
		this.contextRunner.withUserConfiguration(LoopConfiguration.class)
			.withBean(CallOfTheOutbox.class, () -> call)
			.run((context) -> {
				enqueue(context, "id");
				DeadConversions dead = context.getBean(DeadConversions.class);
				await().atMost(LIMIT).until(() -> dead.count() == 1);
				awaitDelivery(context);
				assertThat(dead.find(0, 10)).singleElement()
					.satisfies((conversion) -> assertThat(conversion.reason()).contains(
							"The ConversionOperations that the outbox delivers with called the outbox",
							"defaultCandidate = false"));
				assertThat(output).contains("could not be delivered and is kept as a dead conversion");
			});
		assertThat(this.api).hasReceivedNothing();
	}

	@Test
	void operationsThatCallTheOutboxShouldBeRefusedInADryRun(CapturedOutput output) {
		this.contextRunner.withUserConfiguration(LoopConfiguration.class)
			.withBean(CallOfTheOutbox.class, () -> CallOfTheOutbox.ENQUEUE)
			.withPropertyValues("nexmo.conversion.dry-run=true")
			.run((context) -> {
				enqueue(context, "id");
				await().atMost(LIMIT)
					.until(() -> output.getAll()
						.contains("The ConversionOperations that the outbox delivers with called the outbox"));
			});
	}

	@Test
	void operationsThatDependOnTheOutboxShouldFailTheStart() {
		this.contextRunner.withUserConfiguration(CycleConfiguration.class)
			.run((context) -> assertThat(context).hasFailed()
				.getFailure()
				.rootCause()
				.hasMessageContaining("The ConversionOperations of the application depend on the outbox"));
	}

	@Test
	void operationsThatEnqueueShouldWorkIfTheyAreNoDefaultCandidate() {
		this.contextRunner.withUserConfiguration(EnqueuingConfiguration.class).run((context) -> {
			context.getBean("enqueuing", ConversionOperations.class)
				.submit(Conversion.delivered(ConversionChannel.SMS, "id"));
			assertThat(this.api).within(LIMIT).hasAccepted("id");
			awaitDelivery(context);
		});
		assertThat(this.api).hasReceived(1);
	}

	private void enqueue(ApplicationContext context, String messageId) {
		context.getBean(ConversionOutbox.class).enqueue(Conversion.delivered(ConversionChannel.SMS, messageId));
	}

	private static void awaitDelivery(ApplicationContext context) {
		await().atMost(LIMIT)
			.until(() -> jdbc(context).queryForObject(
					"select count(*) from nexmo_conversion_outbox where task_name = 'delivery'", Integer.class) == 0);
	}

	private static JdbcTemplate jdbc(ApplicationContext context) {
		return new JdbcTemplate(context.getBean(DataSource.class));
	}

	/**
	 * What the bean of an application does wrong during a delivery.
	 */
	enum CallOfTheOutbox {

		ENQUEUE {

			@Override
			void call(ConversionOutbox outbox, PendingConversions pending, Conversion conversion) {
				outbox.enqueue(conversion);
			}

		},

		REGISTER {

			@Override
			void call(ConversionOutbox outbox, PendingConversions pending, Conversion conversion) {
				pending.register(conversion.channel(), conversion.messageId());
			}

		},

		CONFIRM {

			@Override
			void call(ConversionOutbox outbox, PendingConversions pending, Conversion conversion) {
				pending.confirm(conversion.channel(), conversion.messageId());
			}

		},

		CANCEL {

			@Override
			void call(ConversionOutbox outbox, PendingConversions pending, Conversion conversion) {
				pending.cancel(conversion.channel(), conversion.messageId());
			}

		},

		// What a bean keeps to itself must not look like a delivery
		ENQUEUE_AND_CATCH {

			@Override
			void call(ConversionOutbox outbox, PendingConversions pending, Conversion conversion) {
				try {
					outbox.enqueue(conversion);
				}
				catch (IllegalStateException ex) {
					// As applications do
				}
			}

		},

		ENQUEUE_AND_WRAP {

			@Override
			void call(ConversionOutbox outbox, PendingConversions pending, Conversion conversion) {
				try {
					outbox.enqueue(conversion);
				}
				catch (IllegalStateException ex) {
					throw new IllegalArgumentException("Not reported", ex);
				}
			}

		};

		abstract void call(ConversionOutbox outbox, PendingConversions pending, Conversion conversion);

	}

	@FunctionalInterface
	interface Submission {

		void submit(String account, Conversion conversion);

	}

	private record StubOperations(Submission submission) implements ConversionOperations {

		@Override
		public void submit(Conversion conversion) {
			submit("default", conversion);
		}

		@Override
		public void submit(String account, Conversion conversion) {
			this.submission.submit(account, conversion);
		}

		@Override
		public CompletableFuture<@Nullable Void> submitAsync(Conversion conversion) {
			return submitAsync("default", conversion);
		}

		@Override
		public CompletableFuture<@Nullable Void> submitAsync(String account, Conversion conversion) {
			submit(account, conversion);
			return CompletableFuture.completedFuture(null);
		}

		@Override
		public ConversionOperations forAccount(String account) {
			return this;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class LoopConfiguration {

		@Bean
		@Primary
		ConversionOperations looping(ObjectProvider<ConversionOutbox> outbox,
				ObjectProvider<PendingConversions> pending, CallOfTheOutbox call) {
			return new StubOperations(
					(account, conversion) -> call.call(outbox.getObject(), pending.getObject(), conversion));
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class EnqueuingConfiguration {

		@Bean(defaultCandidate = false)
		ConversionOperations enqueuing(ConversionOutbox outbox) {
			return new StubOperations(outbox::enqueue);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class CycleConfiguration {

		@Bean
		ConversionOperations cyclic(ConversionOutbox outbox) {
			return new StubOperations(outbox::enqueue);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class SubclassConfiguration {

		@Bean
		ConversionTemplate ownTemplate(ReactiveConversionOperations operations, AsyncConversionSubmitter submitter,
				List<String> submitted) {
			return new ConversionTemplate(operations, submitter) {

				@Override
				public void submit(String account, Conversion conversion) {
					submitted.add(conversion.messageId());
					super.submit(account, conversion);
				}

			};
		}

	}

}
