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

package io.github.nexmoconversion.test.autoconfigure;

import io.github.nexmoconversion.account.ConversionAccount;
import io.github.nexmoconversion.autoconfigure.ConversionAutoConfiguration;
import io.github.nexmoconversion.autoconfigure.ConversionProperties;
import io.github.nexmoconversion.test.MockConversionApi;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;
import org.springframework.core.env.Environment;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for a {@link MockConversionApi} that
 * receives the conversions of the application under test.
 *
 * @since 0.1.0
 * @see AutoConfigureMockConversionApi
 */
@AutoConfiguration(before = ConversionAutoConfiguration.class)
public final class MockConversionApiAutoConfiguration {

	// Bound separately, since MockAccounts changes the properties
	@Bean
	@ConditionalOnMissingBean
	MockConversionApi mockConversionApi(Environment environment) {
		ConversionProperties properties = Binder.get(environment)
			.bindOrCreate("nexmo.conversion", ConversionProperties.class);
		return MockConversionApi.start(MockAccounts.of(properties).toArray(ConversionAccount[]::new));
	}

	// Primary even over the application's own connection details, so that no test reaches
	// the real API
	@Bean
	@Primary
	MockConversionConnectionDetails mockConversionConnectionDetails(MockConversionApi api) {
		return new MockConversionConnectionDetails(api);
	}

}
