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

import org.jspecify.annotations.Nullable;

/**
 * Tells the state of an outbox, as for gauges and endpoints. Thread-safe.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface OutboxMonitor {

	/**
	 * Return the state of the outbox at this moment. The call queries the database, at a
	 * cost that is limited by {@link OutboxStatistics#COUNT_LIMIT}.
	 * @return the statistics
	 * @throws RuntimeException if the database cannot be queried
	 */
	OutboxStatistics getStatistics();

	/**
	 * Count on for a few milliseconds and return recent statistics, as for gauges that
	 * are refreshed regularly. One call counts all of a small outbox, whose statistics
	 * are then those of this moment. A large one takes several calls: until they have
	 * counted it, its counts are those of the time before. The age of the oldest
	 * conversion and the pauses are always those of this moment.
	 * @return the statistics, or {@code null} until all has been counted once
	 * @throws RuntimeException if the database cannot be queried
	 */
	default @Nullable OutboxStatistics refresh() {
		return getStatistics();
	}

}
