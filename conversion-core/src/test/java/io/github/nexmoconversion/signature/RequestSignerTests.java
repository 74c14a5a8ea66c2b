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

package io.github.nexmoconversion.signature;

import java.io.InputStream;
import java.security.Provider;
import java.security.Security;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests for {@link RequestSigner}.
 */
class RequestSignerTests {

	private static final Instant NOW = Instant.ofEpochSecond(1_500_000_000);

	private final RequestSigner signer = new RequestSigner(SignatureAlgorithm.HMAC_SHA256, "secret");

	@ParameterizedTest
	@MethodSource("vectors")
	void shouldSignThePublishedVectors(Vector vector) {
		RequestSigner signer = new RequestSigner(vector.signatureAlgorithm(), vector.secret());
		assertThat(signer.sign(vector.params())).isEqualToIgnoringCase(vector.expected());
	}

	@ParameterizedTest
	@MethodSource("vectors")
	void shouldVerifyThePublishedVectors(Vector vector) {
		RequestSigner signer = new RequestSigner(vector.signatureAlgorithm(), vector.secret());
		Map<String, @Nullable String> parameters = new HashMap<>(vector.params());
		Instant then = Instant.ofEpochSecond(Long.parseLong(vector.params().get("timestamp")));
		parameters.put("sig", vector.expected());
		assertThat(signer.verify(parameters, then)).isTrue();
		parameters.put("sig", vector.expected().toUpperCase(Locale.ROOT));
		assertThat(signer.verify(parameters, then)).isTrue();
	}

	static List<Vector> vectors() throws Exception {
		try (InputStream json = RequestSignerTests.class.getResourceAsStream("signature-vectors.json")) {
			List<Vector> vectors = new JsonMapper().readValue(json, new TypeReference<>() {
			});
			assertThat(vectors).hasSize(14);
			assertThat(vectors.stream().map(Vector::signatureAlgorithm).distinct())
				.containsExactlyInAnyOrder(SignatureAlgorithm.values());
			return vectors;
		}
	}

	@Test
	void shouldSortNamesOrdinallyWhateverTheOrderGiven() {
		Map<String, String> caseInsensitive = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
		caseInsensitive.putAll(Map.of("messageId", "1", "message-timestamp", "2", "Z", "3", "a", "4"));
		Map<String, String> reversed = new TreeMap<>(Comparator.reverseOrder());
		reversed.putAll(caseInsensitive);
		String signature = this.signer.sign(new TreeMap<>(Map.copyOf(caseInsensitive)));
		assertThat(this.signer.sign(caseInsensitive)).isEqualTo(signature);
		assertThat(this.signer.sign(reversed)).isEqualTo(signature);
	}

	@ParameterizedTest
	@EnumSource(SignatureAlgorithm.class)
	void shouldSignConcurrently(SignatureAlgorithm algorithm) {
		RequestSigner signer = new RequestSigner(algorithm, "secret");
		List<Map<String, String>> requests = IntStream.range(0, 20_000)
			.mapToObj((i) -> Map.of("id", "x".repeat(500) + i))
			.toList();
		assertThat(requests.parallelStream().map(signer::sign).toList()).containsExactlyElementsOf(
				requests.stream().map((request) -> new RequestSigner(algorithm, "secret").sign(request)).toList());
	}

	@Test
	void shouldLeaveOutTheSignatureAndTheApiSecret() {
		String signature = this.signer.sign(Map.of("a", "1"));
		assertThat(this.signer.sign(Map.of("a", "1", "sig", "old", "api_secret", "s"))).isEqualTo(signature);
	}

