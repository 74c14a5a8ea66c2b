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

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

import io.github.nexmoconversion.Conversion;
import io.github.nexmoconversion.ConversionChannel;
import io.github.nexmoconversion.account.ConversionAccount;
import io.github.nexmoconversion.account.ConversionAccounts;
import io.github.nexmoconversion.account.ConversionCredentials.ApiSecret;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.util.ResourceLeakDetector;
import org.hamcrest.Matchers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerResponse;
import reactor.netty.resources.ConnectionProvider;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.core.retry.RetryPolicy;
import org.springframework.http.HttpHeaders;
import org.springframework.http.client.reactive.ReactorClientHttpConnector;
import org.springframework.web.reactive.function.client.WebClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests how {@link WebClientConversionExchange} treats connections and the bodies of
 * answers, which a stub of whole answers cannot show.
 */
@ExtendWith(OutputCaptureExtension.class)
class ConversionConnectionTests {

	private static final Duration LIMIT = Duration.ofMinutes(1);

	private static final Duration NO_TIMEOUT = Duration.ofMinutes(5);

	private final ConnectionProvider connections = ConnectionProvider.create("test", 1);

	private final AtomicInteger connectionsOpened = new AtomicInteger();

	private final AtomicInteger connectionsClosed = new AtomicInteger();

	private final AtomicInteger connectionsLost = new AtomicInteger();

	private final List<Channel> serverChannels = new CopyOnWriteArrayList<>();

	private final HttpClient client = HttpClient.create(this.connections)
		.doOnChannelInit((observer, channel, address) -> channel.closeFuture()
			.addListener((closed) -> this.connectionsLost.incrementAndGet()));

	private final ResourceLeakDetector.Level leakDetection = ResourceLeakDetector.getLevel();

	private DisposableServer server;

	@BeforeEach
	void detectLeaks() {
		ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.PARANOID);
	}

	@AfterEach
	void nothingShouldBeLeftBehind(CapturedOutput output) {
		// Leaks are reported when further buffers are taken
		for (int i = 0; i < 5; i++) {
			System.gc();
			template(Duration.ofMillis(200)).submit(conversion()).onErrorComplete().block(LIMIT);
		}
		this.connections.disposeLater().block(LIMIT);
		this.server.disposeNow(LIMIT);
		ResourceLeakDetector.setLevel(this.leakDetection);
		assertThat(output).doesNotContain("LEAK");
	}

	@ParameterizedTest
	@CsvSource({ "'', true", "'', false", "OK, true", "OK, false" })
	void connectionShouldBeUsedAgainWithAndWithoutBody(String body, boolean knownLength) {
		start((response) -> response
			.sendString(knownLength ? Mono.just(body) : Flux.just(body.substring(0, body.length() / 2), body)));
		for (int i = 0; i < 5; i++) {
			submit();
		}
		assertThat(this.connectionsOpened).hasValue(1);
	}

	@Test
	void connectionShouldBeUsedAgainAfterAnErrorWithBody() {
		start((response) -> response.status(503).sendString(Flux.just("<html>", "busy", "</html>")));
		for (int i = 0; i < 5; i++) {
			template(NO_TIMEOUT).submit(conversion()).onErrorComplete().block(LIMIT);
		}
		assertThat(this.connectionsOpened).hasValue(1);
	}

	@Test
	void connectionShouldBeUsedAgainAfterTheLongestBodyOfUnknownLength() {
		start((response) -> response.send(Flux.range(0, 8).map((index) -> Unpooled.wrappedBuffer(new byte[8 * 1024]))));
		for (int i = 0; i < 5; i++) {
			submit();
		}
		assertThat(this.connectionsOpened).hasValue(1);
	}

	@Test
	void connectionThatTheApiClosedWhileIdleShouldNotFailTheNextConversion() {
		start((response) -> response.sendString(Flux.just("OK")));
		for (int i = 1; i <= 3; i++) {
			submit();
			this.serverChannels.forEach(Channel::close);
			await().atMost(LIMIT).untilAtomic(this.connectionsLost, Matchers.is(i));
		}
		assertThat(this.connectionsOpened).hasValue(3);
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void endlessBodyShouldBeCutOffLongBeforeTheTimeIsUp(boolean knownLength) {
		start((response) -> (knownLength ? response.header(HttpHeaders.CONTENT_LENGTH, "1000000000000") : response)
			.send(Flux.generate((sink) -> sink.next(Unpooled.wrappedBuffer(new byte[8 * 1024])))));
		submit();
		await().atMost(LIMIT).untilAtomic(this.connectionsClosed, Matchers.is(1));
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void bodyThatDripsShouldBeCutOffWhenTheTimeIsUp(boolean knownLength) {
		AtomicBoolean warm = new AtomicBoolean();
		start((response) -> warm.getAndSet(true)
				? (knownLength ? response.header(HttpHeaders.CONTENT_LENGTH, "1000") : response).sendString(drip())
				: response.sendString(Mono.just("OK")));
		submit();
		submit(Duration.ofSeconds(1));
		await().atMost(LIMIT).untilAtomic(this.connectionsClosed, Matchers.is(1));
	}

	private static Flux<String> drip() {
		return Flux.interval(Duration.ofMillis(50)).map((tick) -> "x");
	}

	private void start(Function<HttpServerResponse, Publisher<Void>> answer) {
		this.server = HttpServer.create().host("127.0.0.1").port(0).doOnChannelInit((observer, channel, address) -> {
			this.connectionsOpened.incrementAndGet();
			this.serverChannels.add(channel);
			channel.closeFuture().addListener((closed) -> this.connectionsClosed.incrementAndGet());
		})
			.handle((request, response) -> request.receive().then().thenMany(Flux.defer(() -> answer.apply(response))))
			.bindNow(LIMIT);
	}

	private void submit() {
		submit(NO_TIMEOUT);
	}

	private void submit(Duration timeout) {
		template(timeout).submit(conversion()).block(LIMIT);
	}

	private static Conversion conversion() {
		return Conversion.delivered(ConversionChannel.SMS, "id");
	}

	private ReactiveConversionTemplate template(Duration timeout) {
		WebClient.Builder builder = WebClient.builder().clientConnector(new ReactorClientHttpConnector(this.client));
		ConversionAccount account = new ConversionAccount("default", new ApiSecret("key", "secret"));
		return new ReactiveConversionTemplateBuilder(builder, ConversionAccounts.of(List.of(account)))
			.baseUrl(URI.create("http://127.0.0.1:" + this.server.port() + "/conversions"))
			.timeout(timeout)
			.retryPolicy(RetryPolicy.withMaxRetries(0))
			.build();
	}

}
