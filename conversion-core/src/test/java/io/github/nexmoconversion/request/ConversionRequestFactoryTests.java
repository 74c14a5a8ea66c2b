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

package io.github.nexmoconversion.request;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;

import io.github.nexmoconversion.Conversion;
import io.github.nexmoconversion.ConversionChannel;
import io.github.nexmoconversion.RandomParameters;
import io.github.nexmoconversion.account.ConversionAccount;
import io.github.nexmoconversion.account.ConversionAuthentication;
import io.github.nexmoconversion.account.ConversionCredentials;
import io.github.nexmoconversion.account.ConversionCredentials.ApiSecret;
import io.github.nexmoconversion.account.ConversionCredentials.SignatureSecret;
import io.github.nexmoconversion.account.ParameterLocation;
import io.github.nexmoconversion.signature.RequestSigner;
import io.github.nexmoconversion.signature.SignatureAlgorithm;
import io.github.nexmoconversion.signature.SignatureTimestamp;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

/**
 * Tests for {@link ConversionRequestFactory}.
 */
class ConversionRequestFactoryTests {

	private static final Instant EVENT_TIME = Instant.parse("2020-01-01T12:00:00.987Z");

	private static final Instant NOW = Instant.ofEpochSecond(1_577_880_123);

	private final ConversionRequestFactory factory = new ConversionRequestFactory(Clock.fixed(NOW, ZoneOffset.UTC));

	private final Conversion conversion = Conversion.delivered(ConversionChannel.SMS, "00A0B0C0").at(EVENT_TIME);

	@Test
	void shouldSendKeyAndSecretAsParameters() {
		ConversionRequest request = this.factory.create(account(new ApiSecret("abcd1234", "s3cret")), this.conversion);
		assertThat(request.getChannel()).isEqualTo(ConversionChannel.SMS);
		assertThat(request.getParameters()).containsOnly(entry("api_key", "abcd1234"), entry("api_secret", "s3cret"),
				entry("message-id", "00A0B0C0"), entry("delivered", "true"), entry("timestamp", "2020-01-01 12:00:00"));
	}

	@Test
	void shouldSendKeyAndSecretInAnAuthorizationHeader() {
		ConversionAccount account = new ConversionAccount("default", new ApiSecret("abcd1234", "s3cr\u00e9t"),
				ConversionAuthentication.BASIC, ParameterLocation.BODY);
		ConversionRequest request = this.factory.create(account, this.conversion);
		assertThat(request.getParameters()).containsOnlyKeys("delivered", "message-id", "timestamp");
		// printf 'abcd1234:s3crét' | base64
		assertThat(request.getAuthorization()).isEqualTo("Basic YWJjZDEyMzQ6czNjcsOpdA==");
	}

	@ParameterizedTest
	@EnumSource(ParameterLocation.class)
	void shouldUseTheParameterLocationOfTheAccount(ParameterLocation location) {
		ConversionAccount account = new ConversionAccount("default", new ApiSecret("key", "secret"),
				ConversionAuthentication.PARAMETERS, location);
		ConversionRequest request = this.factory.create(account, this.conversion);
		assertThat(request.getParameterLocation()).isEqualTo(location);
		assertThat(request.getAuthorization()).isNull();
	}

	@ParameterizedTest
	@CsvSource({ "true, true", "false, false" })
	void shouldWriteDeliveredInLowerCase(boolean delivered, String expected) {
		Conversion conversion = new Conversion(ConversionChannel.VOICE, "id", delivered, EVENT_TIME);
		ConversionRequest request = this.factory.create(account(new ApiSecret("key", "secret")), conversion);
		assertThat(request.getChannel()).isEqualTo(ConversionChannel.VOICE);
		assertThat(request.getParameters()).containsEntry("delivered", expected);
	}

	@ParameterizedTest
	@EnumSource(SignatureAlgorithm.class)
	void shouldSignWithTheEventTime(SignatureAlgorithm algorithm) {
		ConversionRequest request = this.factory.create(
				account(new SignatureSecret("key", "s3cret", algorithm, SignatureTimestamp.EVENT_TIME)),
				this.conversion);
		Map<String, String> parameters = request.getParameters();
		assertThat(parameters).containsOnlyKeys("api_key", "delivered", "message-id", "sig", "timestamp");
		assertThat(parameters).containsEntry("timestamp", "2020-01-01 12:00:00");
		assertThat(new RequestSigner(algorithm, "s3cret").verify(parameters, NOW)).isTrue();
	}

