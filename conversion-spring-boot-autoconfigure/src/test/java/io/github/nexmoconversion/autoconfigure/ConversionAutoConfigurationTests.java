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

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.zip.GZIPOutputStream;

import com.github.tomakehurst.wiremock.client.WireMock;
import io.github.nexmoconversion.Conversion;
import io.github.nexmoconversion.ConversionChannel;
import io.github.nexmoconversion.ConversionNotSentException;
import io.github.nexmoconversion.ConversionOperations;
import io.github.nexmoconversion.ConversionResponseException;
import io.github.nexmoconversion.ConversionTransportException;
import io.github.nexmoconversion.account.ConversionAccount;
import io.github.nexmoconversion.account.ConversionAccounts;
import io.github.nexmoconversion.account.ConversionCredentials.ApiSecret;
import io.github.nexmoconversion.account.ConversionCredentials.SignatureSecret;
import io.github.nexmoconversion.autoconfigure.ConversionProperties.Retry;
import io.github.nexmoconversion.client.ConversionTemplate;
import io.github.nexmoconversion.client.ConversionWebClientCustomizer;
import io.github.nexmoconversion.client.RawHttpServer;
import io.github.nexmoconversion.client.ReactiveConversionOperations;
import io.github.nexmoconversion.client.ReactiveConversionTemplate;
import io.github.nexmoconversion.client.ReactiveConversionTemplateBuilder;
import io.github.nexmoconversion.observation.ConversionObservationConvention;
import io.github.nexmoconversion.observation.DefaultConversionObservationConvention;
import io.github.nexmoconversion.outcome.ConversionOutcome;
import io.github.nexmoconversion.outcome.ConversionOutcomeListener;
import io.github.nexmoconversion.outcome.ConversionOutcomeLogger;
import io.github.nexmoconversion.signature.SignatureAlgorithm;
import io.github.nexmoconversion.signature.SignatureTimestamp;
import io.micrometer.observation.tck.TestObservationRegistry;
import io.netty.channel.Channel;
import io.netty.channel.ConnectTimeoutException;
import io.netty.handler.logging.LogLevel;
import io.netty.handler.timeout.ReadTimeoutException;
import org.aopalliance.intercept.MethodInterceptor;
import org.hamcrest.Matchers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.transport.logging.AdvancedByteBufFormat;

import org.springframework.aop.framework.ProxyFactory;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.http.client.autoconfigure.HttpClientAutoConfiguration;
import org.springframework.boot.http.client.autoconfigure.reactive.ClientHttpConnectorBuilderCustomizer;
import org.springframework.boot.http.client.autoconfigure.reactive.ReactiveHttpClientAutoConfiguration;
import org.springframework.boot.http.client.reactive.ReactorClientHttpConnectorBuilder;
import org.springframework.boot.ssl.NoSuchSslBundleException;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.webclient.WebClientCustomizer;
import org.springframework.boot.webclient.autoconfigure.WebClientAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.core.annotation.Order;
import org.springframework.core.retry.RetryPolicy;
import org.springframework.util.backoff.ExponentialBackOff;
import org.springframework.web.reactive.function.client.WebClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;
import static org.mockito.BDDMockito.then;
import static org.mockito.Mockito.mock;

/**
 * Tests for {@link ConversionAutoConfiguration}.
 */
@ExtendWith(OutputCaptureExtension.class)
class ConversionAutoConfigurationTests {

	private static final Duration LIMIT = Duration.ofMinutes(1);

	@RegisterExtension
	private final RawHttpServer api = new RawHttpServer();

