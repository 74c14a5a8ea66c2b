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

package io.github.nexmoconversion.starter;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import com.sun.net.httpserver.HttpServer;
import io.github.nexmoconversion.Conversion;
import io.github.nexmoconversion.ConversionChannel;
import io.github.nexmoconversion.client.ConversionTemplate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.util.ClassUtils;
import org.springframework.web.context.WebApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests an application that depends on the starter only.
 */
class StarterTests {

	private final List<String> received = new CopyOnWriteArrayList<>();

	private HttpServer api;

	@BeforeEach
	void startApi() throws IOException {
		this.api = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		this.api.createContext("/conversions/", (exchange) -> {
			String form = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
			this.received.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " " + form);
			exchange.sendResponseHeaders(200, 2);
			exchange.getResponseBody().write("OK".getBytes(StandardCharsets.UTF_8));
			exchange.close();
		});
		this.api.start();
	}

	@AfterEach
	void stopApi() {
		this.api.stop(0);
	}

	@Test
	void plainApplicationShouldReportConversionsAndStartNoWebServer() {
		SpringApplication application = new SpringApplication(PlainApplication.class);
		try (ConfigurableApplicationContext context = run(application)) {
			context.getBean(ConversionTemplate.class).submit(Conversion.delivered(ConversionChannel.SMS, "00A0B0C0"));
			assertThat(context).isNotInstanceOf(WebApplicationContext.class);
			assertThat(context.getClass().getSimpleName()).doesNotContain("Web");
		}
		assertThat(this.received).singleElement()
			.asString()
			.startsWith("POST /conversions/sms api_key=abcd1234&api_secret=local&delivered=true&message-id=00A0B0C0&");
	}

	@Test
	void applicationThatEndsAtOnceShouldCompleteSubmissionsInFlight() {
		SpringApplication application = new SpringApplication(PlainApplication.class);
		try (ConfigurableApplicationContext context = run(application)) {
			context.getBean(ConversionTemplate.class)
				.submitAsync(Conversion.delivered(ConversionChannel.VOICE, "00A0B0C0"));
		}
		assertThat(this.received).singleElement().asString().startsWith("POST /conversions/voice ");
	}

	@ParameterizedTest
	@ValueSource(strings = { "jakarta.servlet.Servlet", "tools.jackson.databind.ObjectMapper",
			"com.fasterxml.jackson.databind.ObjectMapper", "io.micrometer.core.instrument.MeterRegistry",
			"org.springframework.boot.actuate.endpoint.annotation.Endpoint" })
	void shouldAddNoUnnecessaryDependencies(String className) {
		assertThat(ClassUtils.isPresent(className, null)).isFalse();
	}

	// With time enough for a slow machine: what is not answered in time is sent again
	private ConfigurableApplicationContext run(SpringApplication application) {
		return application.run("--nexmo.conversion.http.read-timeout=1m", "--nexmo.conversion.retry.timeout=2m",
				"--nexmo.conversion.base-url=http://127.0.0.1:" + this.api.getAddress().getPort() + "/conversions");
	}

	@SpringBootApplication
	static class PlainApplication {

	}

}
