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
import java.util.function.Predicate;
import java.util.function.Supplier;

import io.github.nexmoconversion.ConversionChannel;
import org.assertj.core.api.AbstractAssert;
import org.jspecify.annotations.Nullable;

/**
 * Assertions about a {@link ReceivedConversion}. With
 * {@link MockConversionApiAssert#within(Duration)}, each assertion waits until it holds
 * for the last matching conversion, including conversions received in the meantime.
 *
 * @since 0.1.0
 */
public final class ReceivedConversionAssert extends AbstractAssert<ReceivedConversionAssert, ReceivedConversion> {

	private static final DateTimeFormatter TIMESTAMP = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT)
		.withZone(ZoneOffset.UTC);

	private final Supplier<@Nullable ReceivedConversion> last;

	private final Waiting waiting;

	ReceivedConversionAssert(ReceivedConversion conversion, Supplier<@Nullable ReceivedConversion> last,
			Waiting waiting) {
		super(conversion, ReceivedConversionAssert.class);
		this.last = last;
		this.waiting = waiting;
	}

	/**
	 * Verify that the conversion reports that the user did what the message asked.
	 * @return this assertion
	 */
	public ReceivedConversionAssert delivered() {
		return check("be delivered",
				(conversion) -> "true".equals(conversion.delivered()) || "1".equals(conversion.delivered()));
	}

	/**
	 * Verify that the conversion reports that the user did not do what the message asked.
	 * @return this assertion
	 */
	public ReceivedConversionAssert notDelivered() {
		return check("be not delivered",
				(conversion) -> "false".equals(conversion.delivered()) || "0".equals(conversion.delivered()));
	}

	/**
	 * Verify the channel that the message was sent over.
	 * @param channel the channel
	 * @return this assertion
	 */
	public ReceivedConversionAssert by(ConversionChannel channel) {
		return check("have the channel " + channel.getValue(),
				(conversion) -> conversion.path().endsWith("/" + channel.getValue()));
	}

	/**
	 * Verify the account that the conversion was submitted for.
	 * @param account the name of the account
	 * @return this assertion
	 */
	public ReceivedConversionAssert forAccount(String account) {
		return check("be for account '" + account + "'", (conversion) -> account.equals(conversion.account()));
	}

	/**
	 * Verify the time of the event. Not applicable to accounts that sign with epoch
	 * seconds, since these send the time of the request instead.
	 * @param time the expected time, compared in whole seconds
	 * @return this assertion
	 */
	public ReceivedConversionAssert at(Instant time) {
		String expected = TIMESTAMP.format(time);
		return check("have the timestamp " + expected, (conversion) -> expected.equals(conversion.timestamp()));
	}

	/**
	 * Verify the status code of the answer.
	 * @param status the status code
	 * @return this assertion
	 */
	public ReceivedConversionAssert withStatus(int status) {
		return check("be answered with " + status, (conversion) -> Objects.equals(status, conversion.status()));
	}

	/**
	 * Verify why the conversion was refused.
	 * @param reason a part of the reason, as returned by
	 * {@link ReceivedConversion#reason()}
	 * @return this assertion
	 */
	public ReceivedConversionAssert because(String reason) {
		return check("be refused with a reason containing '" + reason + "'",
				(conversion) -> conversion.reason() != null && conversion.reason().contains(reason));
	}

	private ReceivedConversionAssert check(String what, Predicate<ReceivedConversion> predicate) {
		if (!this.waiting.until(() -> predicate.test(current()))) {
			failWithMessage("Expected the conversion of message '%s' to %s%s, but received%n  %s",
					this.actual.messageId(), what, this.waiting, current());
		}
		return this;
	}

	private ReceivedConversion current() {
		ReceivedConversion conversion = this.waiting.isNone() ? null : this.last.get();
		return (conversion != null) ? conversion : this.actual;
	}

}
