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

package com.vonage.client.auth;

import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Collectors;

import com.vonage.client.auth.hashutils.HashType;
import io.github.nexmoconversion.Conversion;
import io.github.nexmoconversion.ConversionChannel;
import io.github.nexmoconversion.account.ConversionAccount;
import io.github.nexmoconversion.account.ConversionCredentials.SignatureSecret;
import io.github.nexmoconversion.request.ConversionRequestFactory;
import io.github.nexmoconversion.signature.SignatureAlgorithm;
import io.github.nexmoconversion.signature.SignatureTimestamp;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that the vendor's Java SDK accepts the signatures of this library. The test is in
 * a package of the SDK, since the method that takes the algorithm is not public.
 */
class SignatureAcceptedByTheVonageSdkTests {

	private static final String SECRET = "a signature secret";

	@Test
	void defaultAlgorithmIsAccepted() {
		Map<String, String[]> request = request(SignatureAlgorithm.MD5_HASH);
		assertThat(RequestSigning.verifyRequestSignature(null, null, request, SECRET)).isTrue();
		assertThat(RequestSigning.verifyRequestSignature(null, null, request, "another secret")).isFalse();
	}

	@ParameterizedTest
	@CsvSource({ "MD5_HASH, MD5", "HMAC_MD5, HMAC_MD5", "HMAC_SHA1, HMAC_SHA1", "HMAC_SHA256, HMAC_SHA256",
			"HMAC_SHA512, HMAC_SHA512" })
	void eachAlgorithmIsAccepted(SignatureAlgorithm algorithm, HashType theirs) {
		Map<String, String[]> request = request(algorithm);
		assertThat(
				RequestSigning.verifyRequestSignature(null, null, request, SECRET, System.currentTimeMillis(), theirs))
			.isTrue();
		request.put("delivered", new String[] { "false" });
		assertThat(
				RequestSigning.verifyRequestSignature(null, null, request, SECRET, System.currentTimeMillis(), theirs))
			.isFalse();
	}

	private static Map<String, String[]> request(SignatureAlgorithm algorithm) {
		ConversionAccount account = new ConversionAccount("default",
				new SignatureSecret("key", SECRET, algorithm, SignatureTimestamp.EPOCH_SECONDS));
		Conversion conversion = Conversion.delivered(ConversionChannel.SMS, "00A0&B=0C0 ü")
			.at(Instant.parse("2020-01-01T12:00:00Z"));
		return new ConversionRequestFactory(Clock.systemUTC()).create(account, conversion)
			.getParameters()
			.entrySet()
			.stream()
			.collect(Collectors.toMap(Map.Entry::getKey, (parameter) -> new String[] { parameter.getValue() }));
	}

}
