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

package io.github.nexmoconversion.benchmarks.stub;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import io.github.nexmoconversion.benchmarks.process.JavaProcess;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;

/**
 * A strict Conversion API with little overhead. It runs in its own process, so that its
 * cost does not count towards the clients. It prints its ports and exits when its
 * standard input is closed.
 */
public final class StubApi {

	private static final long PRECISION = TimeUnit.MICROSECONDS.toNanos(200);

	private final StubStatistics statistics = new StubStatistics();

	private volatile Duration delay = Duration.ZERO;

	private volatile boolean body;

	private StubApi() {
	}

	public static void main(String[] args) throws Exception {
		StubApi api = new StubApi();
		DisposableServer plain = api.start(HttpServer.create());
		SslContext ssl = SslContextBuilder.forServer(StubCertificate.keyManagers(Path.of(args[0]))).build();
		DisposableServer tls = api.start(HttpServer.create().secure((spec) -> spec.sslContext(ssl)));
		JavaProcess.answer(plain.port() + " " + tls.port());
		while (System.in.read() >= 0) {
			// The parent process closes the stream to end this process
		}
	}

	private DisposableServer start(HttpServer server) {
		return server.host("127.0.0.1")
			.port(0)
			.doOnChannelInit((observer, channel, address) -> this.statistics.connected())
			.route((routes) -> routes.post("/conversions/sms", this::convert)
				.post("/conversions/voice", this::convert)
				.post("/control", this::control)
				.get("/statistics", (request, response) -> response.sendString(Mono.just(this.statistics.toString()))))
			.bindNow();
	}

	private Mono<Void> control(HttpServerRequest request, HttpServerResponse response) {
		Map<String, List<String>> settings = new QueryStringDecoder(request.uri()).parameters();
		this.delay = Duration.ofMillis(Long.parseLong(StubStatistics.one(settings, "delay")));
		this.body = Boolean.parseBoolean(StubStatistics.one(settings, "body"));
		this.statistics.reset();
		return response.send();
	}

	// Parameters are in the body, or in the query as sent by the vendor's SDK
	private Mono<Void> convert(HttpServerRequest request, HttpServerResponse response) {
		long received = System.nanoTime();
		return request.receive().aggregate().asString(StandardCharsets.UTF_8).defaultIfEmpty("").flatMap((form) -> {
			boolean accepted = this.statistics.received(new QueryStringDecoder(request.uri()).parameters(),
					new QueryStringDecoder(form, false).parameters(), request.requestHeaders());
			response.status(accepted ? 200 : 420);
			Mono<Void> answer = this.body ? response.sendString(Mono.just("OK")).then() : empty(response);
			return this.delay.isZero() ? answer : waitUntil(received + this.delay.toNanos(), response).then(answer);
		});
	}

	// On the event loop that answers, and in shrinking steps, since timers on virtual
	// machines are late in proportion to their delay
	private static Mono<Void> waitUntil(long time, HttpServerResponse response) {
		return Mono.create((sink) -> response
			.withConnection((connection) -> waitUntil(time, connection.channel().eventLoop(), sink)));
	}

	private static void waitUntil(long time, EventLoop eventLoop, MonoSink<Void> sink) {
		long left = time - System.nanoTime();
		if (left < PRECISION) {
			sink.success();
		}
		else {
			eventLoop.schedule(() -> waitUntil(time, eventLoop, sink), left * 3 / 4, TimeUnit.NANOSECONDS);
		}
	}

	private static Mono<Void> empty(HttpServerResponse response) {
		return response.header("Content-Length", "0").send();
	}

}
