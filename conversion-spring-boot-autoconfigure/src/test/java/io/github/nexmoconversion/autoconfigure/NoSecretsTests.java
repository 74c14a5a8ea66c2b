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

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import com.github.tomakehurst.wiremock.client.WireMock;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.http.MultiValue;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import io.github.nexmoconversion.Conversion;
import io.github.nexmoconversion.ConversionChannel;
import io.github.nexmoconversion.ConversionException;
import io.github.nexmoconversion.ConversionOperations;
import io.github.nexmoconversion.client.RawHttpServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.LoggerFactory;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.http.client.autoconfigure.HttpClientAutoConfiguration;
import org.springframework.boot.http.client.autoconfigure.reactive.ReactiveHttpClientAutoConfiguration;
import org.springframework.boot.http.codec.autoconfigure.CodecsAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.webclient.autoconfigure.WebClientAutoConfiguration;
import org.springframework.context.ApplicationContext;
import org.springframework.http.HttpHeaders;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Looks for secrets in everything that an application logs, throws and prints.
 */
class NoSecretsTests {

	private static final String SECRET = "the-secret";

	private static final String KEY = "the-api-key";

	private static final String BASIC = HttpHeaders.encodeBasicAuth(KEY, SECRET, null);

	@RegisterExtension
	private final RawHttpServer api = new RawHttpServer();

	private final Logger rootLogger = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);

	private final Log log = new Log();

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(HttpClientAutoConfiguration.class,
				ReactiveHttpClientAutoConfiguration.class, CodecsAutoConfiguration.class,
				WebClientAutoConfiguration.class, ConversionAutoConfiguration.class))
		.withPropertyValues("nexmo.conversion.api-key=" + KEY, "spring.http.codecs.log-request-details=true",
				"nexmo.conversion.retry.delay=1ms", "nexmo.conversion.retry.jitter=0");

	// Time enough for a slow machine: an answer that comes too late shows nothing
	private final ApplicationContextRunner patientRunner = this.contextRunner
		.withPropertyValues("nexmo.conversion.http.read-timeout=1m", "nexmo.conversion.retry.timeout=2m");

	private Level level;

	@BeforeEach
	void logEverything() {
		this.level = this.rootLogger.getLevel();
		this.rootLogger.setLevel(Level.TRACE);
		this.log.start();
		this.rootLogger.addAppender(this.log);
	}

	@AfterEach
	void restoreLog() {
		this.rootLogger.detachAppender(this.log);
		this.rootLogger.setLevel(this.level);
	}

	@ParameterizedTest
	@MethodSource("accounts")
	void answersShouldNotBringSecretsIntoTheLog(String[] account) {
		for (int status : List.of(200, 401, 402, 420, 503)) {
			this.api.answer(status);
			this.patientRunner.withPropertyValues(account)
				.withPropertyValues("nexmo.conversion.base-url=" + this.api.baseUrl())
				.run(this::assertThatNothingIsShown);
		}
	}

	@ParameterizedTest
	@MethodSource("accounts")
	void brokenConnectionsShouldNotBringSecretsIntoTheLog(String[] account) {
		for (Fault fault : Fault.values()) {
			this.api.answer(WireMock.aResponse().withFault(fault));
			this.patientRunner.withPropertyValues(account)
				.withPropertyValues("nexmo.conversion.base-url=" + this.api.baseUrl())
				.run(this::assertThatNothingIsShown);
		}
	}

	@ParameterizedTest
	@MethodSource("accounts")
	void lackOfAConnectionShouldNotBringSecretsIntoTheLog(String[] account) {
		for (String baseUrl : List.of("http://127.0.0.1:1", "https://no-such-host.invalid")) {
			this.contextRunner.withPropertyValues(account)
				.withPropertyValues("nexmo.conversion.base-url=" + baseUrl)
				.run(this::assertThatNothingIsShown);
		}
	}

	static Stream<Arguments> accounts() {
		return Stream
			.of(new String[] { "api-secret=" + SECRET },
					new String[] { "api-secret=" + SECRET, "authentication=basic" },
					new String[] { "signature.secret=" + SECRET },
					new String[] { "signature.secret=" + SECRET, "signature.algorithm=hmac-sha256",
							"signature.timestamp=epoch-seconds" })
			.flatMap((account) -> Stream.of("body", "query")
				.map((location) -> Stream.concat(Arrays.stream(account), Stream.of("parameter-location=" + location))))
			.map((properties) -> properties.map("nexmo.conversion."::concat).toArray(String[]::new))
			.map((properties) -> Arguments.of((Object) properties));
	}

	private void assertThatNothingIsShown(ApplicationContext context) {
		List<String> shown = new ArrayList<>();
		try {
			context.getBean(ConversionOperations.class).submit(Conversion.delivered(ConversionChannel.SMS, "id"));
		}
		catch (ConversionException ex) {
			shown.add(stackTraceOf(ex));
		}
		for (String name : context.getBeanDefinitionNames()) {
			shown.add(context.getBean(name).toString());
		}
		this.log.events.stream().filter(NoSecretsTests::isNotTheDocumentedException).forEach((event) -> {
			shown.add(event.getFormattedMessage());
			shown.add(ThrowableProxyUtil.asString(event.getThrowableProxy()));
		});
		List<String> secrets = new ArrayList<>(List.of(SECRET, KEY, BASIC));
		this.api.received().forEach((request) -> secrets.addAll(signaturesOf(request)));
		assertThat(shown).hasSizeGreaterThan(50).noneMatch((text) -> secrets.stream().anyMatch(text::contains));
	}

	// Reactor Netty logs URLs at debug level, of which the page about security and
	// start-up warn
	private static boolean isNotTheDocumentedException(ILoggingEvent event) {
		return !(event.getLoggerName().equals("reactor.netty.http.client.HttpClientConnect")
				&& Level.DEBUG.isGreaterOrEqual(event.getLevel()));
	}

	private static List<String> signaturesOf(LoggedRequest request) {
		return Stream.of(request.queryParameter("sig"), request.formParameter("sig"))
			.filter(MultiValue::isPresent)
			.map(MultiValue::firstValue)
			.toList();
	}

	private static String stackTraceOf(Exception ex) {
		StringWriter trace = new StringWriter();
		ex.printStackTrace(new PrintWriter(trace));
		return trace.toString();
	}

	private static final class Log extends AppenderBase<ILoggingEvent> {

		private final Queue<ILoggingEvent> events = new ConcurrentLinkedQueue<>();

		@Override
		protected void append(ILoggingEvent event) {
			this.events.add(event);
		}

	}

}
