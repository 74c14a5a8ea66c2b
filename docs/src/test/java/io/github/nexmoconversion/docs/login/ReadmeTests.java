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

package io.github.nexmoconversion.docs.login;

import java.time.Duration;
import java.util.List;

import io.github.nexmoconversion.autoconfigure.ConversionAutoConfiguration;
import io.github.nexmoconversion.docs.Page;
import io.github.nexmoconversion.test.MockConversionApi;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that the README says what is so.
 */
class ReadmeTests {

	@Test
	void javaShouldBeCompiledCodeWithItsImports() {
		assertThat(Page.README.blocks("java").get(0)).isEqualTo(Page.code(CodeService.class));
	}

	@Test
	void javaShouldReportAConversion() {
		try (MockConversionApi api = MockConversionApi.start()) {
			new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(ConversionAutoConfiguration.class))
				.withInitializer((context) -> context.getEnvironment()
					.getPropertySources()
					.addLast(Page.yaml(Page.README.blocks("yaml").get(0))))
				.withPropertyValues("NEXMO_API_KEY=mock-key", "NEXMO_API_SECRET=mock-secret",
						"nexmo.conversion.base-url=" + api.getBaseUrl(), "nexmo.conversion.http.read-timeout=1m",
						"nexmo.conversion.retry.timeout=2m")
				.withUserConfiguration(CodeService.class)
				.run((context) -> {
					context.getBean(CodeService.class).codeEntered("00A0B0C0");
					assertThat(api).within(Duration.ofMinutes(1)).hasAccepted("00A0B0C0").delivered();
				});
		}
	}

	@Test
	void commandsShouldSetUpAll() {
		assertThat(Page.README.blocks("shell").stream().limit(2)).map(String::strip)
			.containsExactly("mvn -am -pl samples/two-factor-login spring-boot:test-run", "mvn verify");
	}

	@Test
	void costsShouldBeThoseOfTheResults() {
		List<String> results = Page.read(Page.ROOT.resolve("benchmarks/RESULTS.md"))
			.lines()
			.dropWhile((line) -> !line.endsWith("TLS, 64 in flight, answers with a body, no delay"))
			.map((line) -> line.replace("`", ""))
			.toList();
		assertThat(Page.README.rows("client")).hasSize(3).allSatisfy((row) -> {
			String line = results.stream()
				.filter((candidate) -> candidate.startsWith("| " + row.get(0) + " |"))
				.findFirst()
				.orElseThrow();
			assertThat(row.subList(1, 5)).allSatisfy((number) -> assertThat(line).contains("| " + number + " |"));
		});
	}

}
