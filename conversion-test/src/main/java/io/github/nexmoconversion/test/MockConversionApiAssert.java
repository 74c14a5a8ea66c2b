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
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import java.util.stream.Collectors;

import org.assertj.core.api.AbstractAssert;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Assertions about what a {@link MockConversionApi} received. They look at what is there,
 * unless they are told to wait {@linkplain #within(Duration) within} a time, as
 * asynchronous submissions need it.
 *
 * @since 0.1.0
 */
public final class MockConversionApiAssert extends AbstractAssert<MockConversionApiAssert, MockConversionApi> {

	private Duration limit = Duration.ZERO;

	MockConversionApiAssert(MockConversionApi api) {
		super(api, MockConversionApiAssert.class);
	}

	/**
	 * Wait for what is asserted.
	 * @param limit how long to wait at most
	 * @return this assertion
	 */
	public MockConversionApiAssert within(Duration limit) {
		this.limit = limit;
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
	 * Verify that the API received a conversion and did not accept it.
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
		if (!comesTrue(() -> this.actual.getReceived().size() == count)) {
			failWithMessage("Expected %d requests%s, but received%s", count, describeLimit(), describeReceived());
		}
		return this;
	}

	/**
	 * Verify that the API received nothing so far. It does not wait for anything.
	 * @return this assertion
	 */
	public MockConversionApiAssert hasReceivedNothing() {
		if (!this.actual.getReceived().isEmpty()) {
			failWithMessage("Expected nothing, but received%s", describeReceived());
		}
		return this;
	}

	private ReceivedConversionAssert last(String messageId, String verb, Predicate<ReceivedConversion> predicate) {
		if (!comesTrue(() -> find(messageId, predicate) != null)) {
			failWithMessage("Expected a conversion of message '%s' to be %s%s, but received%s", messageId, verb,
					describeLimit(), describeReceived());
		}
		return new ReceivedConversionAssert(find(messageId, predicate));
	}

	private @Nullable ReceivedConversion find(String messageId, Predicate<ReceivedConversion> predicate) {
		List<ReceivedConversion> found = this.actual.getReceived()
			.stream()
			.filter((conversion) -> messageId.equals(conversion.messageId()))
			.filter(predicate)
			.toList();
		return found.isEmpty() ? null : found.get(found.size() - 1);
	}

	private boolean comesTrue(Callable<Boolean> condition) {
		try {
			if (this.limit.isZero()) {
				return condition.call();
			}
			Awaitility.await()
				.pollDelay(Duration.ZERO)
				.pollInterval(Duration.ofMillis(10))
				.atMost(this.limit)
				.until(condition);
			return true;
		}
		catch (ConditionTimeoutException ex) {
			return false;
		}
		catch (Exception ex) {
			throw new IllegalStateException(ex);
		}
	}

	private String describeLimit() {
		return this.limit.isZero() ? "" : " within " + this.limit;
	}

	private String describeReceived() {
		List<ReceivedConversion> received = this.actual.getReceived();
		return received.isEmpty() ? " nothing"
				: received.stream().map((conversion) -> "\n  " + conversion).collect(Collectors.joining());
	}

}
