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

package io.github.nexmoconversion.docs.observability;

import io.github.nexmoconversion.Conversion;
import io.github.nexmoconversion.ConversionChannel;
import io.github.nexmoconversion.ConversionOperations;
import io.github.nexmoconversion.autoconfigure.ConversionAutoConfiguration;
import io.github.nexmoconversion.docs.Page;
import io.github.nexmoconversion.test.MockConversionApi;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.tck.TestObservationRegistry;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests the convention of the page about observability. For what a running application
 * shows, see {@link ObservabilityPageTests}.
 */
class ObservationConventionPageTests {

	@Test
	void conventionIsCompiledCodeThatKeepsMessageIdsOutOfTraces() {
		assertThat(Page.of("observability.md").blocks("java"))
			.containsExactly(Page.codeWithoutImports(ConversionObservationConfiguration.class));
		TestObservationRegistry registry = TestObservationRegistry.create();
		try (MockConversionApi api = MockConversionApi.start()) {
			new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(ConversionAutoConfiguration.class))
				.withPropertyValues("nexmo.conversion.api-key=mock-key", "nexmo.conversion.api-secret=mock-secret",
						"nexmo.conversion.base-url=" + api.getBaseUrl(), "nexmo.conversion.http.read-timeout=1m",
						"nexmo.conversion.retry.timeout=2m")
				.withUserConfiguration(ConversionObservationConfiguration.class)
				.withBean(ObservationRegistry.class, () -> registry)
				.run((context) -> {
					context.getBean(ConversionOperations.class)
						.submit(Conversion.delivered(ConversionChannel.SMS, "id"));
					assertThat(registry).hasObservationWithNameEqualTo("nexmo.conversion.submit")
						.that()
						.hasLowCardinalityKeyValue("status", "200")
						.doesNotHaveHighCardinalityKeyValueWithKey("message.id");
				});
		}
	}

}
