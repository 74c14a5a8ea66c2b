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

/**
 * The sizes of a run.
 *
 * @param transactions the number of transactions with a conversion, and of those without
 * @param batches the number of transactions with a thousand conversions each
 * @param singles the number of conversions that are enqueued one at a time
 * @param backlog the size of the backlog
 * @param smallBacklog the size of the small backlog
 * @param largeBacklog the size of the large backlog
 * @param drained the number of conversions to drain from a backlog
 */
record OutboxSizes(int transactions, int batches, int singles, int backlog, int smallBacklog, int largeBacklog,
		int drained) {

	static final OutboxSizes FULL = new OutboxSizes(1_000, 20, 300, 8_000, 1_000, 100_000, 8_000);

	static final OutboxSizes SMOKE = new OutboxSizes(20, 2, 5, 50, 20, 100, 50);

}
