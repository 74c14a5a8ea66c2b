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
 * Whether the user to whom a message was sent did what the message asked: entered the
 * code, followed the link, completed the call. It is not a delivery receipt.
 * <p>
 * The time of the event is fixed when a conversion is made, so that it stays the same
 * when the report is late or repeated. The API takes whole seconds, in UTC.
 * <p>
 * Immutable and thread-safe.
 *
 * @param channel the channel that the message was sent over
 * @param messageId the id that the vendor returned when the message was sent, an opaque
 * text of at most 255 characters
 * @param delivered {@code true} if the user did what the message asked
 * @param timestamp the time at which the user did so, or at which it was clear that the
 * user did not; within the years 0000 to 9999
 * @since 0.1.0
 */
public record Conversion(ConversionChannel channel, String messageId, boolean delivered,
		Instant timestamp) implements Serializable {

	private static final int MAX_MESSAGE_ID_LENGTH = 255;

	private static final Instant MIN_TIMESTAMP = Instant.parse("0000-01-01T00:00:00Z");

	private static final Instant MAX_TIMESTAMP = Instant.parse("9999-12-31T23:59:59.999999999Z");

	/**
	 * Create a new {@link Conversion}.
	 * @throws IllegalArgumentException if the message id is blank, longer than 255
	 * characters or has a control character or an unpaired surrogate, or if the year of
	 * the timestamp does not have four digits
	 */
	public Conversion {
		Objects.requireNonNull(channel, "'channel' must not be null");
		Objects.requireNonNull(messageId, "'messageId' must not be null");
		Objects.requireNonNull(timestamp, "'timestamp' must not be null");
		checkMessageId(messageId);
		if (timestamp.isBefore(MIN_TIMESTAMP) || timestamp.isAfter(MAX_TIMESTAMP)) {
			throw new IllegalArgumentException(
					"'timestamp' must lie within the years 0000 to 9999 but was " + timestamp);
		}
	}

	/**
	 * Return a copy of this conversion with another time of the event.
	 * @param timestamp the time at which the user acted, or failed to
	 * @return the copy
	 */
	public Conversion at(Instant timestamp) {
		return new Conversion(this.channel, this.messageId, this.delivered, timestamp);
	}

	/**
	 * Create a conversion of a message whose user did what it asked, now.
	 * @param channel the channel that the message was sent over
	 * @param messageId the id that the vendor returned when the message was sent
	 * @return the conversion
	 */
	public static Conversion delivered(ConversionChannel channel, String messageId) {
		return new Conversion(channel, messageId, true, Instant.now());
	}

	/**
	 * Create a conversion of a message of which it is clear now that its user did not do
	 * what it asked.
	 * @param channel the channel that the message was sent over
	 * @param messageId the id that the vendor returned when the message was sent
	 * @return the conversion
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
		// An unpaired surrogate has no UTF-8 form: it would be sent as another id
		if (Character.isISOControl(codePoint) || Character.getType(codePoint) == Character.SURROGATE) {
			throw new IllegalArgumentException(
					"'messageId' must not contain the character U+%04X".formatted(codePoint));
		}
	}

}
