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
 * What a {@link MockConversionApi} is told to answer, whatever the request is.
 *
 * @param status the status code, or {@code null} to break the connection without an
 * answer
 * @param retryAfter the value of the header {@code Retry-After}, sent in whole seconds,
 * or {@code null} to send none
 * @since 0.1.0
 */
public record MockAnswer(@Nullable Integer status, @Nullable Duration retryAfter) {

	/**
	 * Create a new {@link MockAnswer}.
	 * @throws IllegalArgumentException if the status is not from 200 to 599, or if the
	 * time is negative or without a status
	 */
	public MockAnswer {
		if (status != null && (status < 200 || status > 599)) {
			throw new IllegalArgumentException("'status' must be from 200 to 599");
		}
		if (retryAfter != null && (status == null || retryAfter.isNegative())) {
			throw new IllegalArgumentException("'retryAfter' must not be negative, and needs a status");
		}
	}

	/**
	 * Answer with a status.
	 * @param status the status code
	 * @return the answer
	 */
	public static MockAnswer status(int status) {
		return new MockAnswer(status, null);
	}

	/**
	 * Break the connection without an answer, so that the caller does not know whether
	 * the conversion arrived.
	 * @return the answer
	 */
	public static MockAnswer none() {
		return new MockAnswer(null, null);
	}

	/**
	 * Ask the caller to wait.
	 * @param wait the time until it may try again, sent as whole seconds and rounded up
	 * @return an answer like this one, with the header {@code Retry-After}
	 */
	public MockAnswer retryAfter(Duration wait) {
		return new MockAnswer(this.status, wait);
	}

}