	@Test
	void shouldSignWithTheCurrentSecretAndAlgorithm() {
		for (SignatureAlgorithm algorithm : SignatureAlgorithm.values()) {
			for (String secret : List.of("old", "new")) {
				Map<String, String> parameters = this.factory
					.create(account(new SignatureSecret("key", secret, algorithm, SignatureTimestamp.EVENT_TIME)),
							this.conversion)
					.getParameters();
				assertThat(new RequestSigner(algorithm, secret).verify(parameters, NOW)).isTrue();
			}
		}
	}

	@Test
	void shouldSignTheDocumentedBaseString() {
		ConversionRequest request = this.factory.create(account(
				new SignatureSecret("key", "s3cret", SignatureAlgorithm.MD5_HASH, SignatureTimestamp.EVENT_TIME)),
				this.conversion);
		// printf '&api_key=key&delivered=true&message-id=00A0B0C0&timestamp=2020-01-01
		// 12:00:00s3cret' | md5sum
		assertThat(request.getParameters()).containsEntry("sig", "91c31c6a0a744dfbb8e353b72493076c");
	}

	@Test
	void shouldSignWithTheTimeOfTheRequestInEpochSeconds() {
		SignatureSecret secret = new SignatureSecret("key", "s3cret", SignatureAlgorithm.HMAC_SHA512,
				SignatureTimestamp.EPOCH_SECONDS);
		Map<String, String> parameters = this.factory.create(account(secret), this.conversion).getParameters();
		assertThat(parameters).containsEntry("timestamp", "1577880123");
		assertThat(new RequestSigner(SignatureAlgorithm.HMAC_SHA512, "s3cret").verify(parameters, NOW)).isTrue();
	}

	@ParameterizedTest
	@CsvSource({ "0000-01-01T00:00:00Z, 0000-01-01 00:00:00", "9999-12-31T23:59:59.999Z, 9999-12-31 23:59:59",
			"2024-02-29T23:59:59Z, 2024-02-29 23:59:59", "2016-12-31T23:59:59Z, 2016-12-31 23:59:59" })
	void shouldWriteAnyTimeThatAConversionCanHave(Instant timestamp, String expected) {
		ConversionRequest request = this.factory.create(account(new ApiSecret("key", "secret")),
				this.conversion.at(timestamp));
		assertThat(request.getParameters()).containsEntry("timestamp", expected);
	}

	@ParameterizedTest
	@ValueSource(strings = { "a&delivered=false", "a=b", "a+b c", "100%41", "\u00e9\u05d0\ud83d\ude00", "'\"<>" })
	void formDataShouldHoldEachValueExactly(String messageId) {
		assertThatFormDataHolds(messageId);
	}

	@Test
	void formDataShouldHoldRandomValuesExactly() {
		Random random = new Random(7);
		for (int i = 0; i < 10_000; i++) {
			assertThatFormDataHolds(RandomParameters.text(random));
		}
	}

	private void assertThatFormDataHolds(String messageId) {
		Conversion conversion = Conversion.delivered(ConversionChannel.SMS, messageId).at(EVENT_TIME);
		ConversionRequest request = this.factory.create(account(new ApiSecret("k&y", "s=cr&t")), conversion);
		assertThat(request.toFormData()).matches("[a-zA-Z0-9_.*%+&=-]+");
		Map<String, String> decoded = Arrays.stream(request.toFormData().split("&"))
			.map((parameter) -> parameter.split("="))
			.collect(Collectors.toMap((pair) -> decode(pair[0]), (pair) -> decode(pair[1]), (one, other) -> {
				throw new IllegalStateException("A parameter is sent twice");
			}, TreeMap::new));
		assertThat(decoded).isEqualTo(request.getParameters()).containsEntry("message-id", messageId);
	}

	private static String decode(String text) {
		return URLDecoder.decode(text, StandardCharsets.UTF_8);
	}

	private static ConversionAccount account(ConversionCredentials credentials) {
		return new ConversionAccount(ConversionAccount.DEFAULT_NAME, credentials);
	}

}
