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

package io.github.nexmoconversion.docs.observability;

import java.util.List;
import java.util.stream.Stream;

import io.github.nexmoconversion.samples.twofactorlogin.TwoFactorLoginApplication;
import io.github.nexmoconversion.test.MockConversionApi;

import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.web.client.RestClient;

/**
 * The running sample with its {@code application.yml} and a mock Conversion API.
 */
final class RunningSample implements AutoCloseable {

	private static final String PHONE = "447700900123";

	private final MockConversionApi api = MockConversionApi.start();

	private final ConfigurableApplicationContext context;

	private final RestClient client;

	RunningSample(String... properties) {
		List<String> own = List.of("spring.config.name=application", "server.port=0",
				"nexmo.conversion.base-url=" + this.api.getBaseUrl(), "nexmo.conversion.api-key=mock-key",
				"nexmo.conversion.api-secret=mock-secret", "nexmo.conversion.http.read-timeout=1m");
		this.context = new SpringApplicationBuilder(TwoFactorLoginApplication.class)
			.run(Stream.concat(own.stream(), Stream.of(properties))
				.map((property) -> "--" + property)
				.toArray(String[]::new));
		this.client = RestClient.create("http://127.0.0.1:" + getPort());
	}

	int getPort() {
		return ((WebServerApplicationContext) this.context).getWebServer().getPort();
	}

	String get(String uri) {
		return this.client.get().uri(uri).retrieve().body(String.class);
	}

	/**
	 * Log in with the correct code, so that it is reported as delivered.
	 */
	void logIn() {
		String login = post("/logins?phone=" + PHONE);
		String message = get("/phones/" + PHONE).strip();
		post("/logins/" + login + "/code?code=" + message.substring(message.lastIndexOf(' ') + 1));
	}

	/**
	 * Request a second code, so that the first is reported as not delivered.
	 */
	void resend() {
		post("/logins/" + post("/logins?phone=" + PHONE) + "/resend");
	}

	void setOutage(boolean outage) {
		this.api.setOutage(outage);
	}

	private String post(String uri) {
		return this.client.post().uri(uri).retrieve().body(String.class).strip();
	}

	@Override
	public void close() {
		this.context.close();
		this.api.close();
	}

}
