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

package io.github.nexmoconversion.test.autoconfigure.login;

import java.time.Duration;

import io.github.nexmoconversion.Conversion;
import io.github.nexmoconversion.ConversionChannel;
import io.github.nexmoconversion.account.ConversionAccount;
import io.github.nexmoconversion.account.ConversionCredentials.ApiSecret;
import io.github.nexmoconversion.account.ConversionCredentials.SignatureSecret;
import io.github.nexmoconversion.client.ConversionTemplate;
import io.github.nexmoconversion.signature.SignatureAlgorithm;
import io.github.nexmoconversion.signature.SignatureTimestamp;
import io.github.nexmoconversion.test.MockAnswer;
import io.github.nexmoconversion.test.MockConversionApi;
import io.github.nexmoconversion.test.autoconfigure.ConversionTest;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ConversionTest @ConversionTest}.
 */
@ConversionTest(components = IncludedService.class,
		properties = { "my.property=value", "nexmo.conversion.http.read-timeout=1m",
				"nexmo.conversion.retry.timeout=2m", "nexmo.conversion.api-key=real-key",
				"nexmo.conversion.api-secret=${MISSING_SECRET}", "nexmo.conversion.base-url=${MISSING_URL}",
				"nexmo.conversion.dry-run=true", "nexmo.conversion.authentication=basic",
				"nexmo.conversion.parameter-location=query",
				"nexmo.conversion.account.marketing.api-key=${MISSING_KEY}",
				"nexmo.conversion.account.marketing.signature.secret=${MISSING_SECRET}",
				"nexmo.conversion.account.marketing.signature.algorithm=hmac-sha256" })
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ConversionTestTests {

	@Autowired
	private MockConversionApi api;

	@Autowired
	private ConversionTemplate conversions;

	@Test
	void shouldIncludeOnlyNamedComponents(@Autowired ObjectProvider<IncludedService> included,
			@Autowired ObjectProvider<OtherService> others) {
		assertThat(included.getIfAvailable()).isNotNull();
		assertThat(others.getIfAvailable()).isNull();
	}

	@Test
	void shouldApplyProperties(@Autowired Environment environment) {
		assertThat(environment.getProperty("my.property")).isEqualTo("value");
	}

	@Test
	void accountsShouldKeepTheirNamesAndSettingsButNotTheirSecrets(@Autowired IncludedService included) {
		included.linkFollowed("link");
		included.codeEntered("code");
		assertThat(this.api).hasAccepted("link").forAccount("marketing");
		assertThat(this.api).within(Duration.ofMinutes(1)).hasAccepted("code").forAccount("default");
		assertThat(this.api.getAccounts()).asString().contains("HMAC_SHA256", "BASIC", "QUERY");
		assertThat(this.api.getAccounts()).map(ConversionAccount::credentials)
			.containsExactly(new ApiSecret("mock-key-of-default", "mock-secret-of-default"),
					new SignatureSecret("mock-key-of-marketing", "mock-signature-secret-of-marketing",
							SignatureAlgorithm.HMAC_SHA256, SignatureTimestamp.EVENT_TIME));
	}

	@Test
	void failureShouldBeRetriedAsInTheApplication() {
		this.api.answerNext(MockAnswer.status(503));
		this.conversions.submit(Conversion.notDelivered(ConversionChannel.VOICE, "call"));
		assertThat(this.api).hasReceived(2).hasAccepted("call").notDelivered().by(ConversionChannel.VOICE);
	}

	@Test
	@Order(1)
	void firstTestOfTwo() {
		this.api.setOutage(true);
		for (int i = 0; i < 20; i++) {
			this.conversions.submitAsync(Conversion.delivered(ConversionChannel.SMS, "late"));
		}
		assertThat(this.api).within(Duration.ofMinutes(1)).hasRefused("late");
	}

	@Test
	@Order(2)
	void secondTestOfTwoShouldNotReceiveConversionsOfTheFirst() {
		assertThat(this.api).within(Duration.ofSeconds(1)).hasReceivedNothing();
		this.conversions.submit(Conversion.delivered(ConversionChannel.SMS, "id"));
		assertThat(this.api).hasAccepted("id");
	}

}
