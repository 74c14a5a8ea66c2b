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

import io.github.nexmoconversion.ConversionChannel;
import io.github.nexmoconversion.test.generated.ApiClient;
import io.github.nexmoconversion.test.generated.ApiException;
import io.github.nexmoconversion.test.generated.DefaultApi;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests that {@link MockConversionApi} accepts the requests of a client that
 * openapi-generator generates from a description of the API.
 */
@ExtendWith(MockConversionApiExtension.class)
class GeneratedClientTests {

	private static final String TIMESTAMP = "2020-01-01 12:00:00";

	private final MockConversionApi api;

	private final DefaultApi client;

	GeneratedClientTests(MockConversionApi api) {
		this.api = api;
		ApiClient client = new ApiClient();
		client.updateBaseUri(api.getBaseUrl().toString());
		this.client = new DefaultApi(client);
	}

	@Test
	void smsIsAccepted() throws Exception {
		this.client.submitSms("id", "true", TIMESTAMP, "mock-key", "mock-secret");
		assertThat(this.api).hasAccepted("id").delivered().by(ConversionChannel.SMS);
	}

	@Test
	void voiceIsAccepted() throws Exception {
		this.client.submitVoice("id", "0", TIMESTAMP, "mock-key", "mock-secret");
		assertThat(this.api).hasAccepted("id").notDelivered().by(ConversionChannel.VOICE);
	}

	@Test
	void wrongSecretIsRefused() {
		assertThatExceptionOfType(ApiException.class)
			.isThrownBy(() -> this.client.submitSms("id", "true", TIMESTAMP, "mock-key", "wrong"))
			.satisfies((ex) -> assertThat(ex.getCode()).isEqualTo(401));
	}

}
