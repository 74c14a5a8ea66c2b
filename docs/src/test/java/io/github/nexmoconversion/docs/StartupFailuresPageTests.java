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

package io.github.nexmoconversion.docs;

import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

import io.github.nexmoconversion.account.ConversionAccount;
import io.github.nexmoconversion.autoconfigure.ConversionAutoConfiguration;
import io.github.nexmoconversion.autoconfigure.ConversionConnectionDetails;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

/**
 * Tests that the page about failures lists what keeps an application from starting.
 */
@ExtendWith(OutputCaptureExtension.class)
class StartupFailuresPageTests {

	private static final Pattern ANALYSIS = Pattern.compile("Description:\n\n(.*)\n\nAction:\n\n(.*)\n");

	@Test
	void descriptionsAndActionsAreThoseThatArePrinted(CapturedOutput output) {
		start(Application.class);
		start(Application.class, "api-key=key");
		start(Application.class, "api-secret=secret");
		start(Application.class, "api-key=key", "api-secret=secret", "signature.secret=secret");
		start(Application.class, "api-key=${NO_SUCH_VARIABLE}", "api-secret=secret");
		start(Application.class, "api-key=key", "api-secret=secret\n");
		start(Application.class, "api-key=key", "api-secret=secret", "signature.algorithm=hmac-sha256");
		start(Application.class, "api-key=key", "signature.secret=secret", "authentication=basic");
		start(Application.class, "api-key=k:y", "api-secret=secret", "authentication=basic");
		start(Application.class, "account.default.api-key=key");
		for (String baseUrl : List.of("api.nexmo.com/conversions", "http://api.nexmo.com/conversions",
				"https:/conversions", "https://api.nexmo.com/conversions/sms", "https://user:password@api.nexmo.com",
				"https://api.nexmo.com/conversions?a=b")) {
			start(Application.class, "api-key=key", "api-secret=secret", "base-url=" + baseUrl);
		}
		start(ApplicationWithMarketing.class, "api-key=key", "api-secret=secret");
		start(ApplicationWithoutAccounts.class);
		assertThat(Page.of("failures.md").rows("description")).isEqualTo(analyses(output));
	}

	private static List<List<String>> analyses(CapturedOutput output) {
		return ANALYSIS.matcher(output.getOut())
			.results()
			.map((MatchResult analysis) -> List.of(analysis.group(1), analysis.group(2)))
			.toList();
	}

	private static void start(Class<?> type, String... properties) {
		SpringApplication application = new SpringApplication(type);
		application.setWebApplicationType(WebApplicationType.NONE);
		assertThatException().isThrownBy(() -> application
			.run(Arrays.stream(properties).map("--nexmo.conversion."::concat).toArray(String[]::new)));
	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration(ConversionAutoConfiguration.class)
	static class Application {

	}

	@Configuration(proxyBeanMethods = false)
	@Import({ Application.class, MarketingConfiguration.class })
	static class ApplicationWithMarketing {

	}

	@Configuration(proxyBeanMethods = false)
	@Import(Application.class)
	static class ApplicationWithoutAccounts {

		@Bean
		ConversionConnectionDetails noAccounts() {
			return new ConversionConnectionDetails() {

				@Override
				public URI getBaseUrl() {
					return URI.create("https://api.nexmo.com/conversions");
				}

				@Override
				public List<ConversionAccount> getAccounts() {
					return List.of();
				}

			};
		}

	}

}
