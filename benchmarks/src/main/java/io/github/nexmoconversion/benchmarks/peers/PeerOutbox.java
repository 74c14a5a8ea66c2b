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

package io.github.nexmoconversion.benchmarks.peers;

import io.github.nexmoconversion.Conversion;

/**
 * An outbox to measure. Its rows are inserted with SQL, because there are up to a million
 * of them.
 */
interface PeerOutbox {

	/**
	 * Store a conversion in the current transaction.
	 * @param conversion the conversion
	 */
	void enqueue(Conversion conversion);

	/**
	 * Start or stop deliveries.
	 * @param deliver whether to deliver
	 */
	void deliver(boolean deliver);

	/**
	 * Add conversions that are due. Called while deliveries are stopped.
	 * @param first the number in the first message id
	 * @param last the number in the last message id
	 */
	void fill(int first, int last);

	/**
	 * Add conversions that are due in a day. Called while deliveries are stopped.
	 * @param first the number in the first message id
	 * @param last the number in the last message id
	 */
	void fillWaiting(int first, int last);

	/**
	 * Remove all rows. Called while deliveries are stopped.
	 */
	void clear();

	/**
	 * Return whether all instances take part in the deliveries.
	 * @param instances the number of instances
	 * @return whether they do
	 */
	default boolean isSharedBy(int instances) {
		return true;
	}

}
