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

/**
 * Thrown when the Conversion API did not respond: the connection failed or was closed, or
 * a timeout was exceeded. It is not known whether the API received the conversion.
 *
 * @since 0.1.0
 */
public final class ConversionTransportException extends ConversionException {

	/**
	 * Create a new {@link ConversionTransportException}.
	 * @param message what happened and what to do, without secrets
	 * @param account the name of the account
	 * @param conversion the conversion whose outcome is not known
	 * @param cause the I/O failure. It must not contain the request, since logging an
	 * exception also prints its causes
	 */
	public ConversionTransportException(String message, String account, Conversion conversion, Throwable cause) {
		super(message, account, conversion, cause);
	}

	@Override
	public boolean isRetryable() {
		return true;
	}

}
