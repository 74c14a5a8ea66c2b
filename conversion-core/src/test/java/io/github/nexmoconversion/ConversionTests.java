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

import java.time.Instant;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

/**
 * Tests for {@link Conversion}.
 */
class ConversionTests {

	@Test
	void deliveredUsesTheCurrentTime() {
		Instant before = Instant.now();
		Conversion conversion = Conversion.delivered(ConversionChannel.SMS, "0A0000000123ABCD1");
		assertThat(conversion.channel()).isEqualTo(ConversionChannel.SMS);
		assertThat(conversion.messageId()).isEqualTo("0A0000000123ABCD1");
		assertThat(conversion.delivered()).isTrue();
		assertThat(conversion.timestamp()).isBetween(before, Instant.now());
	}

	@Test
	void notDeliveredUsesTheCurrentTime() {
		Instant before = Instant.now();
		Conversion conversion = Conversion.notDelivered(ConversionChannel.VOICE, "call");
		assertThat(conversion.channel()).isEqualTo(ConversionChannel.VOICE);
		assertThat(conversion.delivered()).isFalse();
		assertThat(conversion.timestamp()).isBetween(before, Instant.now());
	}

	@Test
	void atCopiesWithAnotherTime() {
		Instant time = Instant.parse("2020-01-01T12:00:00Z");
		Conversion conversion = Conversion.delivered(ConversionChannel.SMS, "id");
		assertThat(conversion.at(time)).isEqualTo(new Conversion(ConversionChannel.SMS, "id", true, time));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "\t", "\u2003" })
	void blankMessageIdIsRefused(String messageId) {
		assertThatIllegalArgumentException().isThrownBy(() -> Conversion.delivered(ConversionChannel.SMS, messageId))
			.withMessage("'messageId' must not be blank");
	}

	@Test
	void messageIdOf255CharactersIsAcceptedAndALongerOneRefused() {
		String longest = "x".repeat(255);
		assertThat(Conversion.delivered(ConversionChannel.SMS, longest).messageId()).isEqualTo(longest);
		assertThatIllegalArgumentException()
			.isThrownBy(() -> Conversion.delivered(ConversionChannel.SMS, longest + "x"))
			.withMessage("'messageId' must have at most 255 characters but has 256");
	}

	@ParameterizedTest
	@MethodSource
	void messageIdThatCannotBeSentIsRefused(String messageId, String character) {
		assertThatIllegalArgumentException().isThrownBy(() -> Conversion.delivered(ConversionChannel.SMS, messageId))
			.withMessage("'messageId' must not contain the character " + character);
	}

	static Stream<Object[]> messageIdThatCannotBeSentIsRefused() {
		return Stream.of(new Object[] { "a\nb", "U+000A" }, new Object[] { "a\u0000", "U+0000" },
				new Object[] { "a\u007f", "U+007F" }, new Object[] { "a\u0085", "U+0085" },
				new Object[] { "a\ud83d", "U+D83D" }, new Object[] { "\ude00a", "U+DE00" });
	}

	@ParameterizedTest
	@ValueSource(strings = { "a&b=c", "a b", "100%", "+1", "\"'", "\ud83d\ude00", "\u05d0\u05d1", "../voice" })
	void messageIdIsOpaque(String messageId) {
		assertThat(Conversion.delivered(ConversionChannel.SMS, messageId).messageId()).isEqualTo(messageId);
	}

	@ParameterizedTest
	@ValueSource(strings = { "-0001-12-31T23:59:59Z", "+10000-01-01T00:00:00Z" })
	void yearThatTheApiCannotReadIsRefused(Instant timestamp) {
		Conversion conversion = Conversion.delivered(ConversionChannel.SMS, "id");
		assertThatIllegalArgumentException().isThrownBy(() -> conversion.at(timestamp))
			.withMessage("'timestamp' must be in the years 0000 to 9999 but was " + timestamp);
	}

	@Test
	@SuppressWarnings("NullAway")
	void nullIsRefusedByName() {
		Instant now = Instant.now();
		assertThatNullPointerException().isThrownBy(() -> new Conversion(null, "id", true, now))
			.withMessage("'channel' must not be null");
		assertThatNullPointerException().isThrownBy(() -> new Conversion(ConversionChannel.SMS, null, true, now))
			.withMessage("'messageId' must not be null");
		assertThatNullPointerException().isThrownBy(() -> new Conversion(ConversionChannel.SMS, "id", true, null))
			.withMessage("'timestamp' must not be null");
	}

}
