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

import java.time.Instant;
import java.util.Date;
import java.util.TimeZone;

import com.vonage.client.HttpConfig;
import com.vonage.client.VonageApiResponseException;
import com.vonage.client.VonageClient;
import com.vonage.client.auth.hashutils.HashType;
import com.vonage.client.conversion.Type;
import io.github.nexmoconversion.ConversionChannel;
import io.github.nexmoconversion.account.ConversionAccount;
import io.github.nexmoconversion.account.ConversionCredentials.SignatureSecret;
import io.github.nexmoconversion.signature.SignatureAlgorithm;
import io.github.nexmoconversion.signature.SignatureTimestamp;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests that {@link MockConversionApi} accepts the requests of the vendor's Java SDK, and
 * that it reveals the faults of the SDK's requests.
 */
class VonageSdkTests {

	private static final Instant NOON = Instant.parse("2020-01-01T12:00:00Z");

	private final TimeZone zone = TimeZone.getDefault();

	private final MockConversionApi api = MockConversionApi.start(MockConversionApi.DEFAULT_ACCOUNT,
			new ConversionAccount("signing", new SignatureSecret("signing-key", "signature-secret",
					SignatureAlgorithm.MD5_HASH, SignatureTimestamp.EPOCH_SECONDS)));

	@AfterEach
	void stop() {
		TimeZone.setDefault(this.zone);
		this.api.close();
	}

	@ParameterizedTest
	@EnumSource
	void keyAndSecretAreAccepted(Type type) {
		TimeZone.setDefault(TimeZone.getTimeZone("UTC"));
		withSecret("mock-secret").getConversionClient().submitConversion(type, "id", true, Date.from(NOON));
		assertThat(this.api).hasAccepted("id")
			.delivered()
			.by(ConversionChannel.valueOf(type.name()))
			.forAccount("default")
			.at(NOON);
	}

	@Test
	void wrongSecretIsRefused() {
		assertThatExceptionOfType(VonageApiResponseException.class)
			.isThrownBy(() -> withSecret("wrong").getConversionClient()
				.submitConversion(Type.SMS, "id", true, Date.from(NOON)));
		assertThat(this.api).hasRefused("id").withStatus(401);
	}

	@Test
	void localTimeIsReceivedAsAWrongTime() {
		TimeZone.setDefault(TimeZone.getTimeZone("America/New_York"));
		withSecret("mock-secret").getConversionClient().submitConversion(Type.SMS, "id", false, Date.from(NOON));
		assertThat(this.api).hasAccepted("id").notDelivered().at(Instant.parse("2020-01-01T07:00:00Z"));
	}

	@ParameterizedTest
	@EnumSource
	void signedRequestHasTwoTimestampsAndIsRefused(Type type) {
		VonageClient client = VonageClient.builder()
			.apiKey("signing-key")
			.signatureSecret("signature-secret")
			.hashType(HashType.MD5)
			.httpConfig(config())
			.build();
		assertThatExceptionOfType(VonageApiResponseException.class)
			.isThrownBy(() -> client.getConversionClient().submitConversion(type, "id", true, Date.from(NOON)));
		assertThat(this.api).hasRefused("id").withStatus(420).because("the parameter 'timestamp' occurs 2 times");
	}

	private VonageClient withSecret(String secret) {
		return VonageClient.builder().apiKey("mock-key").apiSecret(secret).httpConfig(config()).build();
	}

	private HttpConfig config() {
		return HttpConfig.builder().apiBaseUri(this.api.getBaseUrl().resolve("/").toString()).build();
	}

}
