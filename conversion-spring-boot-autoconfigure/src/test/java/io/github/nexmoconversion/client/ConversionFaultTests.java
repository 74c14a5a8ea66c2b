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

package io.github.nexmoconversion.client;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;

import com.github.tomakehurst.wiremock.client.WireMock;
import com.github.tomakehurst.wiremock.http.Fault;
import io.github.nexmoconversion.Conversion;
import io.github.nexmoconversion.ConversionChannel;
import io.github.nexmoconversion.ConversionException;
import io.github.nexmoconversion.ConversionResponseException;
import io.github.nexmoconversion.ConversionStatus;
import io.github.nexmoconversion.ConversionTransportException;
import io.github.nexmoconversion.account.ConversionAccount;
import io.github.nexmoconversion.account.ConversionAccounts;
import io.github.nexmoconversion.account.ConversionCredentials.ApiSecret;
import io.netty.util.ResourceLeakDetector;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.core.Exceptions;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.core.retry.RetryPolicy;
import org.springframework.http.client.reactive.ReactorClientHttpConnector;
import org.springframework.web.reactive.function.client.WebClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchException;

/**
 * Tests that whatever goes wrong ends in the documented result and in time, and leaves
 * neither a connection nor a buffer behind: each time the next conversion is accepted,
 * over a pool of one connection.
 */
@ExtendWith(OutputCaptureExtension.class)
class ConversionFaultTests {

	private static final Duration LIMIT = Duration.ofMinutes(1);

	private final ResourceLeakDetector.Level leakDetection = ResourceLeakDetector.getLevel();

	private final ConnectionProvider connections = ConnectionProvider.create("faults", 1);

	private Duration timeout = LIMIT;

	private final Conversion conversion = Conversion.delivered(ConversionChannel.SMS, "id");

	@RegisterExtension
	private final RawHttpServer api = new RawHttpServer();

	@BeforeEach
	void detectLeaks() {
		ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.PARANOID);
	}

	@AfterEach
	void nothingShouldBeLeftBehind(CapturedOutput output) {
		this.timeout = LIMIT;
		this.api.answer(WireMock.ok("OK"));
		// Leaks are reported when further buffers are taken
		for (int i = 0; i < 5; i++) {
			System.gc();
			submit(this.api.baseUrl());
		}
		this.connections.disposeLater().block(LIMIT);
		ResourceLeakDetector.setLevel(this.leakDetection);
		assertThat(output).doesNotContain("LEAK");
	}

	@Test
	void everyStatusShouldEndInItsDocumentedResult() {
		IntStream.range(200, 600).forEach((status) -> {
			this.api.answer(WireMock.aResponse().withStatus(status).withBody(hasBody(status) ? "<html>" : ""));
			ConversionException ex = fail(this.api.baseUrl());
			if (ConversionStatus.from(status) == ConversionStatus.ACCEPTED) {
				assertThat(ex).isNull();
			}
			else {
				assertThat(ex).isInstanceOfSatisfying(ConversionResponseException.class,
						(failure) -> assertThat(failure.getStatusCode()).isEqualTo(status));
			}
		});
	}

	@ParameterizedTest
	@EnumSource(value = Fault.class, mode = EnumSource.Mode.EXCLUDE, names = "MALFORMED_RESPONSE_CHUNK")
	void brokenAnswer(Fault fault) {
		this.api.answer(WireMock.aResponse().withFault(fault));
		assertThat(fail(this.api.baseUrl())).isInstanceOf(ConversionTransportException.class);
	}

	@Test
	void redirectToAnotherHost() {
		this.api.answer(WireMock.temporaryRedirect("https://no-such-host.invalid/conversions/sms"));
		assertThat(fail(this.api.baseUrl())).isInstanceOfSatisfying(ConversionResponseException.class,
				(ex) -> assertThat(ex.getStatusCode()).isEqualTo(302));
		assertThat(this.api.received()).hasSize(1);
	}

	@Test
	void brokenBodyOfAnAcceptedConversion() {
		this.api.answer(WireMock.ok().withFault(Fault.MALFORMED_RESPONSE_CHUNK));
		assertThat(fail(this.api.baseUrl())).isNull();
	}

	@Test
	void refusedConnection() throws IOException {
		int port;
		try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			port = socket.getLocalPort();
		}
		assertThat(fail(URI.create("http://127.0.0.1:" + port))).isInstanceOf(ConversionTransportException.class)
			.hasMessageContaining("Connection refused");
	}

	@Test
	void unknownHost() {
		assertThat(fail(URI.create("https://no-such-host.invalid"))).isInstanceOf(ConversionTransportException.class);
	}

	@Test
	void tlsOnAPortWithoutTlsShouldNotFillTheMessage() {
		URI baseUrl = URI.create(this.api.baseUrl().toString().replace("http:", "https:"));
		assertThat(fail(baseUrl)).isInstanceOf(ConversionTransportException.class)
			.satisfies((ex) -> assertThat(ex.getMessage()).hasSizeLessThan(500));
	}

	@Test
	void serverThatNeverAnswers() throws IOException {
		try (ServerSocket socket = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
			this.timeout = Duration.ofMillis(500);
			long start = System.nanoTime();
			assertThat(fail(URI.create("http://127.0.0.1:" + socket.getLocalPort())))
				.isInstanceOf(ConversionTransportException.class)
				.hasCauseInstanceOf(TimeoutException.class);
			assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(LIMIT);
		}
	}

	private static boolean hasBody(int status) {
		return status != 204 && status != 205 && status != 304;
	}

	private void submit(URI baseUrl) {
		HttpClient client = HttpClient.create(this.connections);
		WebClient.Builder builder = WebClient.builder().clientConnector(new ReactorClientHttpConnector(client));
		ConversionAccount account = new ConversionAccount("default", new ApiSecret("key", "secret"));
		new ReactiveConversionTemplateBuilder(builder, ConversionAccounts.of(List.of(account))).baseUrl(baseUrl)
			.timeout(this.timeout)
			.retryPolicy(RetryPolicy.withMaxRetries(0))
			.build()
			.submit(this.conversion)
			.block();
	}

	private ConversionException fail(URI baseUrl) {
		Exception ex = catchException(() -> submit(baseUrl));
		return (ex != null) ? (ConversionException) Exceptions.unwrap(ex) : null;
	}

}
