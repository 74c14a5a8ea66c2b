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
import java.util.Collection;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

import org.jspecify.annotations.Nullable;

/**
 * Answers that override the regular ones. Thread-safe.
 */
final class MockAnswers {

	private static final MockAnswer OUTAGE = MockAnswer.status(503);

	private final Queue<MockAnswer> next = new ConcurrentLinkedQueue<>();

	private volatile boolean outage;

	private volatile Duration delay = Duration.ZERO;

	void addAll(Collection<MockAnswer> answers) {
		this.next.addAll(answers);
	}

	/**
	 * Remove and return the answer to the next request.
	 * @return the answer, or {@code null} if the request determines it
	 */
	@Nullable MockAnswer take() {
		return this.outage ? OUTAGE : this.next.poll();
	}

	boolean isOutage() {
		return this.outage;
	}

	void setOutage(boolean outage) {
		this.outage = outage;
	}

	void setDelay(Duration delay) {
		if (delay.isNegative()) {
			throw new IllegalArgumentException("'delay' must not be negative");
		}
		this.delay = delay;
	}

	Duration getDelay() {
		return this.delay;
	}

	void reset() {
		this.next.clear();
		this.outage = false;
		this.delay = Duration.ZERO;
	}

}
