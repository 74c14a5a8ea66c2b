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

import org.jspecify.annotations.Nullable;

/**
 * A request that a {@link MockConversionApi} received, whether accepted or refused, and
 * its answer. Parameters are URL-decoded but otherwise unchanged. Credentials are not
 * recorded.
 * <p>
 * Immutable and thread-safe.
 *
 * @param method the method of the request
 * @param path the path of the request
 * @param account the name of the account whose API key the request contains, or
 * {@code null} if there is none
 * @param messageId the message id, or {@code null} if the request has none
 * @param delivered the {@code delivered} parameter, or {@code null} if the request has
 * none
 * @param timestamp the {@code timestamp} parameter, or {@code null} if the request has
 * none
 * @param status the status code of the answer, or {@code null} if the connection was
 * closed without an answer
 * @param reason why the request was not accepted, or {@code null} if it was
 * @since 0.1.0
 */
public record ReceivedConversion(String method, String path, @Nullable String account, @Nullable String messageId,
		@Nullable String delivered, @Nullable String timestamp, @Nullable Integer status, @Nullable String reason) {

	/**
	 * Return whether the API accepted the conversion.
	 * @return {@code true} if it answered with a 2xx status
	 */
	public boolean isAccepted() {
		return this.status != null && this.status >= 200 && this.status < 300;
	}

	@Override
	public String toString() {
		String text = this.method + " " + this.path + " {delivered=" + this.delivered + ", message-id=" + this.messageId
				+ ", timestamp=" + this.timestamp + "} for "
				+ ((this.account != null) ? "account " + this.account : "no account") + " -> "
				+ ((this.status != null) ? this.status : "no answer")
				+ ((this.reason != null) ? " (" + this.reason + ")" : "");
		// A parameter with a line break must not start a new line in the list
		return text.replaceAll("\\p{Cntrl}", "?");
	}

}
