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

package io.github.nexmoconversion.outbox.actuate;

import org.jspecify.annotations.Nullable;

/**
 * Thrown by the endpoint if the database does not tell the state of the outbox, or not in
 * time.
 *
 * @since 0.1.0
 */
public class OutboxUnavailableException extends RuntimeException {

	/**
	 * Create a new {@link OutboxUnavailableException}.
	 * @param message what happened
	 * @param cause the cause, or {@code null} if it is not known
	 */
	public OutboxUnavailableException(String message, @Nullable Throwable cause) {
		super(message, cause);
	}

}
