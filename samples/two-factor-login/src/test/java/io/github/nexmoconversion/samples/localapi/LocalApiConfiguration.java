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

package io.github.nexmoconversion.samples.localapi;

import io.github.nexmoconversion.account.ConversionAccount;
import io.github.nexmoconversion.account.ConversionCredentials.ApiSecret;
import io.github.nexmoconversion.test.MockConversionApi;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/**
 * Runs a mock Conversion API in the process of the sample, with a switch on the page to
 * simulate an outage. The sample then requires neither a vendor account nor network
 * access. The configuration is outside the packages that the sample scans.
 */
@Configuration(proxyBeanMethods = false)
@Import({ LocalApiAdvice.class, LocalApiController.class })
public class LocalApiConfiguration {

	/**
	 * Return the application arguments that make the sample use the mock API.
	 * @param port the port of the mock API
	 * @return the application arguments
	 */
	public static String[] arguments(int port) {
		return new String[] { "--local-api.port=" + port,
				"--nexmo.conversion.base-url=http://127.0.0.1:" + port + "/conversions" };
	}

	@Bean
	MockConversionApi localApi(@Value("${local-api.port}") int port) {
		return MockConversionApi.start(port,
				new ConversionAccount("default", new ApiSecret("local-key", "local-secret")));
	}

}
