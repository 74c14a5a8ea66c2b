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

package io.github.nexmoconversion.outbox.jdbc;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * What happens to a row of the outbox after it was due.
 */
sealed interface DeliveryDecision {

	/**
	 * The row is removed: it was delivered, or must not be reported any more.
	 */
	record Done() implements DeliveryDecision {
	}

	/**
	 * The row is due again at a time, without having failed.
	 *
	 * @param time when it is due again
	 */
	record ComeBackAt(Instant time) implements DeliveryDecision {
	}

	/**
	 * The row has failed and is due again at a time.
	 *
	 * @param time when it is due again
	 */
	record RetryAt(Instant time) implements DeliveryDecision {
	}

	/**
	 * The row becomes a dead conversion.
	 *
	 * @param entry what the row holds, or {@code null} if it cannot be read
	 * @param reason why it is not delivered
	 */
	record Bury(@Nullable OutboxEntry entry, String reason) implements DeliveryDecision {
	}

}
