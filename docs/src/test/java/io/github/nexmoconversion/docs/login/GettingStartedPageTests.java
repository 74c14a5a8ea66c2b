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

import java.util.stream.Stream;

import io.github.nexmoconversion.Conversion;
import io.github.nexmoconversion.ConversionChannel;
import io.github.nexmoconversion.ConversionOperations;
import io.github.nexmoconversion.autoconfigure.ConversionAutoConfiguration;
import io.github.nexmoconversion.docs.Page;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that the page about getting started says what is so.
 */
@ExtendWith(OutputCaptureExtension.class)
class GettingStartedPageTests {

	private static final Page PAGE = Page.of("getting-started.md");

	@Test
	void javaIsCompiledCodeWithItsImports() {
		assertThat(PAGE.blocks("java")).containsExactlyElementsOf(
				Stream
					.of(LoginApplication.class, CodeService.class, CodeController.class, CodeServiceTests.class,
							TestLoginApplication.class)
					.map(Page::code)
					.toList());
	}

	@Test
	void dryRunLogsWhatIsQuoted(CapturedOutput output) {
		new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(ConversionAutoConfiguration.class))
			.withPropertyValues("nexmo.conversion.dry-run=true")
			.run((context) -> context.getBean(ConversionOperations.class)
				.submit(Conversion.delivered(ConversionChannel.SMS, "00A0B0C0")));
		String quote = PAGE.blocks("text").get(0).strip();
		assertThat(quote).endsWith("…");
		assertThat(output).contains(quote.substring(0, quote.length() - 1));
	}

}
