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

package io.github.nexmoconversion.test.autoconfigure.gettingstarted;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.github.nexmoconversion.Conversion;
import io.github.nexmoconversion.ConversionChannel;
import io.github.nexmoconversion.client.DryRunConversionOperations;
import io.micrometer.observation.ObservationRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that the page about getting started says what is so.
 */
@ExtendWith(OutputCaptureExtension.class)
class GettingStartedPageTests {

	private static final Path SOURCES = Path
		.of("src/test/java/io/github/nexmoconversion/test/autoconfigure/gettingstarted");

	@Test
	void javaIsCompiledCodeWithItsImports() {
		assertThat(blocks("java")).containsExactlyElementsOf(Stream
			.of("LoginApplication", "CodeService", "CodeController", "CodeServiceTests", "TestLoginApplication")
			.map((type) -> read(SOURCES.resolve(type + ".java")))
			.map((code) -> code.substring(code.indexOf("import ")))
			.toList());
	}

	@Test
	void dryRunLogsWhatIsQuoted(CapturedOutput output) {
		new DryRunConversionOperations(ObservationRegistry.NOOP)
			.submit(Conversion.delivered(ConversionChannel.SMS, "00A0B0C0"))
			.block();
		String quote = blocks("text").get(0).strip();
		assertThat(quote).endsWith("…");
		assertThat(output).contains(quote.substring(0, quote.length() - 1));
	}

	private static List<String> blocks(String language) {
		return Pattern.compile("^```" + language + "\n(.*?)```", Pattern.DOTALL | Pattern.MULTILINE)
			.matcher(read(Path.of("../docs/getting-started.md")))
			.results()
			.map((match) -> match.group(1))
			.toList();
	}

	private static String read(Path path) {
		try {
			return Files.readString(path);
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
