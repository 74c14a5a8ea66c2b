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

package io.github.nexmoconversion.autoconfigure.health;

import io.github.nexmoconversion.Conversion;
import io.github.nexmoconversion.ConversionChannel;
import io.github.nexmoconversion.ConversionOperations;
import io.github.nexmoconversion.autoconfigure.ConversionAutoConfiguration;
import io.github.nexmoconversion.health.ConversionHealthIndicator;
import io.github.nexmoconversion.test.MockConversionApi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.http.client.autoconfigure.HttpClientAutoConfiguration;
import org.springframework.boot.http.client.autoconfigure.reactive.ReactiveHttpClientAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.webclient.autoconfigure.WebClientAutoConfiguration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ConversionHealthContributorAutoConfiguration}.
 */
class ConversionHealthContributorAutoConfigurationTests {

	private final MockConversionApi api = MockConversionApi.start();

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(HttpClientAutoConfiguration.class,
				ReactiveHttpClientAutoConfiguration.class, WebClientAutoConfiguration.class,
				ConversionAutoConfiguration.class, ConversionHealthContributorAutoConfiguration.class))
		.withPropertyValues("nexmo.conversion.api-key=mock-key", "nexmo.conversion.api-secret=mock-secret",
				"nexmo.conversion.account.marketing.api-key=mock-key",
				"nexmo.conversion.account.marketing.api-secret=mock-secret", "nexmo.conversion.http.read-timeout=1m",
				"nexmo.conversion.retry.timeout=2m");

	@AfterEach
	void stopApi() {
		this.api.close();
	}

	@Test
	void shouldFollowTheSubmissionsOfARunningApplication() {
		this.contextRunner.withPropertyValues("nexmo.conversion.base-url=" + this.api.getBaseUrl()).run((context) -> {
			HealthIndicator indicator = context.getBean("conversionHealthIndicator", HealthIndicator.class);
			assertThat(indicator.health().getStatus()).isEqualTo(Status.UNKNOWN);
			assertThat(indicator.health().getDetails()).extractingByKey("accounts")
				.asString()
				.contains("default", "marketing");
			assertThat(this.api).hasReceivedNothing();
			context.getBean(ConversionOperations.class).submit(Conversion.delivered(ConversionChannel.SMS, "id"));
			assertThat(indicator.health().getStatus()).isEqualTo(Status.UP);
			assertThat(this.api).hasReceived(1);
		});
	}

	@Test
	void whenSwitchedOffShouldBackOff() {
		this.contextRunner.withPropertyValues("management.health.conversion.enabled=false")
			.run((context) -> assertThat(context).doesNotHaveBean(ConversionHealthIndicator.class));
		this.contextRunner.withPropertyValues("management.health.defaults.enabled=false")
			.run((context) -> assertThat(context).doesNotHaveBean(ConversionHealthIndicator.class));
	}

	@Test
	void whenConversionsAreDisabledShouldBackOff() {
		this.contextRunner.withPropertyValues("nexmo.conversion.enabled=false")
			.run((context) -> assertThat(context).doesNotHaveBean(ConversionHealthIndicator.class));
	}

	@Test
	void usersIndicatorShouldWin() {
		this.contextRunner.withBean("conversionHealthIndicator", HealthIndicator.class, () -> () -> Health.up().build())
			.run((context) -> assertThat(context).doesNotHaveBean(ConversionHealthIndicator.class));
	}

}
