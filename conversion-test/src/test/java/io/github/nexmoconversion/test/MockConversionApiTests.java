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

package io.github.nexmoconversion.test;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

import io.github.nexmoconversion.account.ConversionAccount;
import io.github.nexmoconversion.account.ConversionCredentials.ApiSecret;
import io.github.nexmoconversion.account.ConversionCredentials.SignatureSecret;
import io.github.nexmoconversion.signature.RequestSigner;
import io.github.nexmoconversion.signature.SignatureAlgorithm;
import io.github.nexmoconversion.signature.SignatureTimestamp;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link MockConversionApi}: it accepts only requests that the vendor
 * documents, and simulates failures.
 */
class MockConversionApiTests {

	private static final String ACCOUNT = "api_key=key&api_secret=secret";

	private static final String CONVERSION = "message-id=00A0B0C0&delivered=true&timestamp=2020-01-01+12%3A00%3A00";

	private final MockConversionApi api = MockConversionApi.start(
			new ConversionAccount("default", new ApiSecret("key", "secret")), signing(SignatureAlgorithm.MD5_HASH),
			signing(SignatureAlgorithm.HMAC_MD5), signing(SignatureAlgorithm.HMAC_SHA1),
			signing(SignatureAlgorithm.HMAC_SHA256), signing(SignatureAlgorithm.HMAC_SHA512));

	private final HttpClient client = HttpClient.newHttpClient();

	@AfterEach
	void stop() {
		this.api.close();
	}

	@ParameterizedTest
	@ValueSource(strings = { "sms", "voice" })
	void shouldAcceptTheDocumentedRequest(String channel) throws Exception {
		HttpResponse<String> response = send("POST", "/" + channel, ACCOUNT + "&" + CONVERSION);
		assertThat(response.statusCode()).isEqualTo(200);
		assertThat(response.body()).isEqualTo("OK");
		assertThat(this.api.getReceived()).containsExactly(new ReceivedConversion("POST", "/conversions/" + channel,
				"default", "00A0B0C0", "true", "2020-01-01 12:00:00", 200, null));
	}

	@Test
	void shouldAcceptParametersInTheQuery() throws Exception {
		assertThat(send("POST", "/sms?" + ACCOUNT + "&" + CONVERSION, "").statusCode()).isEqualTo(200);
	}

	@ParameterizedTest
	@ValueSource(strings = { "true", "false", "0", "1" })
	void shouldAcceptEachValueOfDelivered(String delivered) throws Exception {
		assertThat(post(ACCOUNT + "&" + CONVERSION.replace("true", delivered))).isEqualTo(200);
	}

	@Test
	void shouldAcceptKeyAndSecretInAnAuthorizationHeader() throws Exception {
		assertThat(authorized("Basic " + base64("key:secret"), "/sms", CONVERSION)).isEqualTo(200);
		assertThat(authorized("Basic " + base64("key:secret"), "/sms?" + CONVERSION, "")).isEqualTo(200);
	}

	@ParameterizedTest
	@EnumSource
	void shouldAcceptSignaturesOfEachAlgorithm(SignatureAlgorithm algorithm) throws Exception {
		String signed = signed(algorithm, "2020-01-01 12:00:00");
		assertThat(post(signed)).isEqualTo(200);
		assertThat(send("POST", "/sms?" + signed, "").statusCode()).isEqualTo(200);
		assertThat(post(signed.replace("delivered=true", "delivered=false"))).isEqualTo(401);
	}

