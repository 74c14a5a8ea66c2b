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
 * The conversions that could not be delivered: those that the API refused for their
 * parameters, those that grew too old, and those that cannot be read. They are kept until
 * somebody replays or discards them. Thread-safe.
 *
 * @since 0.1.0
 */
public interface DeadConversions {

	/**
	 * Count them.
	 * @return their number
	 */
	long count();

	/**
	 * List them, those that were given up last first.
	 * @param offset how many to skip
	 * @param limit how many to return at most
	 * @return the dead conversions
	 */
	List<DeadConversion> find(long offset, int limit);

	/**
	 * Try to deliver one again, with its age counted anew.
	 * @param id its id
	 * @return {@code false} if there is none of that id, or if it cannot be read and so
	 * stays
	 */
	boolean replay(String id);

	/**
	 * Try to deliver all again, but for those that cannot be read: they stay.
	 * @return how many are tried again
	 */
	int replayAll();

	/**
	 * Forget one.
	 * @param id its id
	 * @return {@code false} if there is none of that id
	 */
	boolean discard(String id);

}
