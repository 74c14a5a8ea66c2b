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

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * Thrown when the Conversion API responded with a status other than 2xx.
 *
 * @since 0.1.0
 */
public final class ConversionResponseException extends ConversionException {

	private final int statusCode;

	private final @Nullable Duration retryAfter;

	/**
	 * Create a new {@link ConversionResponseException}.
	 * @param message what happened and what to do, without secrets
	 * @param account the name of the account
	 * @param conversion the conversion that was not accepted
	 * @param statusCode the status code of the response
	 * @param retryAfter how long the API asked to wait, or {@code null} if it did not say
	 */
	public ConversionResponseException(String message, String account, Conversion conversion, int statusCode,
			@Nullable Duration retryAfter) {
		super(message, account, conversion, null);
		this.statusCode = statusCode;
		this.retryAfter = retryAfter;
	}

	/**
	 * Return the meaning of the status code.
	 * @return the status, never {@link ConversionStatus#ACCEPTED}
	 */
	public ConversionStatus getStatus() {
		return ConversionStatus.from(this.statusCode);
	}

	/**
	 * Return the status code as sent by the API. It is not necessarily a registered HTTP
	 * status code: the Conversion API reference documents 420, for example.
	 * @return the status code
	 */
	public int getStatusCode() {
		return this.statusCode;
	}

	/**
	 * Return how long the API asked to wait before the next attempt, measured from its
	 * response.
	 * @return the time to wait, or {@code null} if the API did not say
	 */
	public @Nullable Duration getRetryAfter() {
		return this.retryAfter;
	}

	@Override
	public boolean isRetryable() {
		return getStatus().isRetryable();
	}

}
