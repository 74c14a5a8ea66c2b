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
 * Assertions about what a {@link MockConversionApi} received. They look at what is there,
 * unless they are told to wait {@linkplain #within(Duration) within} a time, as
 * asynchronous submissions need it.
 *
 * @since 0.1.0
 */
public final class MockConversionApiAssert extends AbstractAssert<MockConversionApiAssert, MockConversionApi> {

	private Waiting waiting = Waiting.NONE;

	MockConversionApiAssert(MockConversionApi api) {
		super(api, MockConversionApiAssert.class);
	}

	/**
	 * Wait for what is asserted, and no longer than it takes to come true. That nothing
	 * is received is watched for the whole time.
	 * @param limit how long to wait at most
	 * @return this assertion
	 */
	public MockConversionApiAssert within(Duration limit) {
		this.waiting = new Waiting(limit);
		return this;
	}

	/**
	 * Verify that the API accepted a conversion.
	 * @param messageId its message id
	 * @return an assertion about the last that it accepted of this message
	 */
	public ReceivedConversionAssert hasAccepted(String messageId) {
		return last(messageId, "accepted", ReceivedConversion::isAccepted);
	}

	/**
	 * Verify that the API received a conversion and did not accept it, or gave no answer.
	 * @param messageId its message id
	 * @return an assertion about the last that it did not accept of this message
	 */
	public ReceivedConversionAssert hasRefused(String messageId) {
		return last(messageId, "refused", (conversion) -> !conversion.isAccepted());
	}

	/**
	 * Verify how many requests the API received, right or wrong.
	 * @param count the number of requests
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
	 * Verify that the API received nothing and, within a time, that it receives nothing
	 * until that is over.
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
		return " nothing" + (this.waiting.isNone() ? ". What is submitted asynchronously needs within(...)" : "");
	}

}
