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

package io.github.nexmoconversion;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ConversionStatus}.
 */
class ConversionStatusTests {

	@ParameterizedTest
	@CsvSource({ "200, ACCEPTED", "201, ACCEPTED", "299, ACCEPTED", "301, UNEXPECTED", "302, UNEXPECTED",
			"400, UNEXPECTED", "401, UNAUTHORIZED", "402, NOT_ENABLED", "403, UNEXPECTED", "404, UNEXPECTED",
			"408, UNAVAILABLE", "420, INVALID_PARAMETERS", "421, UNEXPECTED", "422, INVALID_PARAMETERS",
			"423, INVALID_PARAMETERS", "425, UNAVAILABLE", "429, THROTTLED", "500, UNAVAILABLE", "503, UNAVAILABLE",
			"599, UNAVAILABLE" })
	void fromReturnsTheMeaningOfAStatusCode(int statusCode, ConversionStatus status) {
		assertThat(ConversionStatus.from(statusCode)).isEqualTo(status);
	}

	@ParameterizedTest
	@ValueSource(ints = { Integer.MIN_VALUE, -1, 0, 99, 100, 600, 999, Integer.MAX_VALUE })
	void fromAcceptsAnyNumber(int statusCode) {
		assertThat(ConversionStatus.from(statusCode)).isEqualTo(ConversionStatus.UNEXPECTED);
	}

	@ParameterizedTest
	@CsvSource({ "ACCEPTED, false, false", "UNAUTHORIZED, false, true", "NOT_ENABLED, false, true",
			"INVALID_PARAMETERS, false, false", "THROTTLED, true, false", "UNAVAILABLE, true, false",
			"UNEXPECTED, false, false" })
	void statusHasItsVerdict(ConversionStatus status, boolean retryable, boolean accountFault) {
		assertThat(status.isRetryable()).isEqualTo(retryable);
		assertThat(status.isAccountFault()).isEqualTo(accountFault);
	}

}
