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

import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.actuate.endpoint.SanitizableData;
import org.springframework.boot.actuate.endpoint.SanitizingFunction;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.env.MapPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ConversionSanitizingAutoConfiguration}.
 */
class ConversionSanitizingAutoConfigurationTests {

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(ConversionSanitizingAutoConfiguration.class));

	@ParameterizedTest
	@ValueSource(
			strings = { "nexmo.conversion.api-key", "nexmo.conversion.apiSecret", "nexmo.conversion.signature.secret",
					"nexmo.conversion.account.marketing.api-secret", "nexmo.conversion.account.marketing.apiKey",
					"NEXMO_CONVERSION_APISECRET", "NEXMO_API_KEY", "NEXMO_API_SECRET",
					"NEXMO_MARKETING_SIGNATURE_SECRET", "NEXMO_CONVERSION_ACCOUNT_MARKETING_SIGNATURE_SECRET" })
	void keysAndSecretsShouldBeHidden(String name) {
		assertThat(shown(name)).isEqualTo(SanitizableData.SANITIZED_VALUE);
	}

	@ParameterizedTest
	@ValueSource(strings = { "nexmo.conversion.base-url", "nexmo.conversion.signature.algorithm",
			"nexmo.conversion.http.read-timeout", "my.api-key" })
	void otherPropertiesShouldBeShown(String name) {
		assertThat(shown(name)).isEqualTo("value");
	}

	@Test
	void whenActuatorIsMissingShouldBackOff() {
		this.contextRunner.withClassLoader(new FilteredClassLoader(SanitizingFunction.class))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean("conversionSanitizingFunction"));
	}

	private Object shown(String name) {
		Object[] shown = new Object[1];
		this.contextRunner.run((context) -> {
			SanitizableData data = new SanitizableData(new MapPropertySource("test", Map.of()), name, "value");
			shown[0] = context.getBean(SanitizingFunction.class).applyUnlessFiltered(data).getValue();
		});
		return shown[0];
	}

}
