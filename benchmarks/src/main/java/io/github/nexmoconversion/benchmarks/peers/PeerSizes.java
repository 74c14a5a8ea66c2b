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

import java.time.Duration;
import java.util.List;

/**
 * The sizes of a run.
 *
 * @param transactions the number of transactions with a conversion, and of those without
 * @param singles the number of conversions that are enqueued one at a time
 * @param idle the time without any conversion
 * @param drained the number of conversions to drain for each instance
 * @param due the size of the backlog
 * @param waiting the number of conversions that are not due
 * @param instances the numbers of instances, besides one
 */
record PeerSizes(int transactions, int singles, Duration idle, int drained, int due, int waiting,
		List<Integer> instances) {

	static final PeerSizes FULL = new PeerSizes(1_000, 300, Duration.ofSeconds(5), 8_000, 100_000, 1_000_000,
			List.of(2, 4));

	static final PeerSizes SMOKE = new PeerSizes(10, 2, Duration.ofMillis(100), 50, 100, 200, List.of(2));

	PeerSizes dividedBy(int divisor) {
		return new PeerSizes(atLeastOne(this.transactions, divisor), atLeastOne(this.singles, divisor),
				this.idle.dividedBy(divisor), atLeastOne(this.drained, divisor), atLeastOne(this.due, divisor),
				atLeastOne(this.waiting, divisor), this.instances);
	}

	private static int atLeastOne(int size, int divisor) {
		return Math.max(1, size / divisor);
	}

}
