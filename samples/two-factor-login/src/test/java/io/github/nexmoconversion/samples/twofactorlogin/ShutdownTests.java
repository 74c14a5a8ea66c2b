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

package io.github.nexmoconversion.samples.twofactorlogin;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import com.sun.net.httpserver.HttpServer;
import io.github.nexmoconversion.client.AsyncConversionSubmitter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.event.ContextClosedEvent;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that the application completes the reports in flight when it shuts down.
 */
class ShutdownTests {

	private final CountDownLatch closing = new CountDownLatch(1);

	private final CountDownLatch received = new CountDownLatch(1);

	private final AtomicInteger answered = new AtomicInteger();

	private HttpServer api;

	@BeforeEach
	void startApi() throws IOException {
		this.api = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		this.api.createContext("/", (exchange) -> {
			exchange.getRequestBody().readAllBytes();
			this.received.countDown();
			await(this.closing);
			exchange.sendResponseHeaders(200, -1);
			exchange.close();
			this.answered.incrementAndGet();
		});
		this.api.start();
	}

	@AfterEach
	void stopApi() {
		this.api.stop(0);
	}

	@Test
	void reportInFlightCompletesBeforeTheApplicationEnds() {
		ConfigurableApplicationContext context = new SpringApplicationBuilder(TwoFactorLoginApplication.class)
			.listeners((ApplicationListener<ContextClosedEvent>) (event) -> this.closing.countDown())
			.run("--server.port=0", "--nexmo.conversion.api-key=key", "--nexmo.conversion.api-secret=secret",
					"--nexmo.conversion.base-url=http://127.0.0.1:" + this.api.getAddress().getPort(),
					"--nexmo.conversion.http.read-timeout=1m");
		LoginService logins = context.getBean(LoginService.class);
		assertThat(logins.resend(logins.start("447700900123"))).isPresent();
		await(this.received);
		assertThat(this.answered).hasValue(0);
		context.close();
		assertThat(this.answered).hasValue(1);
	}

	@Test
	void webServerStopsFirstSinceItsLastRequestsMayStillReport() {
		assertThat(AsyncConversionSubmitter.PHASE).isLessThan(WebServerApplicationContext.START_STOP_LIFECYCLE_PHASE)
			.isLessThan(WebServerApplicationContext.GRACEFUL_SHUTDOWN_PHASE);
	}

	private static void await(CountDownLatch latch) {
		try {
			latch.await(1, TimeUnit.MINUTES);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}
