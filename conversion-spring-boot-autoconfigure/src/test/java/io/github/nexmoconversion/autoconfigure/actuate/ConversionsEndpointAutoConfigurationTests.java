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

package io.github.nexmoconversion.autoconfigure.actuate;

import io.github.nexmoconversion.Conversion;
import io.github.nexmoconversion.ConversionChannel;
import io.github.nexmoconversion.ConversionOperations;
import io.github.nexmoconversion.actuate.ConversionsEndpoint;
import io.github.nexmoconversion.autoconfigure.ConversionAutoConfiguration;
import io.github.nexmoconversion.client.DryRunConversionOperations;
import io.github.nexmoconversion.client.ReactiveConversionOperations;
import io.github.nexmoconversion.test.MockConversionApi;
import io.micrometer.observation.ObservationRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.http.client.autoconfigure.HttpClientAutoConfiguration;
import org.springframework.boot.http.client.autoconfigure.reactive.ReactiveHttpClientAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.webclient.autoconfigure.WebClientAutoConfiguration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ConversionsEndpointAutoConfiguration}.
 */
class ConversionsEndpointAutoConfigurationTests {

	private final MockConversionApi api = MockConversionApi.start();

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(HttpClientAutoConfiguration.class,
				ReactiveHttpClientAutoConfiguration.class, WebClientAutoConfiguration.class,
				ConversionAutoConfiguration.class, ConversionsEndpointAutoConfiguration.class))
		.withPropertyValues("nexmo.conversion.api-key=mock-key", "nexmo.conversion.api-secret=mock-secret",
				"nexmo.conversion.http.read-timeout=1m", "nexmo.conversion.retry.timeout=2m");

	private final ApplicationContextRunner exposed = this.contextRunner
		.withPropertyValues("management.endpoints.web.exposure.include=conversions");

	@AfterEach
	void stopApi() {
		this.api.close();
	}

	@Test
	void shouldFollowTheSubmissionsOfARunningApplication() {
		this.exposed.withPropertyValues("nexmo.conversion.base-url=" + this.api.getBaseUrl()).run((context) -> {
			ConversionsEndpoint endpoint = context.getBean(ConversionsEndpoint.class);
			assertThat(endpoint.conversions().accounts()).containsOnlyKeys("default");
			context.getBean(ConversionOperations.class).submit(Conversion.delivered(ConversionChannel.SMS, "id"));
			assertThat(endpoint.conversionsOf("default").outcomes()).containsEntry("200", 1L);
			assertThat(endpoint.conversionsOf("default").freshness().count()).isOne();
		});
	}

	@Test
	void whenNotExposedShouldBackOff() {
		this.contextRunner.run((context) -> assertThat(context).doesNotHaveBean(ConversionsEndpoint.class));
	}

	@Test
	void whenNotAccessibleShouldBackOff() {
		this.exposed.withPropertyValues("management.endpoint.conversions.access=NONE")
			.run((context) -> assertThat(context).doesNotHaveBean(ConversionsEndpoint.class));
	}

	@Test
	void whenOperationsAreTheUsersShouldHaveNoAccountsOfItsOwn() {
		this.exposed
			.withBean(ReactiveConversionOperations.class,
					() -> new DryRunConversionOperations(ObservationRegistry.NOOP))
			.run((context) -> assertThat(context.getBean(ConversionsEndpoint.class).conversions().accounts())
				.isEmpty());
	}

	@Test
	void usersEndpointShouldWin() {
		this.exposed.withBean("mine", ConversionsEndpoint.class, () -> new ConversionsEndpoint(null))
			.run((context) -> assertThat(context).getBeanNames(ConversionsEndpoint.class).containsExactly("mine"));
	}

}
