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
 * The numbers of one run.
 *
 * @param enqueue what enqueueing adds to a transaction, in milliseconds
 * @param latencyMedian median time from an enqueue to its POST, idle, in milliseconds
 * @param latency99 99th percentile of it
 * @param bare conversions per second by bare sockets
 * @param drain conversions per second of a backlog
 * @param drainOfTwo the same with two instances
 * @param drainOfSmall the same with a small backlog
 * @param drainOfLarge the same with a large backlog
 */
record OutboxResult(double enqueue, double latencyMedian, double latency99, double bare, double drain,
		double drainOfTwo, double drainOfSmall, double drainOfLarge) {

}
