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

package io.github.nexmoconversion.client;

import java.time.Duration;
import java.time.Instant;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.http.HttpHeaders;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link RetryAfter}.
 */
class RetryAfterTests {

	private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			value = { "0|PT0S", "7|PT7S", "120|PT2M", "Sat, 21 Nov 2026 10:00:30 GMT|PT30S",
					"Sat, 21 Nov 2026 09:00:00 GMT|PT0S", "Saturday, 21-Nov-26 10:00:30 GMT|PT30S",
					"Sat Nov 21 10:00:30 2026|PT30S", "999999999|PT999999999S", "9999999999|PT2147483647S",
					"99999999999999999999|PT2147483647S" })
	void shouldReadSecondsAndDates(String value, Duration expected) {
		assertThat(parse(value)).isEqualTo(expected);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "soon", "-1", "1.5", "Sat, 99 Nov 2026 10:00:30 GMT" })
	void whatCannotBeReadAsksForNothing(String value) {
		assertThat(parse(value)).isNull();
	}

	@Test
	void missingHeaderAsksForNothing() {
		assertThat(RetryAfter.parse(new HttpHeaders(), NOW)).isNull();
	}

	private static Duration parse(String value) {
		HttpHeaders headers = new HttpHeaders();
		headers.set(HttpHeaders.RETRY_AFTER, value);
		return RetryAfter.parse(headers, NOW);
	}

}