	@ParameterizedTest
	@MethodSource("io.github.nexmoconversion.RandomParameters#stream")
	void shouldVerifyWhatItSignedAndNothingElse(Map<String, String> parameters) {
		for (SignatureAlgorithm algorithm : SignatureAlgorithm.values()) {
			RequestSigner signer = new RequestSigner(algorithm, "s\u00e9cret \ud83d\ude00");
			Map<String, String> signed = new HashMap<>(parameters);
			signed.put("sig", signer.sign(parameters));
			assertThat(signer.verify(signed, NOW)).isTrue();
			for (String name : parameters.keySet()) {
				Map<String, String> changed = new HashMap<>(signed);
				changed.put(name, changed.get(name) + "x");
				assertThat(signer.verify(changed, NOW)).isFalse();
			}
			assertThat(new RequestSigner(algorithm, "another").verify(signed, NOW)).isFalse();
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "no signature", "0", "\u0130", "d2e7b1dc968737c5998ad624e02f90b7" })
	void verifyWhenSignatureIsWrongShouldRefuse(String signature) {
		assertThat(this.signer.verify(Map.of("a", "1", "sig", signature), NOW)).isFalse();
	}

	@Test
	void verifyWhenThereIsNoSignatureShouldRefuse() {
		assertThat(this.signer.verify(Map.of("a", "1"), NOW)).isFalse();
	}

	@ParameterizedTest
	@CsvSource({ "1500000000, true", "1500000300, true", "1499999700, true", "1500000301, false", "1499999699, false",
			"0, false", "99999999999999999999999, false", "2017-07-14 02:40:00, true" })
	void verifyShouldAcceptEpochSecondsWithinFiveMinutes(String timestamp, boolean accepted) {
		Map<String, String> parameters = new HashMap<>(Map.of("timestamp", timestamp));
		parameters.put("sig", this.signer.sign(parameters));
		assertThat(this.signer.verify(parameters, NOW)).isEqualTo(accepted);
	}

	@ParameterizedTest
	@EnumSource(SignatureAlgorithm.class)
	void shouldNotDependOnTheDefaultLocale(SignatureAlgorithm algorithm) {
		Locale locale = Locale.getDefault();
		try {
			RequestSigner signer = new RequestSigner(algorithm, "secret");
			String signature = signer.sign(Map.of("ID", "I"));
			Stream.of("tr-TR", "ar-EG", "fa-IR", "th-TH", "hi-IN").map(Locale::forLanguageTag).forEach((other) -> {
				Locale.setDefault(other);
				assertThat(signer.sign(Map.of("ID", "I"))).isEqualTo(signature);
				assertThat(signer.verify(Map.of("ID", "I", "sig", signature.toUpperCase(Locale.ROOT)), NOW)).isTrue();
			});
		}
		finally {
			Locale.setDefault(locale);
		}
	}

	@Test
	void signWhenTheRuntimeLacksTheAlgorithmShouldFail() {
		Provider provider = Security.getProvider("SunJCE");
		int position = List.of(Security.getProviders()).indexOf(provider) + 1;
		Security.removeProvider("SunJCE");
		try {
			assertThatIllegalStateException().isThrownBy(() -> this.signer.sign(Map.of("a", "1")))
				.withMessageContaining("cannot sign with HMAC_SHA256")
				.withNoCause();
		}
		finally {
			Security.insertProviderAt(provider, position);
		}
		assertThat(this.signer.sign(Map.of("a", "1"))).isNotBlank();
	}

	@Test
	void blankSecretIsRefused() {
		assertThatIllegalArgumentException().isThrownBy(() -> new RequestSigner(SignatureAlgorithm.HMAC_MD5, " "))
			.withMessage("'secret' must not be blank");
	}

	record Vector(String source, String algorithm, String secret, Map<String, @Nullable String> params, String expected,
			String base_string) {

		SignatureAlgorithm signatureAlgorithm() {
			return switch (this.algorithm) {
				case "md5hash" -> SignatureAlgorithm.MD5_HASH;
				case "md5" -> SignatureAlgorithm.HMAC_MD5;
				case "sha1" -> SignatureAlgorithm.HMAC_SHA1;
				case "sha256" -> SignatureAlgorithm.HMAC_SHA256;
				case "sha512" -> SignatureAlgorithm.HMAC_SHA512;
				default -> throw new IllegalStateException("Unknown algorithm " + this.algorithm);
			};
		}

	}

}
