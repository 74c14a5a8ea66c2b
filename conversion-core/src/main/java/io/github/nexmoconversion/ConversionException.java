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

import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * Thrown when a conversion was not accepted, or when it is not known whether it was. The
 * message names the account, states what happened and suggests what to do. It never
 * contains a secret, a signature or a message id.
 *
 * @since 0.1.0
 */
public abstract sealed class ConversionException extends RuntimeException
		permits ConversionResponseException, ConversionTransportException, ConversionNotSentException {

	private final String account;

	private final Conversion conversion;

	ConversionException(String message, String account, Conversion conversion, @Nullable Throwable cause) {
		super(message, cause);
		this.account = Objects.requireNonNull(account, "'account' must not be null");
		this.conversion = Objects.requireNonNull(conversion, "'conversion' must not be null");
	}

	/**
	 * Return the name of the account that the conversion was submitted for.
	 * @return the name of the account
	 */
	public String getAccount() {
		return this.account;
	}

	/**
	 * Return the conversion that was submitted.
	 * @return the conversion
	 */
	public Conversion getConversion() {
		return this.conversion;
	}

	/**
	 * Return whether the same conversion may be accepted if it is submitted again.
	 * @return {@code true} if a retry can help
	 */
	public abstract boolean isRetryable();

}
