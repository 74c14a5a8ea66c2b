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

package io.github.nexmoconversion.request;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link FormEncoder}.
 */
class FormEncoderTests {

	@Test
	void shouldEncodeEachCharacterAsTheJdkDoes() {
		for (char character = 0; character < 0xD800; character++) {
			assertEncoded(String.valueOf(character));
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "2026-11-21 12:00:00", "a+b&c=d%", "*~-_.", "\uD83D\uDE00 smile", "\uFFFD\uE000" })
	void shouldEncodeAsTheJdkDoes(String text) {
		assertEncoded(text);
	}

	private static void assertEncoded(String text) {
		StringBuilder form = new StringBuilder();
		FormEncoder.append(text, form);
		assertThat(form).hasToString(URLEncoder.encode(text, StandardCharsets.UTF_8));
	}

}