	@Test
	void timestampOfASignedRequestMayBeItsOwnTimeInEpochSeconds() throws Exception {
		long now = Instant.now().getEpochSecond();
		assertThat(post(signed(SignatureAlgorithm.MD5_HASH, String.valueOf(now)))).isEqualTo(200);
		assertThat(post(signed(SignatureAlgorithm.MD5_HASH, String.valueOf(now - 3600)))).isEqualTo(401);
		assertThat(post(ACCOUNT + "&message-id=id&delivered=true&timestamp=" + now)).isEqualTo(420);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			''                                           | neither an API secret nor a signature
			api_key=key                                  | neither an API secret nor a signature
			api_secret=secret                            | there is no API key
			api_key=other&api_secret=secret              | no account has this API key
			api_key=key&api_secret=wrong                 | the API secret does not match account 'default'
			api_key=key&sig=00                           | account 'default' has an API secret
			api_key=key&api_secret=secret&sig=00         | more than one of
			api_key=key-of-MD5_HASH&api_secret=secret    | signs its requests
			api_key=key-of-MD5_HASH&sig=00               | the signature does not match account
			""")
	void shouldRefuseWrongCredentialsAndSayWhy(String credentials, String reason) throws Exception {
		assertThat(post(credentials + "&" + CONVERSION)).isEqualTo(401);
		assertThat(this.api).hasRefused("00A0B0C0").withStatus(401).because(reason);
	}

	@ParameterizedTest
	@ValueSource(strings = { "Bearer token", "Basic ???", "Basic a2V5", "Basic a2V5Ondyb25n" })
	void shouldRefuseWrongAuthorizationHeaders(String header) throws Exception {
		assertThat(authorized(header, "/sms", CONVERSION)).isEqualTo(401);
	}

	@Test
	void shouldRefuseAnAuthorizationHeaderBesideOtherCredentials() throws Exception {
		String header = "Basic " + base64("key:secret");
		assertThat(authorized(header, "/sms", ACCOUNT + "&" + CONVERSION)).isEqualTo(401);
		assertThat(authorized(header, "/sms", "api_key=key&" + CONVERSION)).isEqualTo(401);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '"',
			textBlock = """
					""                                                                            | 'message-id' is missing
					message-id=&delivered=true&timestamp=2020-01-01+12:00:00                      | 'message-id' is missing or blank
					message-id=id&timestamp=2020-01-01+12:00:00                                   | 'delivered' is missing
					message-id=id&delivered=True&timestamp=2020-01-01+12:00:00                    | 'delivered' is missing or not one of
					message-id=id&delivered=true                                                  | 'timestamp' is missing
					message-id=id&delivered=true&timestamp=2020-01-01T12:00:00Z                   | 'timestamp' is missing or not in
					message-id=id&delivered=true&timestamp=2020-02-30+12:00:00                    | 'timestamp' is missing or not in
					message-id=id&message-id=id&delivered=true&timestamp=2020-01-01+12:00:00      | 'message-id' occurs 2 times
					message-id=id&delivered=true&timestamp=2020-01-01+12:00:00&time=now           | the parameter 'time' is not one of [api_key
					""")
	void shouldRefuseInvalidParametersAndSayWhy(String parameters, String reason) throws Exception {
		assertThat(post(ACCOUNT + "&" + parameters)).isEqualTo(420);
		assertThat(this.api.getReceived()).singleElement()
			.satisfies((conversion) -> assertThat(conversion.reason()).contains(reason));
	}

	@Test
	void shouldRefuseParametersInTheQueryAndInTheBody() throws Exception {
		assertThat(send("POST", "/sms?" + ACCOUNT, CONVERSION).statusCode()).isEqualTo(420);
		assertThat(this.api).hasRefused("00A0B0C0").because("in the query and in the body");
	}

	@Test
	void shouldRefuseJson() throws Exception {
		HttpRequest request = HttpRequest.newBuilder(uri("/sms"))
			.header("Content-Type", "application/json")
			.POST(BodyPublishers.ofString("{}"))
			.build();
		assertThat(this.client.send(request, BodyHandlers.ofString()).statusCode()).isEqualTo(420);
		assertThat(this.api.getReceived().get(0).reason()).contains("content type");
	}

	@ParameterizedTest
	@CsvSource({ "GET, /sms, 405", "PUT, /sms, 405", "POST, /fax, 404", "POST, '', 404" })
	void shouldRefuseOtherMethodsAndPaths(String method, String path, int status) throws Exception {
		assertThat(send(method, path, ACCOUNT + "&" + CONVERSION).statusCode()).isEqualTo(status);
	}

	@Test
	void shouldRefuseAnAccountThatIsNotEnabledWithTheMisleadingPage() throws Exception {
		this.api.setEnabled("default", false);
		HttpResponse<String> response = send("POST", "/sms", ACCOUNT + "&" + CONVERSION);
		assertThat(response.statusCode()).isEqualTo(402);
		assertThat(response.body()).contains("Bad Account Credentials");
		this.api.setEnabled("default", true);
		assertThat(post(ACCOUNT + "&" + CONVERSION)).isEqualTo(200);
	}

	@Test
	void shouldGiveTheAnswersThatAreSetAndThenAnswerAsUsual() throws Exception {
		this.api.answerNext(2, MockAnswer.status(503));
		this.api.answerNext(MockAnswer.status(429).retryAfter(Duration.ofSeconds(7)), MockAnswer.status(422));
		assertThat(post(ACCOUNT + "&" + CONVERSION)).isEqualTo(503);
		assertThat(post(ACCOUNT + "&" + CONVERSION)).isEqualTo(503);
		HttpResponse<String> throttled = send("POST", "/sms", ACCOUNT + "&" + CONVERSION);
		assertThat(throttled.statusCode()).isEqualTo(429);
		assertThat(throttled.headers().firstValue("Retry-After")).hasValue("7");
		assertThat(throttled.body()).isEmpty();
		assertThat(post(ACCOUNT + "&" + CONVERSION)).isEqualTo(422);
		assertThat(post(ACCOUNT + "&" + CONVERSION)).isEqualTo(200);
		assertThat(this.api).hasReceived(5);
	}

	@Test
	void shouldCloseTheConnectionWithoutAnAnswer() {
		this.api.answerNext(MockAnswer.none());
		assertThatExceptionOfType(IOException.class).isThrownBy(() -> post(ACCOUNT + "&" + CONVERSION));
		assertThat(this.api).hasRefused("00A0B0C0").because("simulated failure");
	}

	@Test
	void shouldAnswer503UntilTheOutageEnds() throws Exception {
		this.api.setOutage(true);
		for (int i = 0; i < 3; i++) {
			assertThat(post(ACCOUNT + "&" + CONVERSION)).isEqualTo(503);
		}
		assertThat(this.api.isOutage()).isTrue();
		this.api.setOutage(false);
		assertThat(this.api.isOutage()).isFalse();
		assertThat(post(ACCOUNT + "&" + CONVERSION)).isEqualTo(200);
	}

	@Test
	void shouldDelayItsAnswer() throws Exception {
		this.api.setDelay(Duration.ofMillis(300));
		long start = System.nanoTime();
		post(ACCOUNT + "&" + CONVERSION);
		assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(300));
	}

	@ParameterizedTest
	@ValueSource(strings = { "Basic ", "basic ", "BASIC " })
	void schemeOfAuthorizationShouldNotDependOnCase(String scheme) throws Exception {
		assertThat(authorized(scheme + base64("key:secret"), "/sms", CONVERSION)).isEqualTo(200);
	}

	@Test
	void expiredTimestampShouldBeDistinguishedFromAWrongSignature() throws Exception {
		post(signed(SignatureAlgorithm.MD5_HASH, String.valueOf(Instant.now().getEpochSecond() - 3600)));
		assertThat(this.api).hasRefused("00A0B0C0").because("not within five minutes");
	}

	@ParameterizedTest
	@ValueSource(strings = { "GET /favicon.ico", "GET /?x", "POST /sms", "GET /__admin/requests",
			"POST /__admin/shutdown", "POST /__admin/mappings" })
	void requestToAnotherPathShouldNeitherBeRecordedNorConsumeAnAnswer(String request) throws Exception {
		this.api.answerNext(MockAnswer.status(503));
		String[] parts = request.split(" ");
		assertThat(send(parts[0], "/.." + parts[1], "").statusCode()).isIn(401, 404);
		assertThat(this.api).hasReceivedNothing();
		assertThat(post(ACCOUNT + "&" + CONVERSION)).isEqualTo(503);
	}

	@Test
	void outageShouldTakePrecedenceOverAnswersThatAreSet() throws Exception {
		this.api.answerNext(MockAnswer.status(200));
		this.api.setOutage(true);
		assertThat(post(ACCOUNT + "&" + CONVERSION)).isEqualTo(503);
	}

	@Test
	void shouldRefuseInvalidArguments() {
		assertThatIllegalArgumentException().isThrownBy(() -> this.api.setEnabled("no-such-account", false));
		assertThatIllegalArgumentException().isThrownBy(() -> this.api.setDelay(Duration.ofSeconds(-1)));
		assertThatIllegalArgumentException().isThrownBy(() -> MockAnswer.status(99));
		assertThatIllegalArgumentException().isThrownBy(() -> MockAnswer.none().retryAfter(Duration.ofSeconds(1)));
		assertThatIllegalArgumentException().isThrownBy(
				() -> MockConversionApi.start(MockConversionApi.DEFAULT_ACCOUNT, MockConversionApi.DEFAULT_ACCOUNT));
	}

	@Test
	void toStringShouldWorkAfterClose() {
		this.api.close();
		assertThat(this.api.toString()).contains("/conversions").doesNotContain("secret");
	}

	@Test
	void resetShouldClearEverything() throws Exception {
		this.api.setOutage(true);
		this.api.setEnabled("default", false);
		this.api.answerNext(2, MockAnswer.status(500));
		post(ACCOUNT + "&" + CONVERSION);
		this.api.reset();
		assertThat(this.api).hasReceivedNothing();
		assertThat(post(ACCOUNT + "&" + CONVERSION)).isEqualTo(200);
	}

	@Test
	void rootShouldListWhatWasReceivedWithoutCredentials() throws Exception {
		assertThat(send("GET", "/../", "").body()).contains("Nothing");
		post(ACCOUNT + "&" + CONVERSION);
		post("api_key=key&api_secret=wrong&" + CONVERSION);
		assertThat(send("GET", "/../", "").body().lines()).satisfiesExactly(
				(line) -> assertThat(line).endsWith("for account default -> 200"),
				(line) -> assertThat(line).contains("-> 401 (the API secret does not match").doesNotContain("=wrong"));
		assertThat(this.api).hasReceived(2);
	}

	private static ConversionAccount signing(SignatureAlgorithm algorithm) {
		return new ConversionAccount(algorithm.name(), new SignatureSecret("key-of-" + algorithm, "signature-secret",
				algorithm, SignatureTimestamp.EVENT_TIME));
	}

	private static String signed(SignatureAlgorithm algorithm, String timestamp) {
		Map<String, String> parameters = new TreeMap<>(Map.of("api_key", "key-of-" + algorithm, "message-id",
				"00A0B0C0", "delivered", "true", "timestamp", timestamp));
		parameters.put("sig", new RequestSigner(algorithm, "signature-secret").sign(parameters));
		return parameters.entrySet()
			.stream()
			.map((parameter) -> parameter.toString().replace(' ', '+'))
			.collect(Collectors.joining("&"));
	}

	private static String base64(String text) {
		return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
	}

	private int authorized(String header, String path, String form) throws Exception {
		HttpRequest request = HttpRequest.newBuilder(uri(path))
			.header("Authorization", header)
			.header("Content-Type", "application/x-www-form-urlencoded")
			.POST(BodyPublishers.ofString(form))
			.build();
		return this.client.send(request, BodyHandlers.ofString()).statusCode();
	}

	private int post(String form) throws Exception {
		return send("POST", "/sms", form).statusCode();
	}

	private HttpResponse<String> send(String method, String path, String form) throws Exception {
		HttpRequest request = HttpRequest.newBuilder(uri(path))
			.header("Content-Type", "application/x-www-form-urlencoded")
			.method(method, BodyPublishers.ofString(form))
			.build();
		return this.client.send(request, BodyHandlers.ofString());
	}

	private URI uri(String path) {
		return URI.create(this.api.getBaseUrl() + path).normalize();
	}

}
