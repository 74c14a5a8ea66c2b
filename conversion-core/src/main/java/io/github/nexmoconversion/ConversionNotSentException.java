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

import org.jspecify.annotations.Nullable;

/**
 * Thrown when a conversion was not sent. The API has certainly not received it.
 *
 * @since 0.1.0
 */
public final class ConversionNotSentException extends ConversionException {

	private final boolean retryable;

	/**
	 * Create a new {@link ConversionNotSentException}.
	 * @param message what happened and what to do, without secrets
	 * @param account the name of the account
	 * @param conversion the conversion that was not sent
	 * @param retryable whether submitting the conversion again can help
	 * @param cause why it was not sent, or {@code null} if there is no underlying
	 * exception
	 */
	public ConversionNotSentException(String message, String account, Conversion conversion, boolean retryable,
			@Nullable Throwable cause) {
		super(message, account, conversion, cause);
		this.retryable = retryable;
	}

	@Override
	public boolean isRetryable() {
		return this.retryable;
	}

}
