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

package io.github.nexmoconversion.samples.reactiveaccounts;

import java.time.Duration;

import io.github.nexmoconversion.ConversionChannel;
import io.github.nexmoconversion.test.MockConversionApi;
import io.github.nexmoconversion.test.autoconfigure.AutoConfigureMockConversionApi;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.webtestclient.autoconfigure.AutoConfigureWebTestClient;
import org.springframework.test.web.reactive.server.WebTestClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests the running sample over HTTP.
 */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT,
		properties = { "nexmo.conversion.http.read-timeout=1m", "nexmo.conversion.retry.timeout=1m" })
@AutoConfigureMockConversionApi
@AutoConfigureWebTestClient(timeout = "1m")
class ReactiveAccountsApplicationTests {

	private static final Duration LIMIT = Duration.ofMinutes(1);

	@Autowired
	private MockConversionApi api;

	@Autowired
	private WebTestClient client;

	@Test
	void enteredCodeShouldBeReportedForTheDefaultAccount() {
		assertThat(enterCode("/codes/00A0B0C0?channel=VOICE")).isEqualTo("Logged in and reported\n");
		assertThat(this.api).hasAccepted("00A0B0C0").delivered().by(ConversionChannel.VOICE).forAccount("default");
	}

	@Test
	void loginShouldSucceedIfItsReportFails() {
		this.api.setEnabled("default", false);
		assertThat(enterCode("/codes/00A0B0C0")).isEqualTo("Logged in, but not reported\n");
		assertThat(this.api).hasRefused("00A0B0C0").withStatus(402);
	}

	@Test
	void followedLinkShouldBeReportedAndSignedForTheMarketingAccount() {
		this.client.get().uri("/links/0D00E0F0").exchange().expectStatus().isFound().expectHeader().location("/shop");
		assertThat(this.api).within(LIMIT).hasAccepted("0D00E0F0").delivered().forAccount("marketing");
	}

	private String enterCode(String uri) {
		return this.client.post()
			.uri(uri)
			.exchange()
			.expectStatus()
			.isOk()
			.expectBody(String.class)
			.returnResult()
			.getResponseBody();
	}

}
