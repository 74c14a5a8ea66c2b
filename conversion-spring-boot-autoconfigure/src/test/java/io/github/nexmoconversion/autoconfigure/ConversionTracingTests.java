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

package io.github.nexmoconversion.autoconfigure;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.github.nexmoconversion.Conversion;
import io.github.nexmoconversion.ConversionChannel;
import io.github.nexmoconversion.client.AsyncConversionSubmitter;
import io.github.nexmoconversion.client.ConversionTemplate;
import io.github.nexmoconversion.client.ReactiveConversionOperations;
import io.github.nexmoconversion.test.MockAnswer;
import io.github.nexmoconversion.test.MockConversionApi;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.contextpropagation.ObservationThreadLocalAccessor;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Hooks;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.http.client.autoconfigure.HttpClientAutoConfiguration;
import org.springframework.boot.http.client.autoconfigure.reactive.ReactiveHttpClientAutoConfiguration;
import org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration;
import org.springframework.boot.micrometer.tracing.autoconfigure.MicrometerTracingAutoConfiguration;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.OpenTelemetryEventPublisherBeansApplicationListener;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.OpenTelemetryTracingAutoConfiguration;
import org.springframework.boot.opentelemetry.autoconfigure.OpenTelemetrySdkAutoConfiguration;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.webclient.autoconfigure.WebClientAutoConfiguration;
import org.springframework.boot.webclient.autoconfigure.WebClientObservationAutoConfiguration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests with a real tracer what is traced and what of it is in the log.
 */
class ConversionTracingTests {

	private static final Duration LIMIT = Duration.ofMinutes(1);

	private static final Conversion CONVERSION = Conversion.delivered(ConversionChannel.SMS, "00A0B0C0");

	private final MockConversionApi api = MockConversionApi.start();

	private final InMemorySpanExporter exporter = InMemorySpanExporter.create();

	private final List<SpanData> spans = new ArrayList<>();

