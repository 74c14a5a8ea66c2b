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

package io.github.nexmoconversion.benchmarks.outbox;

import java.time.Duration;
import java.util.List;

/**
 * The sizes of a scaling run.
 *
 * @param concurrencies the numbers of concurrent deliveries of an instance
 * @param drainTime the time that a drain takes at the greatest possible throughput
 * @param backlogs the sizes of the backlogs
 * @param loginTime the time during which users log in
 */
record ScalingSizes(List<Integer> concurrencies, Duration drainTime, List<Integer> backlogs, Duration loginTime) {

	static final ScalingSizes FULL = new ScalingSizes(List.of(16, 32, 64, 128), Duration.ofSeconds(6),
			List.of(1_000, 10_000, 100_000, 1_000_000), Duration.ofSeconds(10));

	static final ScalingSizes SMOKE = new ScalingSizes(List.of(16), Duration.ofMillis(100), List.of(50, 100),
			Duration.ofMillis(100));

}
