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

package io.github.nexmoconversion.test;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Objects;

import io.github.nexmoconversion.ConversionChannel;
import org.assertj.core.api.AbstractAssert;
import org.jspecify.annotations.Nullable;

/**
 * Assertions about a {@link ReceivedConversion}.
 *
 * @since 0.1.0
 */
public final class ReceivedConversionAssert extends AbstractAssert<ReceivedConversionAssert, ReceivedConversion> {

	private static final DateTimeFormatter TIMESTAMP = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT)
		.withZone(ZoneOffset.UTC);

	ReceivedConversionAssert(@Nullable ReceivedConversion conversion) {
		super(conversion, ReceivedConversionAssert.class);
	}

	/**
	 * Verify that it says that the user did what the message asked.
	 * @return this assertion
	 */
	public ReceivedConversionAssert delivered() {
		return check("be delivered", "true".equals(this.actual.delivered()) || "1".equals(this.actual.delivered()));
	}

	/**
	 * Verify that it says that the user did not do what the message asked.
	 * @return this assertion
	 */
	public ReceivedConversionAssert notDelivered() {
		return check("be not delivered",
				"false".equals(this.actual.delivered()) || "0".equals(this.actual.delivered()));
	}

	/**
	 * Verify by which channel the message was sent.
	 * @param channel the channel
	 * @return this assertion
	 */
	public ReceivedConversionAssert by(ConversionChannel channel) {
		return check("be by " + channel.getValue(), this.actual.path().endsWith("/" + channel.getValue()));
	}

	/**
	 * Verify for which account it was submitted.
	 * @param account the name of the account
	 * @return this assertion
	 */
	public ReceivedConversionAssert forAccount(String account) {
		return check("be for account '" + account + "'", account.equals(this.actual.account()));
	}

	/**
	 * Verify the time of the event.
	 * @param time the time, of which only whole seconds count
	 * @return this assertion
	 */
	public ReceivedConversionAssert at(Instant time) {
		String expected = TIMESTAMP.format(time);
		return check("have the timestamp " + expected, expected.equals(this.actual.timestamp()));
	}

	/**
	 * Verify the status code that it was answered with.
	 * @param status the status code
	 * @return this assertion
	 */
	public ReceivedConversionAssert withStatus(int status) {
		return check("be answered with " + status, Objects.equals(status, this.actual.status()));
	}

	/**
	 * Verify why it was refused.
	 * @param reason a part of the reason, as the list of what was received has it
	 * @return this assertion
	 */
	public ReceivedConversionAssert because(String reason) {
		return check("be refused because " + reason,
				this.actual.reason() != null && this.actual.reason().contains(reason));
	}

	private ReceivedConversionAssert check(String what, boolean holds) {
		if (!holds) {
			failWithMessage("Expected the conversion of message '%s' to %s, but it came as%n  %s",
					this.actual.messageId(), what, this.actual);
		}
		return this;
	}

}