	private final ListAppender<ILoggingEvent> log = new ListAppender<>() {

		@Override
		protected void append(ILoggingEvent event) {
			// Takes what the thread knows at this moment
			event.prepareForDeferredProcessing();
			super.append(event);
		}

	};

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(HttpClientAutoConfiguration.class,
				ReactiveHttpClientAutoConfiguration.class, WebClientAutoConfiguration.class,
				WebClientObservationAutoConfiguration.class, ObservationAutoConfiguration.class,
				MicrometerTracingAutoConfiguration.class, OpenTelemetryTracingAutoConfiguration.class,
				OpenTelemetrySdkAutoConfiguration.class, ConversionAutoConfiguration.class))
		// As SpringApplication does, for the trace in the log
		.withInitializer(
				(context) -> context.addApplicationListener(new OpenTelemetryEventPublisherBeansApplicationListener()))
		.withBean(InMemorySpanExporter.class, () -> this.exporter)
		.withPropertyValues("management.tracing.sampling.probability=1", "nexmo.conversion.api-key=mock-key",
				"nexmo.conversion.api-secret=mock-secret", "nexmo.conversion.http.read-timeout=1m",
				"nexmo.conversion.retry.timeout=2m");

	@AfterEach
	void stopApi() {
		this.api.close();
	}

	@BeforeAll
	static void publishScopes() {
		OpenTelemetryEventPublisherBeansApplicationListener.addWrapper();
	}

	@BeforeEach
	void listen() {
		this.log.start();
		ourLogger().addAppender(this.log);
	}

	@AfterEach
	void stopListening() {
		ourLogger().detachAppender(this.log);
	}

	@ParameterizedTest
	@EnumSource
	void retriedConversionShouldBeOneSpanWithItsAttemptsBeneath(Caller caller) {
		this.api.answerNext(MockAnswer.status(503));
		run(caller);
		assertThat(tree()).isEqualTo("""
				caller
				  conversion sms {account=default, channel=sms, delivered=true, outcome=ACCEPTED, status=200}
				    http post {status=503}
				    http post {status=200}
				""");
	}

	@ParameterizedTest
	@EnumSource
	void whenReactorPropagatesTheContextTheTreeShouldBeTheSame(Caller caller) {
		Hooks.enableAutomaticContextPropagation();
		try {
			retriedConversionShouldBeOneSpanWithItsAttemptsBeneath(caller);
		}
		finally {
			Hooks.disableAutomaticContextPropagation();
		}
	}

	@ParameterizedTest
	@EnumSource
	void whenConversionsAreNotObservedAttemptsShouldBeBeneathTheCaller(Caller caller) {
		this.api.answerNext(MockAnswer.status(503));
		run(caller, "management.observations.enable.nexmo.conversion=false");
		assertThat(tree()).isEqualTo("""
				caller
				  http post {status=503}
				  http post {status=200}
				""");
	}

	@ParameterizedTest
	@EnumSource
	void lineInTheLogShouldBePartOfTheTrace(Caller caller) {
		this.api.answerNext(MockAnswer.status(401));
		run(caller);
		assertThatLogIsPartOf("conversion sms", "refused the credentials");
	}

	@ParameterizedTest
	@EnumSource
	void whenConversionsAreNotObservedLineInTheLogShouldBePartOfTheTraceOfTheCaller(Caller caller) {
		this.api.answerNext(MockAnswer.status(401));
		run(caller, "management.observations.enable.nexmo.conversion=false");
		assertThatLogIsPartOf("caller", "refused the credentials");
	}

	@ParameterizedTest
	@EnumSource
	void lineOfADryRunShouldBePartOfTheTraceOfTheCaller(Caller caller) {
		run(caller, "nexmo.conversion.dry-run=true");
		assertThatLogIsPartOf("caller", "Dry run");
	}

	@Test
	void lineAboutAMistakeShouldBePartOfTheTraceOfTheCaller() {
		run((context,
				observation) -> assertThat(observation
					.scoped(() -> context.getBean(ConversionTemplate.class).submitAsync("unknown", CONVERSION)))
					.failsWithin(LIMIT));
		assertThatLogIsPartOf("caller", "There is no conversion account named 'unknown'");
	}

	@Test
	void lineAboutARefusedConversionShouldBePartOfTheTraceOfTheCaller() {
		run((context, observation) -> observation.scoped(() -> {
			context.getBean(AsyncConversionSubmitter.class).stop();
			assertThat(context.getBean(ConversionTemplate.class).submitAsync(CONVERSION)).failsWithin(LIMIT);
		}));
		assertThatLogIsPartOf("caller", "the application is stopping");
	}

	@Test
	void lineAboutAConversionThatTheShutdownCutOffShouldBePartOfTheTraceOfTheCaller() {
		this.api.setDelay(LIMIT);
		run((context, observation) -> {
			Future<?> future = observation
				.scoped(() -> context.getBean(ConversionTemplate.class).submitAsync(CONVERSION));
			context.getBean(AsyncConversionSubmitter.class).destroy();
			assertThat(future).isCancelled();
		});
		assertThatLogIsPartOf("caller", "stopped before the API answered");
	}

	private void run(Caller caller, String... properties) {
		run((context, observation) -> caller.submit(context, observation), properties);
	}

	private void run(BiConsumer<AssertableApplicationContext, Observation> caller, String... properties) {
		this.contextRunner.withPropertyValues("nexmo.conversion.base-url=" + this.api.getBaseUrl())
			.withPropertyValues(properties)
			.run((context) -> {
				assertThat(context).hasNotFailed();
				Observation observation = Observation.start("caller", context.getBean(ObservationRegistry.class));
				caller.accept(context, observation);
				observation.stop();
				context.getBean(SdkTracerProvider.class).forceFlush().join(1, TimeUnit.MINUTES);
				// It forgets them when the context is closed
				this.spans.addAll(this.exporter.getFinishedSpanItems());
			});
	}

	private void assertThatLogIsPartOf(String spanName, String message) {
		SpanData span = this.spans.stream()
			.filter((candidate) -> candidate.getName().equals(spanName))
			.findFirst()
			.orElseThrow();
		assertThat(this.log.list).filteredOn((event) -> event.getFormattedMessage().contains(message))
			.singleElement()
			.extracting(ILoggingEvent::getMDCPropertyMap)
			.isEqualTo(Map.of("traceId", span.getTraceId(), "spanId", span.getSpanId()));
	}

	private String tree() {
		return tree("0000000000000000", "");
	}

	private String tree(String parent, String indent) {
		List<SpanData> children = this.spans.stream()
			.filter((span) -> span.getParentSpanId().equals(parent))
			.sorted(Comparator.comparing(SpanData::getStartEpochNanos))
			.toList();
		StringBuilder tree = new StringBuilder();
		for (SpanData child : children) {
			tree.append(indent).append(describe(child)).append('\n').append(tree(child.getSpanId(), indent + "  "));
		}
		return tree.toString();
	}

	private static String describe(SpanData span) {
		List<String> tags = Stream.of("account", "channel", "delivered", "outcome", "status")
			.filter((key) -> span.getAttributes().get(AttributeKey.stringKey(key)) != null)
			.filter((key) -> !span.getName().startsWith("http") || key.equals("status"))
			.map((key) -> key + "=" + span.getAttributes().get(AttributeKey.stringKey(key)))
			.toList();
		return span.getName() + (tags.isEmpty() ? "" : " {" + String.join(", ", tags) + "}");
	}

	private static Logger ourLogger() {
		return (Logger) LoggerFactory.getLogger("io.github.nexmoconversion");
	}

	enum Caller {

		BLOCKING {

			@Override
			void submit(AssertableApplicationContext context, Observation observation) {
				observation.scoped(() -> complete(() -> context.getBean(ConversionTemplate.class).submit(CONVERSION)));
			}

		},

		ASYNCHRONOUS {

			@Override
			void submit(AssertableApplicationContext context, Observation observation) {
				observation.scoped(
						() -> complete(() -> context.getBean(ConversionTemplate.class).submitAsync(CONVERSION).join()));
			}

		},

		REACTIVE {

			@Override
			void submit(AssertableApplicationContext context, Observation observation) {
				complete(() -> context.getBean(ReactiveConversionOperations.class)
					.submit(CONVERSION)
					.contextWrite((reactor) -> reactor.put(ObservationThreadLocalAccessor.KEY, observation))
					.block(LIMIT));
			}

		};

		abstract void submit(AssertableApplicationContext context, Observation observation);

		private static void complete(Runnable submission) {
			try {
				submission.run();
			}
			catch (RuntimeException ex) {
				// What the tests look at is what was traced and logged of it
			}
		}

	}

}
