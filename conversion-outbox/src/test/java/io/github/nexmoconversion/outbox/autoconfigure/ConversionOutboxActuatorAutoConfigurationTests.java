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
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import com.zaxxer.hikari.HikariDataSource;
import io.github.nexmoconversion.Conversion;
import io.github.nexmoconversion.ConversionChannel;
import io.github.nexmoconversion.autoconfigure.ConversionAutoConfiguration;
import io.github.nexmoconversion.outbox.ConversionOutbox;
import io.github.nexmoconversion.outbox.PendingConversions;
import io.github.nexmoconversion.outbox.actuate.ConversionOutboxEndpoint;
import io.github.nexmoconversion.outbox.actuate.ConversionOutboxEndpoint.DeadConversionDescriptor;
import io.github.nexmoconversion.outbox.actuate.ConversionOutboxEndpointWebExtension;
import io.github.nexmoconversion.outbox.metrics.ConversionOutboxDeliveryMetrics;
import io.github.nexmoconversion.outbox.metrics.ConversionOutboxMetrics;
import io.github.nexmoconversion.test.MockAnswer;
import io.github.nexmoconversion.test.MockConversionApi;
import io.micrometer.core.instrument.Measurement;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.http.client.autoconfigure.HttpClientAutoConfiguration;
import org.springframework.boot.http.client.autoconfigure.reactive.ReactiveHttpClientAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.webclient.autoconfigure.WebClientAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DelegatingDataSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link ConversionOutboxActuatorAutoConfiguration}.
 */
class ConversionOutboxActuatorAutoConfigurationTests {

	private static final Duration LIMIT = Duration.ofMinutes(1);

	private final MockConversionApi api = MockConversionApi.start();

