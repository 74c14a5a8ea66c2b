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

package io.github.nexmoconversion.autoconfigure.metrics;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

import io.github.nexmoconversion.Conversion;
import io.github.nexmoconversion.ConversionChannel;
import io.github.nexmoconversion.ConversionOperations;
import io.github.nexmoconversion.autoconfigure.ConversionAutoConfiguration;
import io.github.nexmoconversion.client.AsyncConversionSubmitter;
import io.github.nexmoconversion.metrics.AsyncConversionMetrics;
import io.github.nexmoconversion.metrics.ConversionMetrics;
import io.github.nexmoconversion.test.MockAnswer;
import io.github.nexmoconversion.test.MockConversionApi;
import io.micrometer.core.instrument.MeterRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.http.client.autoconfigure.HttpClientAutoConfiguration;
import org.springframework.boot.http.client.autoconfigure.reactive.ReactiveHttpClientAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.export.simple.SimpleMetricsExportAutoConfiguration;
import org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.webclient.autoconfigure.WebClientAutoConfiguration;
import org.springframework.boot.webclient.autoconfigure.WebClientObservationAutoConfiguration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.mockito.Mockito.mock;

/**
 * Tests for {@link ConversionMetricsAutoConfiguration}.
 */
class ConversionMetricsAutoConfigurationTests {

	private static final Duration LIMIT = Duration.ofMinutes(1);

	private final MockConversionApi api = MockConversionApi.start();

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(HttpClientAutoConfiguration.class,
				ReactiveHttpClientAutoConfiguration.class, WebClientAutoConfiguration.class,
				ConversionAutoConfiguration.class, ConversionMetricsAutoConfiguration.class))
		.withPropertyValues("nexmo.conversion.api-key=mock-key", "nexmo.conversion.api-secret=mock-secret",
				"nexmo.conversion.http.read-timeout=1m", "nexmo.conversion.retry.timeout=2m");

	private final ApplicationContextRunner withRegistry = this.contextRunner.withConfiguration(
			AutoConfigurations.of(MetricsAutoConfiguration.class, SimpleMetricsExportAutoConfiguration.class,
					ObservationAutoConfiguration.class, WebClientObservationAutoConfiguration.class));

	@AfterEach
	void stopApi() {
		this.api.close();
	}

	@Test
	void shouldCountOutcomesAndTimeSubmissionsOfARunningApplication() {
		this.api.answerNext(MockAnswer.status(402));
		this.withRegistry.run((context) -> {
			MeterRegistry registry = context.getBean(MeterRegistry.class);
			assertThat(count(registry, "402")).isZero();
		});
		this.withRegistry.withPropertyValues("nexmo.conversion.base-url=" + this.api.getBaseUrl()).run((context) -> {
			MeterRegistry registry = context.getBean(MeterRegistry.class);
			context.getBean(ConversionOperations.class)
				.submitAsync(Conversion.delivered(ConversionChannel.SMS, "id"))
				.handle((result, ex) -> true)
				.join();
			assertThat(count(registry, "402")).isOne();
			assertThat(count(registry, "200")).isZero();
			assertThat(registry.get("nexmo.conversion.submit")
				.tags("account", "default", "channel", "sms", "delivered", "true", "status", "402", "outcome",
						"NOT_ENABLED")
				.timer()
				.count()).isOne();
		});
	}

	@Test
	void shouldMeterFreshnessRetriesAndAsynchronousSubmissions() {
		this.api.answerNext(MockAnswer.status(503));
		this.withRegistry
			.withPropertyValues("nexmo.conversion.base-url=" + this.api.getBaseUrl(),
					"nexmo.conversion.async.max-in-flight=7")
			.run((context) -> {
				MeterRegistry registry = context.getBean(MeterRegistry.class);
				context.getBean(ConversionOperations.class)
					.submitAsync(Conversion.delivered(ConversionChannel.SMS, "id"))
					.join();
				assertThat(registry.get("nexmo.conversion.retries").tag("channel", "sms").functionCounter().count())
					.isOne();
				assertThat(registry.get("nexmo.conversion.freshness").tag("channel", "sms").timer().count()).isOne();
				assertThat(registry.get("nexmo.conversion.async.max.in.flight").gauge().value()).isEqualTo(7);
				await().atMost(LIMIT)
					.until(() -> registry.get("nexmo.conversion.async.in.flight").gauge().value() == 0);
				context.getBean(AsyncConversionSubmitter.class).stop();
				context.getBean(ConversionOperations.class)
					.submitAsync(Conversion.delivered(ConversionChannel.SMS, "id"));
				assertThat(registry.get("nexmo.conversion.async.refused").functionCounter().count()).isOne();
			});
	}

	@Test
	void whenSubmissionsAreNotObservedShouldCountAllTheSame() {
		this.withRegistry
			.withPropertyValues("nexmo.conversion.base-url=" + this.api.getBaseUrl(),
					"management.observations.enable.nexmo.conversion=false")
			.run((context) -> {
				MeterRegistry registry = context.getBean(MeterRegistry.class);
				context.getBean(ConversionOperations.class).submit(Conversion.delivered(ConversionChannel.SMS, "id"));
				assertThat(count(registry, "200")).isOne();
				assertThat(registry.find("nexmo.conversion.submit").timer()).isNull();
				assertThat(registry.get("http.client.requests").timer().count()).isOne();
			});
	}

	@Test
	void submissionsInFlightShouldBeLongTasks() {
		this.api.setDelay(LIMIT);
		this.withRegistry
			.withPropertyValues("nexmo.conversion.base-url=" + this.api.getBaseUrl(),
					"nexmo.conversion.retry.max-retries=0")
			.run((context) -> {
				MeterRegistry registry = context.getBean(MeterRegistry.class);
				CompletableFuture<Void> submission = context.getBean(ConversionOperations.class)
					.submitAsync(Conversion.delivered(ConversionChannel.SMS, "id"));
				await().atMost(LIMIT)
					.until(() -> registry.get("nexmo.conversion.submit.active").longTaskTimer().activeTasks() == 1);
				submission.cancel(true);
			});
	}

	@Test
	void whenThereIsNoRegistryShouldDoNoHarm() {
		this.contextRunner.run((context) -> assertThat(context).hasNotFailed().hasSingleBean(ConversionMetrics.class));
	}

	@Test
	void whenMicrometerCoreIsMissingShouldBackOff() {
		this.contextRunner.withClassLoader(new FilteredClassLoader("io.micrometer.core"))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(ConversionMetrics.class));
	}

	@Test
	void whenThereIsNoConversionAutoConfigurationShouldBackOff() {
		new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(ConversionMetricsAutoConfiguration.class))
			.run((context) -> assertThat(context).doesNotHaveBean(ConversionMetrics.class));
	}

	@Test
	void whenOnlyTheOperationsAreTheUsersShouldDoNoHarm() {
		this.contextRunner.withPropertyValues("nexmo.conversion.enabled=false")
			.withBean(ConversionOperations.class, () -> mock(ConversionOperations.class))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(AsyncConversionMetrics.class));
	}

	@Test
	void usersMetricsShouldWin() {
		ConversionMetrics metrics = new ConversionMetrics(Set.of());
		this.contextRunner.withBean(ConversionMetrics.class, () -> metrics)
			.run((context) -> assertThat(context).getBean(ConversionMetrics.class).isSameAs(metrics));
	}

	private static double count(MeterRegistry registry, String status) {
		return registry.get("nexmo.conversion.outcomes")
			.tags("account", "default", "channel", "sms", "status", status)
			.functionCounter()
			.count();
	}

}
