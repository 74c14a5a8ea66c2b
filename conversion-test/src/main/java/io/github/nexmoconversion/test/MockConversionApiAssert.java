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

import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;

import org.assertj.core.api.AbstractAssert;
import org.jspecify.annotations.Nullable;

/**
 * Assertions about the requests that a {@link MockConversionApi} received. Assertions are
 * checked once, immediately. For asynchronous submissions, use {@link #within(Duration)}
 * to wait for the expected requests.
 *
 * @since 0.1.0
 */
public final class MockConversionApiAssert extends AbstractAssert<MockConversionApiAssert, MockConversionApi> {

	private Waiting waiting = Waiting.NONE;

	MockConversionApiAssert(MockConversionApi api) {
		super(api, MockConversionApiAssert.class);
	}

	/**
	 * Wait until the following assertions hold. {@link #hasReceivedNothing()} watches for
	 * the whole time.
	 * @param limit the longest time to wait, zero not to wait
	 * @return this assertion
	 * @throws IllegalArgumentException if the limit is negative
	 */
	public MockConversionApiAssert within(Duration limit) {
		this.waiting = new Waiting(limit);
		return this;
	}

	/**
	 * Verify that the API accepted a conversion of the given message.
	 * @param messageId the message id
	 * @return an assertion about the last accepted conversion of this message
	 */
	public ReceivedConversionAssert hasAccepted(String messageId) {
		return last(messageId, "accepted", ReceivedConversion::isAccepted);
	}

	/**
	 * Verify that the API received a conversion of the given message and refused it, or
	 * closed the connection without an answer.
	 * @param messageId the message id
	 * @return an assertion about the last refused conversion of this message
	 */
	public ReceivedConversionAssert hasRefused(String messageId) {
		return last(messageId, "refused", (conversion) -> !conversion.isAccepted());
	}

	/**
	 * Verify the number of requests that the API received, whether accepted or refused.
	 * @param count the expected number of requests
	 * @return this assertion
	 */
	public MockConversionApiAssert hasReceived(int count) {
		if (!this.waiting.until(() -> this.actual.getReceived().size() == count)) {
			failWithMessage("Expected %s%s, but received%s", (count == 1) ? "1 request" : count + " requests",
					this.waiting, describeReceived());
		}
		return this;
	}

	/**
	 * Verify that the API received no requests. With {@link #within(Duration)}, verify
	 * that it receives none until that time has passed.
	 * @return this assertion
	 */
	public MockConversionApiAssert hasReceivedNothing() {
		if (!this.waiting.throughout(() -> this.actual.getReceived().isEmpty())) {
			failWithMessage("Expected nothing%s, but received%s", this.waiting, describeReceived());
		}
		return this;
	}

	private ReceivedConversionAssert last(String messageId, String verb, Predicate<ReceivedConversion> predicate) {
		this.waiting.until(() -> find(messageId, predicate) != null);
		ReceivedConversion found = find(messageId, predicate);
		if (found == null) {
			throw failure("Expected a conversion of message '%s' to be %s%s, but received%s", messageId, verb,
					this.waiting, describeReceived());
		}
		return new ReceivedConversionAssert(found, () -> find(messageId, predicate), this.waiting)
			.as(this.info.description());
	}

	private @Nullable ReceivedConversion find(String messageId, Predicate<ReceivedConversion> predicate) {
		List<ReceivedConversion> found = this.actual.getReceived()
			.stream()
			.filter((conversion) -> messageId.equals(conversion.messageId()))
			.filter(predicate)
			.toList();
		return found.isEmpty() ? null : found.get(found.size() - 1);
	}

	private String describeReceived() {
		List<ReceivedConversion> received = this.actual.getReceived();
		if (!received.isEmpty()) {
			return received.stream().map((conversion) -> "\n  " + conversion).collect(Collectors.joining());
		}
		return " nothing" + (this.waiting.isNone() ? ". Asynchronous submissions require within(...)" : "");
	}

}
