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

package io.github.nexmoconversion.outbox;

import io.github.nexmoconversion.Conversion;
import org.jspecify.annotations.Nullable;

/**
 * Event in the life of a conversion in the outbox.
 *
 * @param type what happened
 * @param account the name of the account, or {@code null} if the row cannot be read or
 * the database failed
 * @param conversion the conversion, or {@code null} if it is not known: the row cannot be
 * read, the database failed, or a cancellation could not be stored
 * @param reason why it happened, without secrets or message ids, or {@code null} if the
 * conversion was delivered
 * @since 0.1.0
 */
public record OutboxEvent(Type type, @Nullable String account, @Nullable Conversion conversion,
		@Nullable String reason) {

	/**
	 * Type of an {@link OutboxEvent}.
	 */
	public enum Type {

		/**
		 * The Conversion API accepted the conversion.
		 */
		DELIVERED,

		/**
		 * A delivery failed and will be retried.
		 */
		RETRIED,

		/**
		 * The Conversion API refused the account. Its conversions are held back until it
		 * is accepted again.
		 */
		PAUSED,

		/**
		 * The conversion will not be retried. It is a dead conversion now.
		 */
		DIED,

		/**
		 * A conversion, a registration or a cancellation could not be stored.
		 */
		NOT_STORED

	}

}
