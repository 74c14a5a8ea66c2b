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

import java.util.List;

/**
 * Dead conversions: those whose parameters the API refused, those that exceeded the
 * maximum age, and those that cannot be read. They are kept until they are replayed or
 * discarded. Thread-safe.
 *
 * @since 0.1.0
 */
public interface DeadConversions {

	/**
	 * Count the dead conversions.
	 * @return the number of dead conversions
	 */
	long count();

	/**
	 * Find dead conversions, the most recent first.
	 * @param offset the number of dead conversions to skip
	 * @param limit the maximum number to return
	 * @return the dead conversions
	 */
	List<DeadConversion> find(long offset, int limit);

	/**
	 * Replay a dead conversion: it is enqueued again, and its age starts from zero.
	 * @param id the id of the dead conversion
	 * @return {@code false} if there is none with that id, or if it cannot be read and so
	 * stays
	 */
	boolean replay(String id);

	/**
	 * Replay all dead conversions. Those that cannot be read stay.
	 * @return the number of conversions enqueued again
	 */
	int replayAll();

	/**
	 * Discard a dead conversion.
	 * @param id the id of the dead conversion
	 * @return {@code false} if there is none with that id
	 */
	boolean discard(String id);

}
