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

package io.github.nexmoconversion.test.autoconfigure.login;

import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.github.nexmoconversion.Conversion;
import io.github.nexmoconversion.ConversionChannel;
import io.github.nexmoconversion.client.ConversionTemplate;
import io.github.nexmoconversion.test.MockAnswer;
import io.github.nexmoconversion.test.MockConversionApi;
import io.github.nexmoconversion.test.MockConversionApiAssert;
import io.github.nexmoconversion.test.ReceivedConversionAssert;
import io.github.nexmoconversion.test.autoconfigure.ConversionTest;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests that the page about testing says what is so.
 */
@ConversionTest
class TestingPageTests {

	private static final Path TESTS = Path.of("src/test/java/io/github/nexmoconversion/test/autoconfigure/login");

	@Autowired
	private MockConversionApi api;

	@Autowired
	private ConversionTemplate conversions;

	@Test
	void exampleIsATestThatIsRun() {
		String code = read(TESTS.resolve("LoginServiceTests.java"));
		assertThat(blocks("java").get(1)).isEqualTo(code.substring(code.indexOf("import java")));
		assertThat(blocks("java").get(1).lines().filter((line) -> !line.startsWith("import") && !line.isBlank()))
			.hasSizeLessThan(20);
	}

	@Test
	void serviceIsTheOneThatIsTested() {
		String code = read(TESTS.resolve("LoginService.java"));
		assertThat(blocks("java").get(0)).isEqualTo(code.substring(code.indexOf("@Service")));
	}

	@Test
	void assertionsAreAllListed() {
		String page = read(page());
		assertThat(Stream.of(MockConversionApiAssert.class, ReceivedConversionAssert.class)
			.flatMap((type) -> Arrays.stream(type.getDeclaredMethods()))
			.filter((method) -> Modifier.isPublic(method.getModifiers()) && !method.isSynthetic())
			.map(Method::getName)).isNotEmpty().allSatisfy((name) -> assertThat(page).contains(name + "("));
	}

	@Test
	void exampleOfTheReadmeIsTheSame() {
		String code = read(TESTS.resolve("LoginServiceTests.java"));
		assertThat(read(Path.of("../README.md"))).contains(code.substring(code.indexOf("@ConversionTest")));
	}

	@Test
	void messageIsThatOfTheExampleWithTheOpposite() {
		this.conversions.submit(
				Conversion.notDelivered(ConversionChannel.SMS, "00A0B0C0").at(Instant.parse("2020-01-01T12:00:00Z")));
		assertThatExceptionOfType(AssertionError.class)
			.isThrownBy(() -> assertThat(this.api).within(Duration.ofSeconds(5)).hasAccepted("00A0B0C0").delivered())
			.satisfies((ex) -> assertThat(read(page())).contains(ex.getMessage()));
	}

	@Test
	void failuresAreCodeThatCompiles() {
		MockConversionApi api = this.api;
		// tag
		api.answerNext(MockAnswer.status(503));
		api.answerNext(2, MockAnswer.status(429).retryAfter(Duration.ofSeconds(1)));
		api.answerNext(MockAnswer.none());
		api.setDelay(Duration.ofMillis(500));
		api.setOutage(true);
		api.setEnabled("default", false);
		// end
		String code = read(TESTS.resolve("TestingPageTests.java"));
		String body = code.substring(code.indexOf("// tag\n") + 7, code.indexOf("\t\t// end"));
		assertThat(blocks("java").get(2)).isEqualTo(body.replace("\t", ""));
	}

	@Test
	void testWithoutSpringIsCodeThatCompiles() {
		String code = read(Path.of("../conversion-test/src/test/java/io/github/nexmoconversion/test/SomeTests.java"));
		assertThat(blocks("java").get(3)).isEqualTo(code.substring(code.indexOf("@ExtendWith")));
	}

	private static Path page() {
		return Path.of("../docs/testing.md");
	}

	private static List<String> blocks(String language) {
		return Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL)
			.matcher(read(page()))
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
