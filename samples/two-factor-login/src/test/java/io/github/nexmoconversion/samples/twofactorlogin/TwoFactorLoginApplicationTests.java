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

import java.time.Duration;
import java.util.List;

import io.github.nexmoconversion.test.MockConversionApi;
import io.github.nexmoconversion.test.ReceivedConversion;
import io.github.nexmoconversion.test.autoconfigure.AutoConfigureMockConversionApi;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.HttpStatusCode;
import org.springframework.web.client.RestClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests the running sample over HTTP.
 */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT,
		properties = { "nexmo.conversion.http.read-timeout=1m", "nexmo.conversion.outbox.pending.time-to-live=1h" })
@AutoConfigureMockConversionApi
class TwoFactorLoginApplicationTests {

	private static final Duration LIMIT = Duration.ofMinutes(1);

	private static final String PHONE = "447700900123";

	private final MockConversionApi api;

	private final RestClient client;

	TwoFactorLoginApplicationTests(@Autowired MockConversionApi api, @LocalServerPort int port) {
		this.api = api;
		this.client = RestClient.builder()
			.baseUrl("http://127.0.0.1:" + port)
			.defaultStatusHandler((status) -> true, (request, response) -> {
			})
			.build();
	}

	@Test
	void rightCodeLogsInAndIsReportedAsDelivered() {
		double before = count("200");
		String login = post("/logins?phone=" + PHONE);
		assertThat(post("/logins/" + login + "/code?code=" + code())).isEqualTo("Logged in");
		awaitReceived("true");
		await().atMost(LIMIT).until(() -> count("200") == before + 1);
	}

	@Test
	void requestForAnotherCodeReportsTheFirstAsNotDelivered() {
		String login = post("/logins?phone=" + PHONE);
		String again = post("/logins/" + login + "/resend");
		awaitReceived("false");
		assertThat(post("/logins/" + login + "/code?code=" + code())).isEqualTo("Wrong code");
		assertThat(post("/logins/" + again + "/code?code=" + code())).isEqualTo("Logged in");
		awaitReceived("false", "true");
	}

	@Test
	void codeCanBeEnteredThreeTimes() {
		String login = post("/logins?phone=" + PHONE);
		for (int i = 0; i < 3; i++) {
			assertThat(post("/logins/" + login + "/code?code=wrong")).isEqualTo("Wrong code");
		}
		assertThat(post("/logins/" + login + "/code?code=" + code())).isEqualTo("Wrong code");
		post("/logins/" + login + "/resend");
		awaitReceived("false");
	}

	@Test
	void unknownLoginIsRefused() {
		assertThat(status("/logins/unknown/code?code=123456").value()).isEqualTo(401);
		assertThat(status("/logins/unknown/resend").value()).isEqualTo(404);
	}

	@Test
	void unknownDeadConversionIsNotFound() {
		assertThat(status("/actuator/conversionoutbox/unknown").value()).isEqualTo(404);
		HttpStatusCode discarded = this.client.delete()
			.uri("/actuator/conversionoutbox/unknown")
			.retrieve()
			.toBodilessEntity()
			.getStatusCode();
		assertThat(discarded.value()).isEqualTo(404);
	}

	@ParameterizedTest
	@ValueSource(strings = { "offset=-1", "limit=0", "limit=-1", "limit=1001", "offset=none" })
	void pageOfDeadConversionsThatIsOutOfRangeIsRefused(String query) {
		HttpStatusCode answer = this.client.get()
			.uri("/actuator/conversionoutbox?" + query)
			.retrieve()
			.toBodilessEntity()
			.getStatusCode();
		assertThat(answer.value()).isEqualTo(400);
	}

	@Test
	void pageIsRenderedOnTheServer() {
		assertThat(this.client.get().uri("/").retrieve().body(String.class)).contains("Send me a code",
				"nexmo.conversion.outcomes by status");
	}

	@Test
	void pageHasNoOutageSwitchWithoutALocalApi() {
		assertThat(this.client.get().uri("/").retrieve().body(String.class)).doesNotContain("outage");
	}

	// Waits for every report, so that no test receives the reports of another
	private void awaitReceived(String... delivered) {
		assertThat(this.api).within(LIMIT).hasReceived(delivered.length);
		assertThat(this.api.getReceived()).allMatch(ReceivedConversion::isAccepted)
			.map(ReceivedConversion::delivered)
			.containsExactly(delivered);
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