	private final ApplicationContextRunner withoutCredentials = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(SslAutoConfiguration.class, HttpClientAutoConfiguration.class,
				ReactiveHttpClientAutoConfiguration.class, WebClientAutoConfiguration.class,
				ConversionAutoConfiguration.class));

	private final ApplicationContextRunner contextRunner = this.withoutCredentials
		.withPropertyValues("nexmo.conversion.api-key=key", "nexmo.conversion.api-secret=secret");

	// Time enough for a slow machine: what is not answered in time is sent again
	private final ApplicationContextRunner patientRunner = this.contextRunner
		.withPropertyValues("nexmo.conversion.http.read-timeout=1m", "nexmo.conversion.retry.timeout=2m");

	private final Conversion conversion = Conversion.delivered(ConversionChannel.SMS, "id");

	@Test
	void shouldSupplyBeans() {
		this.contextRunner.run((context) -> assertThat(context).hasSingleBean(ConversionTemplate.class)
			.hasSingleBean(ReactiveConversionTemplate.class)
			.hasSingleBean(ConversionAccounts.class)
			.hasSingleBean(ConversionConnectionDetails.class)
			.hasSingleBean(ConversionOutcomeLogger.class)
			.hasSingleBean(ConversionConnectionPool.class));
	}

	@Test
	void shouldReportConversionsWithTheConfiguredAccount() {
		this.patientRunner.withPropertyValues("nexmo.conversion.base-url=" + this.api.baseUrl()).run((context) -> {
			context.getBean(ConversionOperations.class).submit(this.conversion);
			assertThat(this.api.received()).singleElement()
				.extracting(RawHttpServer::form)
				.satisfies((form) -> assertThat(form).containsEntry("api_key", "key")
					.containsEntry("api_secret", "secret"));
		});
	}

	@Test
	void shouldUseTheVendorsAddressByDefault() {
		this.contextRunner.run((context) -> assertThat(context.getBean(ConversionConnectionDetails.class).getBaseUrl())
			.isEqualTo(URI.create("https://api.nexmo.com/conversions")));
	}

	@Test
	void shouldConfigureAnAccountThatSigns() {
		this.withoutCredentials
			.withPropertyValues("nexmo.conversion.api-key=key", "nexmo.conversion.signature.secret=secret",
					"nexmo.conversion.signature.algorithm=hmac-sha256",
					"nexmo.conversion.signature.timestamp=epoch-seconds")
			.run((context) -> assertThat(defaultAccount(context.getBean(ConversionAccounts.class)).credentials())
				.isEqualTo(new SignatureSecret("key", "secret", SignatureAlgorithm.HMAC_SHA256,
						SignatureTimestamp.EPOCH_SECONDS)));
	}

	@Test
	void signatureShouldDefaultToTheVendorsDefault() {
		this.withoutCredentials
			.withPropertyValues("nexmo.conversion.api-key=key", "nexmo.conversion.signature.secret=secret")
			.run((context) -> assertThat(defaultAccount(context.getBean(ConversionAccounts.class)).credentials())
				.isEqualTo(new SignatureSecret("key", "secret", SignatureAlgorithm.MD5_HASH,
						SignatureTimestamp.EVENT_TIME)));
	}

	@Test
	void whenThereAreNoCredentialsShouldFail() {
		this.withoutCredentials.run((context) -> assertThat(context).hasFailed()
			.getFailure()
			.rootCause()
			.isInstanceOf(InvalidConversionConfigurationException.class));
	}

	@Test
	void whenWebClientIsMissingShouldBackOff() {
		this.contextRunner.withClassLoader(new FilteredClassLoader(WebClient.class))
			.run((context) -> assertThat(context).doesNotHaveBean(ConversionOperations.class)
				.doesNotHaveBean(ConversionAccounts.class));
	}

	@Test
	void whenAnotherConnectorIsConfiguredShouldUseIt() {
		this.patientRunner
			.withPropertyValues("nexmo.conversion.base-url=" + this.api.baseUrl(),
					"spring.http.clients.reactive.connector=jdk")
			.run((context) -> {
				context.getBean(ConversionOperations.class).submit(this.conversion);
				assertThat(this.api.received()).singleElement()
					.satisfies((request) -> assertThat(request.containsHeader("Http2-Settings"))
						.as("a header of the JDK's client")
						.isTrue());
			});
	}

	@Test
	void usersOperationsShouldWin() {
		ConversionOperations operations = mock();
		this.contextRunner.withBean("operations", ConversionOperations.class, () -> operations)
			.run((context) -> assertThat(context).doesNotHaveBean(ConversionTemplate.class)
				.getBean(ConversionOperations.class)
				.isSameAs(operations));
	}

	@Test
	void usersReactiveOperationsShouldWinServeTheTemplateAndNeedNoCredentials() {
		ReactiveConversionOperations operations = mock();
		this.withoutCredentials.withBean("operations", ReactiveConversionOperations.class, () -> operations)
			.run((context) -> assertThat(context).doesNotHaveBean(ReactiveConversionTemplate.class)
				.doesNotHaveBean(ConversionAccounts.class)
				.doesNotHaveBean(ConversionConnectionPool.class)
				.hasSingleBean(ConversionOutcomeLogger.class)
				.hasSingleBean(ConversionTemplate.class));
	}

	@Test
	void decoratorOfTheReactiveOperationsShouldSeeWhatIsSubmittedInAnyWay() {
		List<String> calls = new CopyOnWriteArrayList<>();
		this.patientRunner.withPropertyValues("nexmo.conversion.base-url=" + this.api.baseUrl())
			.withInitializer((context) -> context.getBeanFactory().addBeanPostProcessor(new Decorator(calls)))
			.run((context) -> {
				submitInAnyWay(context.getBean(ConversionTemplate.class));
				context.getBean(ReactiveConversionOperations.class).submit(this.conversion).block(LIMIT);
				assertThat(calls).containsExactly("submit", "submit", "submit");
			});
	}

	@Test
	void primaryReactiveOperationsThatWrapThoseOfTheStarterShouldSeeWhatIsSubmittedInAnyWay() {
		this.patientRunner.withPropertyValues("nexmo.conversion.base-url=" + this.api.baseUrl())
			.withConfiguration(AutoConfigurations.of(PrimaryOperationsAutoConfiguration.class))
			.run((context) -> {
				submitInAnyWay(context.getBean(ConversionTemplate.class));
				context.getBean(ReactiveConversionOperations.class).submit(this.conversion).block(LIMIT);
				assertThat(context.getBean(PrimaryOperationsAutoConfiguration.class).calls).containsExactly("submit",
						"submit", "submit");
			});
	}

	private void submitInAnyWay(ConversionTemplate template) {
		template.submit(this.conversion);
		assertThat(template.submitAsync(this.conversion)).succeedsWithin(LIMIT);
		assertThat(this.api.received()).hasSize(2);
	}

	@Test
	void usersAccountsShouldWinAndNeedNoCredentialsInTheProperties() {
		ConversionAccounts accounts = ConversionAccounts
			.of(List.of(new ConversionAccount("default", new ApiSecret("own", "own"))));
		this.withoutCredentials.withBean(ConversionAccounts.class, () -> accounts)
			.run((context) -> assertThat(context).hasNotFailed().getBean(ConversionAccounts.class).isSameAs(accounts));
	}

	@Test
	void usersConnectionDetailsShouldWinOverTheProperties() {
		this.patientRunner.withBean(ConversionConnectionDetails.class, () -> new ConversionConnectionDetails() {

			@Override
			public URI getBaseUrl() {
				return ConversionAutoConfigurationTests.this.api.baseUrl();
			}

			@Override
			public List<ConversionAccount> getAccounts() {
				return List.of(new ConversionAccount("default", new ApiSecret("details", "details")));
			}

		}).run((context) -> {
			context.getBean(ConversionOperations.class).submit(this.conversion);
			assertThat(this.api.received()).singleElement()
				.extracting(RawHttpServer::form)
				.satisfies((form) -> assertThat(form).containsEntry("api_key", "details"));
		});
	}

	@Test
	void usersOutcomeLoggerShouldWin() {
		ConversionOutcomeLogger logger = new ConversionOutcomeLogger();
		this.contextRunner.withBean(ConversionOutcomeLogger.class, () -> logger)
			.run((context) -> assertThat(context).getBean(ConversionOutcomeLogger.class).isSameAs(logger));
	}

	@Test
	void outcomeListenersShouldBeTold() {
		List<ConversionOutcome> outcomes = new CopyOnWriteArrayList<>();
		this.patientRunner.withPropertyValues("nexmo.conversion.base-url=" + this.api.baseUrl())
			.withBean("listener", ConversionOutcomeListener.class, () -> outcomes::add)
			.run((context) -> {
				context.getBean(ConversionOperations.class).submit(this.conversion);
				assertThat(outcomes).singleElement().returns(this.conversion, ConversionOutcome::conversion);
			});
	}

	@Test
	void customizersShouldBeCalledInOrderAndAfterThoseOfAllWebClients() {
		this.patientRunner.withPropertyValues("nexmo.conversion.base-url=" + this.api.baseUrl())
			.withUserConfiguration(CustomizerConfiguration.class)
			.run((context) -> {
				context.getBean(ConversionOperations.class).submit(this.conversion);
				assertThat(this.api.received()).singleElement()
					.satisfies((request) -> assertThat(request.getHeader("X-Test")).isEqualTo("second"));
			});
	}

	@Test
	void usersWebClientBuilderShouldNotBeTouched() {
		WebClient.Builder builder = mock();
		this.contextRunner.withBean("builder", WebClient.Builder.class, () -> builder)
			.run((context) -> then(builder).shouldHaveNoInteractions());
	}

	@Test
	void observationRegistryAndConventionShouldBeUsed() {
		TestObservationRegistry registry = TestObservationRegistry.create();
		this.patientRunner.withPropertyValues("nexmo.conversion.base-url=" + this.api.baseUrl())
			.withBean(TestObservationRegistry.class, () -> registry)
			.withBean(ConversionObservationConvention.class,
					() -> new DefaultConversionObservationConvention("my.conversion"))
			.run((context) -> {
				context.getBean(ConversionOperations.class).submit(this.conversion);
				assertThat(registry).hasNumberOfObservationsWithNameEqualTo("my.conversion", 1);
			});
	}

	@Test
	void timeoutsShouldDefaultToOneAndTwoSeconds() {
		this.contextRunner
			.run((context) -> assertThat(context.getBean(ConversionConnectorFactory.class).getAttemptTimeout())
				.isEqualTo(Duration.ofSeconds(3)));
	}

	@Test
	void timeoutsOfAllHttpClientsShouldWinOverTheDefaults() {
		this.contextRunner
			.withPropertyValues("spring.http.clients.connect-timeout=3s", "spring.http.clients.read-timeout=4s")
			.run((context) -> assertThat(context.getBean(ConversionConnectorFactory.class).getAttemptTimeout())
				.isEqualTo(Duration.ofSeconds(7)));
	}

	@Test
	void timeoutsOfTheConversionApiShouldWinOverThoseOfAllHttpClients() {
		this.contextRunner
			.withPropertyValues("spring.http.clients.connect-timeout=3s", "spring.http.clients.read-timeout=4s",
					"nexmo.conversion.http.connect-timeout=100ms", "nexmo.conversion.http.read-timeout=200ms")
			.run((context) -> assertThat(context.getBean(ConversionConnectorFactory.class).getAttemptTimeout())
				.isEqualTo(Duration.ofMillis(300)));
	}

	@Test
	void redirectsShouldNotBeFollowedWhateverAllHttpClientsDo() {
		this.api.answer(WireMock.aResponse().withStatus(307).withHeader("Location", this.api.baseUrl() + "/elsewhere"));
		this.patientRunner
			.withPropertyValues("nexmo.conversion.base-url=" + this.api.baseUrl(),
					"spring.http.clients.redirects=follow")
			.run((context) -> {
				context.getBean(ReactiveConversionOperations.class)
					.submit(this.conversion)
					.onErrorComplete()
					.block(LIMIT);
				assertThat(this.api.received()).hasSize(1);
			});
	}

	@Test
	void whatIsSetForAllReactorNettyClientsShouldNeitherFollowRedirectsNorShowSecrets(CapturedOutput output) {
		this.api.answer(WireMock.aResponse().withStatus(307).withHeader("Location", this.api.baseUrl() + "/elsewhere"));
		this.patientRunner.withPropertyValues("nexmo.conversion.base-url=" + this.api.baseUrl())
			.withUserConfiguration(ReactorNettyCustomizerConfiguration.class)
			.run((context) -> {
				context.getBean(ReactiveConversionOperations.class)
					.submit(this.conversion)
					.onErrorComplete()
					.block(LIMIT);
				assertThat(this.api.received()).hasSize(1);
				assertThat(output).doesNotContain("api_secret");
			});
	}

	@Test
	void manyConversionsAtOnceShouldShareConnectionsAndFailNone() {
		AtomicInteger connections = new AtomicInteger();
		DisposableServer server = startServer(Duration.ofMillis(300), (channel) -> connections.incrementAndGet());
		try {
			this.contextRunner
				.withPropertyValues("nexmo.conversion.base-url=http://127.0.0.1:" + server.port(),
						"nexmo.conversion.http.connect-timeout=1m", "nexmo.conversion.http.read-timeout=5m",
						"nexmo.conversion.retry.max-retries=0", "nexmo.conversion.retry.timeout=0")
				.run((context) -> {
					ReactiveConversionOperations operations = context.getBean(ReactiveConversionOperations.class);
					Flux.range(0, 2_000)
						.flatMap((i) -> operations.submit(this.conversion), 2_000)
						.blockLast(Duration.ofMinutes(5));
				});
			assertThat(connections).hasValueLessThanOrEqualTo(500);
		}
		finally {
			server.disposeNow();
		}
	}

	@Test
	void connectionsShouldBeClosedWithTheApplication() {
		AtomicInteger open = new AtomicInteger();
		DisposableServer server = startServer(Duration.ZERO, (channel) -> {
			open.incrementAndGet();
			channel.closeFuture().addListener((closed) -> open.decrementAndGet());
		});
		try {
			this.patientRunner.withPropertyValues("nexmo.conversion.base-url=http://127.0.0.1:" + server.port())
				.run((context) -> {
					context.getBean(ConversionOperations.class).submit(this.conversion);
					assertThat(open).hasValue(1);
				});
			await().atMost(LIMIT).untilAtomic(open, Matchers.is(0));
		}
		finally {
			server.disposeNow();
		}
	}

	@Test
	void applicationsThatEndShouldLeaveNoThreadsBehind() {
		ApplicationContextRunner runner = this.patientRunner
			.withPropertyValues("nexmo.conversion.base-url=" + this.api.baseUrl());
		for (int i = 0; i < 5; i++) {
			runner.run((context) -> context.getBean(ConversionOperations.class).submit(this.conversion));
		}
		int threads = Thread.activeCount();
		for (int i = 0; i < 20; i++) {
			runner.run((context) -> context.getBean(ConversionOperations.class).submit(this.conversion));
		}
		assertThat(Thread.activeCount()).isLessThan(threads + 10);
	}

	@Test
	void listenerMayUseTheTemplate() {
		this.patientRunner.withPropertyValues("nexmo.conversion.base-url=" + this.api.baseUrl())
			.withUserConfiguration(ListenerConfiguration.class)
			.run((context) -> {
				context.getBean(ConversionOperations.class).submit(this.conversion);
				assertThat(context.getBean(ListenerConfiguration.class).outcomes).hasSize(1);
			});
	}

	@Test
	void connectionDetailsWithoutAccountsShouldFail() {
		ConversionConnectionDetails details = mock();
		this.contextRunner.withBean(ConversionConnectionDetails.class, () -> details)
			.run((context) -> assertThat(context).hasFailed()
				.getFailure()
				.rootCause()
				.isInstanceOf(InvalidConversionConfigurationException.class)
				.hasMessage("No account of the Conversion API is configured."));
	}

	@Test
	void connectionThatIsNotMadeInTimeShouldFail() throws IOException {
		// The first takes the only place in the queue, so that the next is not answered
		try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
				Socket first = new Socket(server.getInetAddress(), server.getLocalPort());
				Socket second = new Socket(server.getInetAddress(), server.getLocalPort())) {
			assertThat(first.isConnected() && second.isConnected()).isTrue();
			this.contextRunner
				.withPropertyValues("nexmo.conversion.base-url=http://127.0.0.1:" + server.getLocalPort(),
						"nexmo.conversion.http.connect-timeout=200ms", "nexmo.conversion.http.read-timeout=1m",
						"nexmo.conversion.retry.max-retries=0")
				.run((context) -> assertThatExceptionOfType(ConversionTransportException.class)
					.isThrownBy(() -> context.getBean(ConversionOperations.class).submit(this.conversion))
					.withCauseInstanceOf(ConnectTimeoutException.class));
		}
	}

	@Test
	void answerThatDoesNotComeInTimeShouldFail() {
		this.api.answerAfter(LIMIT);
		this.patientRunner
			.withPropertyValues("nexmo.conversion.base-url=" + this.api.baseUrl(),
					"nexmo.conversion.http.connect-timeout=1m", "nexmo.conversion.http.read-timeout=200ms",
					"nexmo.conversion.retry.max-retries=0")
			.run((context) -> assertThatExceptionOfType(ConversionTransportException.class)
				.isThrownBy(() -> context.getBean(ConversionOperations.class).submit(this.conversion))
				.withCauseInstanceOf(ReadTimeoutException.class));
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void compressedAnswerShouldNotBeUnpacked(boolean reallyCompressed) throws IOException {
		ByteArrayOutputStream body = new ByteArrayOutputStream();
		try (OutputStream out = reallyCompressed ? new GZIPOutputStream(body) : body) {
			out.write(new byte[10_000_000]);
		}
		this.api.answer(WireMock.ok().withHeader("Content-Encoding", "gzip").withBody(body.toByteArray()));
		this.patientRunner.withPropertyValues("nexmo.conversion.base-url=" + this.api.baseUrl()).run((context) -> {
			context.getBean(ConversionOperations.class).submit(this.conversion);
			assertThat(this.api.received()).singleElement()
				.satisfies((request) -> assertThat(request.containsHeader("Accept-Encoding")).isFalse());
		});
	}

	@Test
	void listenerThatCannotBeMadeShouldNotSpoilAnAcceptedConversion() {
		this.patientRunner.withPropertyValues("nexmo.conversion.base-url=" + this.api.baseUrl())
			.withBean("listener", ConversionOutcomeListener.class, () -> {
				throw new IllegalStateException("The listener's own problem");
			}, (definition) -> definition.setLazyInit(true))
			.run((context) -> {
				context.getBean(ConversionOperations.class).submit(this.conversion);
				assertThat(this.api.received()).hasSize(1);
			});
	}

	@Test
	void retriesShouldDefaultToThoseOfTheTemplate() {
		Retry defaults = new ConversionProperties().getRetry();
		RetryPolicy policy = ReactiveConversionTemplateBuilder.DEFAULT_RETRY_POLICY;
		assertThat(policy.getTimeout()).isEqualTo(defaults.getTimeout());
		assertThat(policy.getBackOff()).isInstanceOfSatisfying(ExponentialBackOff.class,
				(backOff) -> assertThat(backOff).returns(defaults.getMaxRetries(), ExponentialBackOff::getMaxAttempts)
					.returns(defaults.getDelay().toMillis(), ExponentialBackOff::getInitialInterval)
					.returns(defaults.getMultiplier(), ExponentialBackOff::getMultiplier)
					.returns(defaults.getJitter().toMillis(), ExponentialBackOff::getJitter)
					.returns(defaults.getMaxDelay().toMillis(), ExponentialBackOff::getMaxInterval));
	}

	@Test
	void retriesShouldBeConfigurable() {
		this.api.answer(503);
		this.patientRunner
			.withPropertyValues("nexmo.conversion.base-url=" + this.api.baseUrl(),
					"nexmo.conversion.retry.max-retries=3", "nexmo.conversion.retry.delay=1ms",
					"nexmo.conversion.retry.jitter=0", "nexmo.conversion.retry.max-delay=2ms",
					"nexmo.conversion.retry.multiplier=1")
			.run((context) -> {
				assertThatExceptionOfType(ConversionResponseException.class)
					.isThrownBy(() -> context.getBean(ConversionOperations.class).submit(this.conversion));
				assertThat(this.api.received()).hasSize(4);
			});
	}

	@Test
	void limitOfAsynchronousSubmissionsShouldBeConfigurable() {
		this.api.answerAfter(Duration.ofSeconds(2));
		this.patientRunner
			.withPropertyValues("nexmo.conversion.base-url=" + this.api.baseUrl(),
					"nexmo.conversion.async.max-in-flight=1")
			.run((context) -> {
				ConversionOperations conversions = context.getBean(ConversionOperations.class);
				CompletableFuture<Void> first = conversions.submitAsync(this.conversion);
				assertThat(conversions.submitAsync(this.conversion)).failsWithin(Duration.ZERO)
					.withThrowableThat()
					.withCauseInstanceOf(ConversionNotSentException.class);
				assertThat(first).succeedsWithin(LIMIT);
			});
	}

	@Test
	void timeoutOfZeroShouldStillBoundAnAttempt() {
		this.contextRunner
			.withPropertyValues("nexmo.conversion.http.connect-timeout=0", "nexmo.conversion.http.read-timeout=0")
			.run((context) -> assertThat(context.getBean(ConversionConnectorFactory.class).getAttemptTimeout())
				.isEqualTo(Duration.ofSeconds(3)));
	}

	@ParameterizedTest
	@ValueSource(strings = { "async.max-in-flight=0", "http.connect-timeout=-1s", "http.read-timeout=-1s",
			"retry.delay=-1s", "retry.jitter=-1s", "retry.max-delay=0", "retry.max-retries=-1", "retry.multiplier=0.5",
			"retry.timeout=-1s" })
	void valueThatCannotWorkShouldBeRefusedWithItsProperty(String property) {
		this.contextRunner.withPropertyValues("nexmo.conversion." + property)
			.run((context) -> assertThat(context).hasFailed()
				.getFailure()
				.rootCause()
				.hasMessageStartingWith("nexmo.conversion." + property.substring(0, property.indexOf('=')) + " must "));
	}

	@Test
	void sslBundleThatIsMissingShouldFail() {
		this.contextRunner.withPropertyValues("nexmo.conversion.http.ssl.bundle=company")
			.run((context) -> assertThat(context).hasFailed()
				.getFailure()
				.rootCause()
				.isInstanceOf(NoSuchSslBundleException.class));
	}

	private static DisposableServer startServer(Duration delay, Consumer<Channel> whenConnected) {
		return HttpServer.create()
			.host("127.0.0.1")
			.port(0)
			.doOnChannelInit((observer, channel, address) -> whenConnected.accept(channel))
			.handle((request, response) -> request.receive()
				.then(Mono.delay(delay))
				.then(response.sendString(Mono.just("OK")).then()))
			.bindNow();
	}

	private static ConversionAccount defaultAccount(ConversionAccounts accounts) {
		return accounts.getAccount(ConversionAccount.DEFAULT_NAME);
	}

	@Configuration(proxyBeanMethods = false)
	static class CustomizerConfiguration {

		@Bean
		@Order(2)
		ConversionWebClientCustomizer second() {
			return (builder) -> builder.defaultHeader("X-Test", "second");
		}

		@Bean
		@Order(1)
		ConversionWebClientCustomizer first() {
			return (builder) -> builder.defaultHeader("X-Test", "first");
		}

		@Bean
		WebClientCustomizer all() {
			return (builder) -> builder.defaultHeader("X-Test", "all");
		}

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

	@Configuration(proxyBeanMethods = false)
	static class ReactorNettyCustomizerConfiguration {

		@Bean
		ClientHttpConnectorBuilderCustomizer<ReactorClientHttpConnectorBuilder> customizer() {
			return (builder) -> builder.withHttpClientCustomizer((client) -> client.followRedirect(true)
				.wiretap("wiretap", LogLevel.ERROR, AdvancedByteBufFormat.TEXTUAL));
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class ListenerConfiguration {

		private final List<ConversionOutcome> outcomes = new CopyOnWriteArrayList<>();

		@Bean
		ConversionOutcomeListener listener(ConversionTemplate template) {
			return this.outcomes::add;
		}

	}

}
