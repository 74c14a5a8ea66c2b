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

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

import io.github.nexmoconversion.signature.RequestSigner;
import io.github.nexmoconversion.signature.SignatureAlgorithm;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that {@link LocalConversionApi} takes what the vendor documents and nothing else.
 */
class LocalConversionApiTests {

	private static final String ACCOUNT = "api_key=local-key&api_secret=local-secret";

	private static final String CONVERSION = "message-id=00A0B0C0&delivered=true&timestamp=2020-01-01+12%3A00%3A00";

	private final LocalConversionApi api = new LocalConversionApi(0);

	private final HttpClient client = HttpClient.newHttpClient();

	@AfterEach
	void stop() {
		this.api.close();
	}

	@ParameterizedTest
	@ValueSource(strings = { "/sms", "/voice" })
	void documentedRequestIsAccepted(String path) throws Exception {
		HttpResponse<String> response = send("POST", path, ACCOUNT + "&" + CONVERSION);
		assertThat(response.statusCode()).isEqualTo(200);
		assertThat(response.body()).isEqualTo("OK");
		assertThat(this.api.getReceived()).containsExactly("POST /conversions" + path
				+ " {delivered=true, message-id=00A0B0C0, timestamp=2020-01-01 12:00:00} -> 200");
	}

	@Test
	void signedRequestIsAccepted() throws Exception {
		assertThat(post(signed("2020-01-01 12:00:00"))).isEqualTo(200);
		assertThat(post(signed("2020-01-01 12:00:00").replace("true", "false"))).isEqualTo(401);
	}

	@Test
	void signedRequestMayHaveItsOwnTimeInEpochSeconds() throws Exception {
		long now = Instant.now().getEpochSecond();
		assertThat(post(signed(String.valueOf(now)))).isEqualTo(200);
		assertThat(post(signed(String.valueOf(now - 3600)))).isEqualTo(401);
		assertThat(post(ACCOUNT + "&message-id=id&delivered=true&timestamp=" + now)).isEqualTo(420);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "api_key=local-key", "api_key=local-key&api_secret=wrong",
			"api_key=other&api_secret=local-secret", "api_secret=local-secret", "api_key=local-key&sig=00",
			"api_key=local-key&api_secret=local-secret&sig=00" })
	void wrongCredentialsAreRefused(String credentials) throws Exception {
		assertThat(post(credentials + "&" + CONVERSION)).isEqualTo(401);
	}

	@ParameterizedTest
	@ValueSource(
			strings = { "", "message-id=id&delivered=true", "message-id=&delivered=true&timestamp=2020-01-01+12:00:00",
					"message-id=id&delivered=True&timestamp=2020-01-01+12:00:00",
					"message-id=id&delivered=true&timestamp=2020-01-01T12:00:00Z",
					"message-id=id&delivered=true&timestamp=2020-02-30+12:00:00",
					"message-id=id&message-id=id&delivered=true&timestamp=2020-01-01+12:00:00" })
	void invalidParametersAreRefused(String parameters) throws Exception {
		assertThat(post(ACCOUNT + "&" + parameters)).isEqualTo(420);
	}

	@ParameterizedTest
	@CsvSource({ "GET, /sms, 405", "PUT, /sms, 405", "POST, /fax, 404", "POST, /sms?x=y, 404" })
	void otherMethodsAndPathsAreRefused(String method, String path, int status) throws Exception {
		assertThat(send(method, path, ACCOUNT + "&" + CONVERSION).statusCode()).isEqualTo(status);
	}

	@Test
	void rootListsWhatWasReceivedWithoutCredentials() throws Exception {
		post(ACCOUNT + "&" + CONVERSION);
		post("api_key=local-key&api_secret=wrong&" + CONVERSION);
		assertThat(send("GET", "/../", "").body().lines()).satisfiesExactly(
				(line) -> assertThat(line).endsWith("-> 200"),
				(line) -> assertThat(line).endsWith("-> 401").doesNotContain("wrong", "local-key"));
	}

	private static String signed(String timestamp) {
		Map<String, String> parameters = new TreeMap<>(
				Map.of("api_key", "local-key", "message-id", "00A0B0C0", "delivered", "true", "timestamp", timestamp));
		RequestSigner signer = new RequestSigner(SignatureAlgorithm.MD5_HASH, "local-signature-secret");
		parameters.put("sig", signer.sign(parameters));
		return parameters.entrySet().stream().map(Object::toString).collect(Collectors.joining("&"));
	}

	private int post(String form) throws Exception {
		return send("POST", "/sms", form).statusCode();
	}

	private HttpResponse<String> send(String method, String path, String form) throws Exception {
		HttpRequest request = HttpRequest.newBuilder(URI.create(this.api.getBaseUrl() + path).normalize())
			.header("Content-Type", "application/x-www-form-urlencoded")
			.method(method, BodyPublishers.ofString(form))
			.build();
		return this.client.send(request, BodyHandlers.ofString());
	}

}