	private final MeterRegistry registry = new SimpleMeterRegistry();

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(HttpClientAutoConfiguration.class,
				ReactiveHttpClientAutoConfiguration.class, WebClientAutoConfiguration.class,
				DataSourceAutoConfiguration.class, DataSourceTransactionManagerAutoConfiguration.class,
				JdbcTemplateAutoConfiguration.class, ConversionAutoConfiguration.class,
				ConversionOutboxAutoConfiguration.class, ConversionOutboxActuatorAutoConfiguration.class))
		.withPropertyValues("nexmo.conversion.api-key=mock-key", "nexmo.conversion.api-secret=mock-secret",
				"nexmo.conversion.base-url=" + this.api.getBaseUrl(), "nexmo.conversion.http.read-timeout=1m",
				"nexmo.conversion.outbox.retry.delay=50ms", "spring.datasource.url=jdbc:h2:mem:" + UUID.randomUUID(),
				"management.endpoints.web.exposure.include=conversionoutbox");

	@AfterEach
	void stopApi() {
		this.api.close();
	}

	@Test
	void shouldShowReplayAndDiscardDeadConversions() {
		this.api.answerNext(3, MockAnswer.status(420));
		this.contextRunner.run((context) -> {
			ConversionOutboxEndpoint endpoint = context.getBean(ConversionOutboxEndpoint.class);
			for (int i = 0; i < 3; i++) {
				context.getBean(ConversionOutbox.class)
					.enqueue(Conversion.delivered(ConversionChannel.SMS, "the-message-id"));
			}
			await().atMost(LIMIT).until(() -> endpoint.outbox(null, null).deadCount() == 3);
			assertThat(endpoint.outbox(1, 1).dead()).hasSize(1);
			DeadConversionDescriptor dead = endpoint.outbox(null, null).dead().get(0);
			assertThat(dead).returns("default", DeadConversionDescriptor::account)
				.returns("sms", DeadConversionDescriptor::channel)
				.returns(true, DeadConversionDescriptor::delivered);
			assertThat(dead.reason()).contains("status 420");
			assertThat(endpoint.outbox(null, null).toString()).doesNotContain("the-message-id", "mock-secret");
			endpoint.discard(dead.id());
			assertThat(endpoint.replay(dead.id())).isNull();
			assertThat(endpoint.replayAll().replayed()).isEqualTo(2);
			assertThat(this.api).within(LIMIT).hasReceived(5).hasAccepted("the-message-id");
		});
	}

	@Test
	void shouldMeterTheState() {
		this.api.setEnabled("default", false);
		this.contextRunner.run((context) -> {
			context.getBean(ConversionOutboxMetrics.class).bindTo(this.registry);
			await().atMost(LIMIT).until(() -> value("backlog") == 0);
			context.getBean(ConversionOutbox.class).enqueue(Conversion.delivered(ConversionChannel.SMS, "id"));
			context.getBean(PendingConversions.class).register(ConversionChannel.SMS, "pending");
			await().atMost(LIMIT).until(() -> value("paused.accounts") == 1);
			await().atMost(LIMIT).until(() -> value("held") == 1);
			assertThat(value("unclaimed")).isZero();
			assertThat(value("backlog")).isOne();
			assertThat(value("pending")).isOne();
			assertThat(value("dead")).isZero();
			await().atMost(LIMIT).until(() -> value("oldest") >= 1);
		});
	}

	@Test
	void whenTheDatabaseHangsAScrapeShouldNotWaitAndTheEndpointShouldAnswer() {
		this.contextRunner.withUserConfiguration(HangingConfiguration.class).run((context) -> {
			context.getBean(ConversionOutboxMetrics.class).bindTo(this.registry);
			await().atMost(LIMIT).until(() -> value("backlog") == 0);
			HangingDataSource dataSource = context.getBean(HangingDataSource.class);
			dataSource.hang.set(true);
			try {
				await().atMost(LIMIT).until(() -> dataSource.waiting.get() > 0);
				await().atMost(LIMIT).until(() -> {
					assertThat(scrape()).isLessThan(Duration.ofMillis(50));
					return Double.isNaN(value("backlog"));
				});
				long start = System.nanoTime();
				assertThat(context.getBean(ConversionOutboxEndpointWebExtension.class).outbox(null, null).getStatus())
					.isEqualTo(503);
				assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
			}
			finally {
				dataSource.release();
			}
			await().atMost(LIMIT).until(() -> value("backlog") == 0);
		});
	}

	private Duration scrape() {
		long start = System.nanoTime();
		this.registry.getMeters().forEach((meter) -> meter.measure().forEach(Measurement::getValue));
		return Duration.ofNanos(System.nanoTime() - start);
	}

	@Test
	void withoutARegistryNothingShouldBeRefreshed() {
		this.contextRunner.withUserConfiguration(HangingConfiguration.class).run((context) -> {
			assertThat(context).hasSingleBean(ConversionOutboxMetrics.class);
			assertThat(gaugeThreads()).isZero();
			context.getBean(ConversionOutboxMetrics.class).bindTo(this.registry);
			assertThat(gaugeThreads()).isOne();
			context.close();
			assertThat(gaugeThreads()).isZero();
		});
	}

	private static long gaugeThreads() {
		return Thread.getAllStackTraces()
			.keySet()
			.stream()
			.filter((thread) -> thread.getName().equals("conversion-outbox-gauges"))
			.count();
	}

	@Test
	void shouldCountWhatHappens() {
		this.api.answerNext(MockAnswer.status(503), MockAnswer.status(200), MockAnswer.status(420));
		this.contextRunner.run((context) -> {
			context.getBean(ConversionOutboxDeliveryMetrics.class).bindTo(this.registry);
			assertThat(deliveries("delivered")).isZero();
			ConversionOutbox outbox = context.getBean(ConversionOutbox.class);
			outbox.enqueue(Conversion.delivered(ConversionChannel.SMS, "id"));
			await().atMost(LIMIT).until(() -> deliveries("delivered") == 1);
			outbox.enqueue(Conversion.delivered(ConversionChannel.SMS, "wrong"));
			await().atMost(LIMIT).until(() -> deliveries("died") == 1);
			assertThat(deliveries("retried")).isOne();
			assertThat(deliveries("paused")).isZero();
			assertThat(notStored()).isZero();
			context.getBean(JdbcTemplate.class).execute("drop table nexmo_conversion_outbox");
			outbox.enqueue(Conversion.delivered(ConversionChannel.SMS, "lost"));
			await().atMost(LIMIT).until(() -> notStored() == 1);
		});
	}

	@Test
	void whenNotExposedThereShouldBeNoEndpoint() {
		this.contextRunner.withPropertyValues("management.endpoints.web.exposure.include=health")
			.run((context) -> assertThat(context).doesNotHaveBean(ConversionOutboxEndpoint.class));
	}

	@Test
	void whenThereIsNoOutboxThereShouldBeNothing() {
		this.contextRunner.withPropertyValues("nexmo.conversion.outbox.enabled=false")
			.run((context) -> assertThat(context).hasNotFailed()
				.doesNotHaveBean(ConversionOutboxEndpoint.class)
				.doesNotHaveBean(ConversionOutboxMetrics.class));
	}

	private double deliveries(String result) {
		return this.registry.get("nexmo.conversion.outbox.deliveries")
			.tags("account", "default", "result", result)
			.counter()
			.count();
	}

	private double notStored() {
		return this.registry.get("nexmo.conversion.outbox.not.stored").tags("account", "default").counter().count();
	}

	private double value(String name) {
		return this.registry.get("nexmo.conversion.outbox." + name).gauge().value();
	}

	@Configuration(proxyBeanMethods = false)
	static class HangingConfiguration {

		@Bean
		HangingDataSource dataSource() {
			HikariDataSource target = new HikariDataSource();
			target.setJdbcUrl("jdbc:h2:mem:" + UUID.randomUUID());
			return new HangingDataSource(target);
		}

	}

	/**
	 * A pool that does not answer, as during an outage of its database.
	 */
	static final class HangingDataSource extends DelegatingDataSource implements AutoCloseable {

		final AtomicBoolean hang = new AtomicBoolean();

		final AtomicInteger waiting = new AtomicInteger();

		private final HikariDataSource target;

		private final CountDownLatch released = new CountDownLatch(1);

		HangingDataSource(HikariDataSource target) {
			super(target);
			this.target = target;
		}

		@Override
		public Connection getConnection() throws SQLException {
			if (this.hang.get()) {
				this.waiting.incrementAndGet();
				try {
					this.released.await();
				}
				catch (InterruptedException ex) {
					throw new SQLException(ex);
				}
			}
			return super.getConnection();
		}

		void release() {
			this.hang.set(false);
			this.released.countDown();
		}

		@Override
		public void close() {
			this.target.close();
		}

	}

}
