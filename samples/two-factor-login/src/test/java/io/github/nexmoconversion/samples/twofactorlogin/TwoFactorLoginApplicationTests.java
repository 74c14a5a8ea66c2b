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

import java.util.List;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.HttpStatusCode;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.web.client.RestClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests the running sample over HTTP.
 */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
class TwoFactorLoginApplicationTests {

	private static final LocalConversionApi API = new LocalConversionApi(0);

	private static final String PHONE = "447700900123";

	private final RestClient client;

	TwoFactorLoginApplicationTests(@LocalServerPort int port) {
		this.client = RestClient.builder()
			.baseUrl("http://127.0.0.1:" + port)
			.defaultStatusHandler((status) -> true, (request, response) -> {
			})
			.build();
	}

	@DynamicPropertySource
	static void localConversionApi(DynamicPropertyRegistry registry) {
		registry.add("nexmo.conversion.base-url", API::getBaseUrl);
		registry.add("nexmo.conversion.api-key", () -> LocalConversionApi.API_KEY);
		registry.add("nexmo.conversion.api-secret", () -> LocalConversionApi.API_SECRET);
	}

	@AfterAll
	static void stopApi() {
		API.close();
	}

	@BeforeEach
	void resetApi() {
		API.reset();
	}

	@Test
	void rightCodeLogsInAndIsReportedAsDelivered() {
		double before = count("200");
		String login = post("/logins?phone=" + PHONE);
		assertThat(post("/logins/" + login + "/code?code=" + code())).isEqualTo("Logged in");
		awaitReceived("delivered=true");
		await().until(() -> count("200") == before + 1);
	}

	@Test
	void requestForAnotherCodeReportsTheFirstAsNotDelivered() {
		String login = post("/logins?phone=" + PHONE);
		String again = post("/logins/" + login + "/resend");
		awaitReceived("delivered=false");
		assertThat(post("/logins/" + login + "/code?code=" + code())).isEqualTo("Wrong code");
		assertThat(post("/logins/" + again + "/code?code=" + code())).isEqualTo("Logged in");
		awaitReceived("delivered=false", "delivered=true");
	}

	@Test
	void codeCanBeEnteredThreeTimes() {
		String login = post("/logins?phone=" + PHONE);
		for (int i = 0; i < 3; i++) {
			assertThat(post("/logins/" + login + "/code?code=wrong")).isEqualTo("Wrong code");
		}
		assertThat(post("/logins/" + login + "/code?code=" + code())).isEqualTo("Wrong code");
		post("/logins/" + login + "/resend");
		awaitReceived("delivered=false");
	}

	@Test
	void unknownLoginIsRefused() {
		assertThat(status("/logins/unknown/code?code=123456").value()).isEqualTo(401);
		assertThat(status("/logins/unknown/resend").value()).isEqualTo(404);
	}

	// All that the application reports is awaited, so that no test receives another's
	private void awaitReceived(String... delivered) {
		await().until(() -> API.getReceived().size() >= delivered.length);
		assertThat(API.getReceived()).hasSize(delivered.length)
			.allSatisfy((line) -> assertThat(line)
				.matches("POST /conversions/sms \\{delivered=.+, message-id=[0-9A-F]{16}, timestamp=.+} -> 200"));
		for (int i = 0; i < delivered.length; i++) {
			assertThat(API.getReceived().get(i)).contains(delivered[i]);
		}
	}

	private String post(String uri) {
		return this.client.post().uri(uri).retrieve().body(String.class).strip();
	}

	private HttpStatusCode status(String uri) {
		return this.client.post().uri(uri).retrieve().toBodilessEntity().getStatusCode();
	}

	private String code() {
		String message = this.client.get().uri("/phones/" + PHONE).retrieve().body(String.class);
		return message.strip().substring("Your code is ".length());
	}

	private double count(String status) {
		Metric metric = this.client.get()
			.uri("/actuator/metrics/nexmo.conversion.outcomes?tag=status:" + status)
			.retrieve()
			.body(Metric.class);
		return metric.measurements().get(0).value();
	}

	record Metric(List<Measurement> measurements) {

	}

	record Measurement(double value) {

	}

}
