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

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ConversionException} and its subclasses.
 */
class ConversionExceptionTests {

	private static final Conversion CONVERSION = Conversion.delivered(ConversionChannel.SMS, "id");

	@ParameterizedTest
	@CsvSource({ "401, false", "402, false", "420, false", "404, false", "429, true", "503, true" })
	void responseIsRetryableIfItsStatusIs(int statusCode, boolean retryable) {
		ConversionResponseException ex = new ConversionResponseException("message", "default", CONVERSION, statusCode,
				null);
		assertThat(ex.isRetryable()).isEqualTo(retryable);
		assertThat(ex.getStatusCode()).isEqualTo(statusCode);
		assertThat(ex.getStatus()).isEqualTo(ConversionStatus.from(statusCode));
		assertThat(ex.getRetryAfter()).isNull();
	}

	@Test
	void transportFailureIsRetryable() {
		IOException cause = new IOException("reset");
		assertThat(new ConversionTransportException("message", "default", CONVERSION, cause))
			.returns(true, ConversionException::isRetryable)
			.returns("default", ConversionException::getAccount)
			.returns(CONVERSION, ConversionException::getConversion)
			.hasMessage("message")
			.hasCause(cause);
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void notSentIsRetryableIfItSaysSo(boolean retryable) {
		assertThat(new ConversionNotSentException("message", "default", CONVERSION, retryable, null))
			.returns(retryable, ConversionException::isRetryable)
			.hasNoCause();
	}

	@Test
	void shouldSurviveSerialization() throws Exception {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
			out.writeObject(
					new ConversionResponseException("message", "marketing", CONVERSION, 503, Duration.ofSeconds(7)));
		}
		try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
			assertThat((ConversionResponseException) in.readObject())
				.returns(CONVERSION, ConversionException::getConversion)
				.returns("marketing", ConversionException::getAccount)
				.returns(Duration.ofSeconds(7), ConversionResponseException::getRetryAfter);
		}
	}

}
