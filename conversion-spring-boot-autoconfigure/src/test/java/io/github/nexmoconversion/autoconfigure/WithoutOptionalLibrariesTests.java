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

package io.github.nexmoconversion.autoconfigure;

import io.github.nexmoconversion.Conversion;
import io.github.nexmoconversion.ConversionChannel;
import io.github.nexmoconversion.ConversionOperations;
import io.github.nexmoconversion.test.MockConversionApi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;
import org.springframework.util.ClassUtils;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests an application that has neither meters nor Reactor Netty nor an actuator. The
 * build runs this class alone, with those libraries taken off the class path.
 */
class WithoutOptionalLibrariesTests {

	private final MockConversionApi api = MockConversionApi.start();

	@AfterEach
	void stopApi() {
		this.api.close();
	}

	@ParameterizedTest
	@ValueSource(strings = { "io.micrometer.core.instrument.MeterRegistry", "reactor.netty.http.client.HttpClient",
			"org.springframework.boot.actuate.endpoint.SanitizingFunction",
			"org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint",
			"org.springframework.boot.health.contributor.Health" })
	void optionalLibraryShouldBeMissing(String className) {
		assertThat(ClassUtils.isPresent(className, null)).isFalse();
	}

	@Test
	void shouldReportConversionsAllTheSame() {
		new ApplicationContextRunner().withUserConfiguration(Application.class)
			.withPropertyValues("nexmo.conversion.api-key=mock-key", "nexmo.conversion.api-secret=mock-secret",
					"nexmo.conversion.base-url=" + this.api.getBaseUrl(), "nexmo.conversion.http.read-timeout=1m",
					"nexmo.conversion.retry.timeout=2m")
			.run((context) -> {
				assertThat(context).hasNotFailed();
				context.getBean(ConversionOperations.class).submit(Conversion.delivered(ConversionChannel.SMS, "id"));
				assertThat(this.api).hasReceived(1);
			});
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

	}

}
