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

import java.io.Serializable;
import java.time.Instant;
import java.util.Objects;

/**
 * A report of whether the recipient of a message did what the message asked: entered the
 * code, followed the link or completed the call. A conversion is not a delivery receipt.
 * <p>
 * The time of the event is fixed when the conversion is created, so it stays the same if
 * the report is delayed or retried. It is sent to the API in UTC, truncated to whole
 * seconds.
 * <p>
 * Immutable and thread-safe.
 *
 * @param channel the channel that the message was sent over
 * @param messageId the id that the vendor returned when the message was sent, an opaque
 * string of at most 255 characters
 * @param delivered {@code true} if the user did what the message asked, named after the
 * API's {@code delivered} parameter
 * @param timestamp the time at which the user acted, or at which it became clear that the
 * user would not; in the years 0000 to 9999 in UTC
 * @since 0.1.0
 */
public record Conversion(ConversionChannel channel, String messageId, boolean delivered,
		Instant timestamp) implements Serializable {

	private static final int MAX_MESSAGE_ID_LENGTH = 255;

	private static final Instant MIN_TIMESTAMP = Instant.parse("0000-01-01T00:00:00Z");

	private static final Instant MAX_TIMESTAMP = Instant.parse("9999-12-31T23:59:59.999999999Z");

	/**
	 * Create a new {@link Conversion}.
	 * @throws IllegalArgumentException if the message id is blank, is longer than 255
	 * characters, or contains a control character or an unpaired surrogate, or if the
	 * timestamp is outside the years 0000 to 9999 in UTC
	 */
	public Conversion {
		Objects.requireNonNull(channel, "'channel' must not be null");
		Objects.requireNonNull(messageId, "'messageId' must not be null");
		Objects.requireNonNull(timestamp, "'timestamp' must not be null");
		checkMessageId(messageId);
		if (timestamp.isBefore(MIN_TIMESTAMP) || timestamp.isAfter(MAX_TIMESTAMP)) {
			throw new IllegalArgumentException("'timestamp' must be in the years 0000 to 9999 but was " + timestamp);
		}
	}

	/**
	 * Return a copy of this conversion with the given event time.
	 * @param timestamp the time at which the user acted, or at which it became clear that
	 * the user would not
	 * @return the copy
	 * @throws IllegalArgumentException if the timestamp is outside the years 0000 to 9999
	 * in UTC
	 */
	public Conversion at(Instant timestamp) {
		return new Conversion(this.channel, this.messageId, this.delivered, timestamp);
	}

	/**
	 * Create a conversion that reports a message as converted, with the current time.
	 * @param channel the channel that the message was sent over
	 * @param messageId the id that the vendor returned when the message was sent
	 * @return the conversion
	 * @throws IllegalArgumentException if the message id is blank, is longer than 255
	 * characters, or contains a control character or an unpaired surrogate
	 */
	public static Conversion delivered(ConversionChannel channel, String messageId) {
		return new Conversion(channel, messageId, true, Instant.now());
	}

	/**
	 * Create a conversion that reports a message as not converted, with the current time.
	 * @param channel the channel that the message was sent over
	 * @param messageId the id that the vendor returned when the message was sent
	 * @return the conversion
	 * @throws IllegalArgumentException if the message id is blank, is longer than 255
	 * characters, or contains a control character or an unpaired surrogate
	 */
	public static Conversion notDelivered(ConversionChannel channel, String messageId) {
		return new Conversion(channel, messageId, false, Instant.now());
	}

	private static void checkMessageId(String messageId) {
		if (messageId.isBlank()) {
			throw new IllegalArgumentException("'messageId' must not be blank");
		}
		if (messageId.length() > MAX_MESSAGE_ID_LENGTH) {
			throw new IllegalArgumentException("'messageId' must have at most " + MAX_MESSAGE_ID_LENGTH
					+ " characters but has " + messageId.length());
		}
		messageId.codePoints().forEach(Conversion::checkMessageIdCharacter);
	}

	private static void checkMessageIdCharacter(int codePoint) {
		// An unpaired surrogate cannot be encoded as UTF-8, so a different id would be
		// sent
		if (Character.isISOControl(codePoint) || Character.getType(codePoint) == Character.SURROGATE) {
			throw new IllegalArgumentException(
					"'messageId' must not contain the character U+%04X".formatted(codePoint));
		}
	}

}
