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

import java.time.Duration;
import java.util.Random;

import org.jspecify.annotations.Nullable;

/**
 * A message that a service of a cluster sent.
 *
 * @param id the message id
 * @param account the name of its account
 * @param kind what becomes of it
 * @param timeToLive the time after which it expires, if it is registered
 * @param answerAfter the time after which its user answers, or {@code null} if the user
 * does not
 */
record ClusterMessage(String id, String account, Kind kind, Duration timeToLive, @Nullable Duration answerAfter) {

	/**
	 * Create a random message.
	 * @param id the message id
	 * @param account the name of its account
	 * @param random the source of randomness
	 * @return the message
	 */
	static ClusterMessage random(String id, String account, Random random) {
		Kind kind = Kind.values()[random.nextInt(Kind.values().length)];
		int millis = random.nextInt(1, 5_000);
		return switch (kind) {
			case ENQUEUE, EXPIRE, ROLL_BACK -> new ClusterMessage(id, account, kind, Duration.ofMillis(millis), null);
			// As often before as after the expiry, and close to it
			case CONFIRM -> new ClusterMessage(id, account, kind, Duration.ofMillis(millis),
					Duration.ofMillis(millis + random.nextInt(-1_000, 1_000)));
			case CANCEL -> new ClusterMessage(id, account, kind, Duration.ofSeconds(25), Duration.ofMillis(millis));
		};
	}

	enum Kind {

		/**
		 * Enqueued as delivered.
		 */
		ENQUEUE,

		/**
		 * Registered, and left to expire.
		 */
		EXPIRE,

		/**
		 * Registered, and confirmed about when it expires.
		 */
		CONFIRM,

		/**
		 * Registered, and cancelled long before it expires.
		 */
		CANCEL,

		/**
		 * Enqueued in a transaction that is rolled back.
		 */
		ROLL_BACK

	}

}
