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

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.stream.Stream;

import io.github.nexmoconversion.Conversion;
import io.github.nexmoconversion.ConversionChannel;
import io.github.nexmoconversion.client.ConversionTemplate;
import io.github.nexmoconversion.docs.Page;
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

	private static final Page PAGE = Page.of("testing.md");

	@Autowired
	private MockConversionApi api;

	@Autowired
	private ConversionTemplate conversions;

	@Test
	void exampleIsATestThatIsRun() {
		assertThat(PAGE.blocks("java").get(1)).isEqualTo(Page.code(CodeServiceTests.class));
		assertThat(PAGE.blocks("java").get(1).lines().filter((line) -> !line.startsWith("import") && !line.isBlank()))
			.hasSizeLessThan(20);
	}

	@Test
	void serviceIsTheOneThatIsTested() {
		assertThat(PAGE.blocks("java").get(0)).isEqualTo(Page.codeWithoutImports(CodeService.class));
	}

	@Test
	void assertionsAreAllListed() {
		String page = PAGE.text();
		assertThat(Stream.of(MockConversionApiAssert.class, ReceivedConversionAssert.class)
			.flatMap((type) -> Arrays.stream(type.getDeclaredMethods()))
			.filter((method) -> Modifier.isPublic(method.getModifiers()) && !method.isSynthetic())
			.map(Method::getName)).isNotEmpty().allSatisfy((name) -> assertThat(page).contains(name + "("));
	}

	@Test
	void exampleOfTheReadmeIsTheSame() {
		assertThat(Page.README.blocks("java")).contains(Page.codeWithoutImports(CodeServiceTests.class));
	}

	@Test
	void messageIsThatOfTheExampleWithTheOpposite() {
		this.conversions.submit(
				Conversion.notDelivered(ConversionChannel.SMS, "00A0B0C0").at(Instant.parse("2020-01-01T12:00:00Z")));
		assertThatExceptionOfType(AssertionError.class)
			.isThrownBy(() -> assertThat(this.api).within(Duration.ofMillis(10)).hasAccepted("00A0B0C0").delivered())
			.satisfies((ex) -> assertThat(PAGE.text()).contains(ex.getMessage().replace(" 10 ms", " 30000 ms")));
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
		String code = Page.code(TestingPageTests.class);
		String body = code.substring(code.indexOf("// tag\n") + 7, code.indexOf("\t\t// end"));
		assertThat(PAGE.blocks("java").get(2)).isEqualTo(body.replace("\t", ""));
	}

	@Test
	void testWithoutSpringIsCodeThatCompiles() {
		assertThat(PAGE.blocks("java").get(3)).isEqualTo(Page.codeWithoutImports(SomeTests.class));
	}

}
