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

import org.jspecify.annotations.Nullable;

/**
 * An answer of a {@link MockConversionApi} that does not depend on the request.
 * <p>
 * Immutable and thread-safe.
 *
 * @param status the status code, or {@code null} to close the connection without an
 * answer
 * @param retryAfter the value of the {@code Retry-After} header, rounded up to whole
 * seconds, or {@code null} to omit the header
 * @since 0.1.0
 */
public record MockAnswer(@Nullable Integer status, @Nullable Duration retryAfter) {

	/**
	 * Create a new {@link MockAnswer}.
	 * @throws IllegalArgumentException if the status is not between 200 and 599, or if
	 * {@code retryAfter} is negative or given without a status
	 */
	public MockAnswer {
		if (status != null && (status < 200 || status > 599)) {
			throw new IllegalArgumentException("'status' must be between 200 and 599");
		}
		if (retryAfter != null && (status == null || retryAfter.isNegative())) {
			throw new IllegalArgumentException("'retryAfter' must not be negative and requires a status");
		}
	}

	/**
	 * Answer with a status.
	 * @param status the status code, between 200 and 599
	 * @return the answer
	 * @throws IllegalArgumentException if the status is out of range
	 */
	public static MockAnswer status(int status) {
		return new MockAnswer(status, null);
	}

	/**
	 * Close the connection without an answer, so that the client cannot know whether the
	 * conversion was received.
	 * @return the answer
	 */
	public static MockAnswer none() {
		return new MockAnswer(null, null);
	}

	/**
	 * Return a copy of this answer with a {@code Retry-After} header.
	 * @param wait how long the client should wait, rounded up to whole seconds
	 * @return the copy
	 * @throws IllegalArgumentException if the time is negative or this answer has no
	 * status
	 */
	public MockAnswer retryAfter(Duration wait) {
		return new MockAnswer(this.status, wait);
	}

}
