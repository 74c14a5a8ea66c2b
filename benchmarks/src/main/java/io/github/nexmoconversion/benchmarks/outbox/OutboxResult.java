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
 * The results of one run.
 *
 * @param enqueue the time that enqueueing adds to a transaction, in milliseconds
 * @param batch the time of a thousand conversions in one transaction, as a multiple of
 * that of their rows in one batch
 * @param latencyMedian median time from enqueueing to the POST request on an idle system,
 * in milliseconds
 * @param latency99 99th percentile of that time, in milliseconds
 * @param bare conversions per second over bare sockets
 * @param drain conversions per second when draining a backlog
 * @param drainOfTwo conversions per second when two instances drain a backlog
 * @param drainOfSmall conversions per second when draining a small backlog
 * @param drainOfLarge conversions per second when draining from a large backlog
 */
record OutboxResult(double enqueue, double batch, double latencyMedian, double latency99, double bare, double drain,
		double drainOfTwo, double drainOfSmall, double drainOfLarge) {

}
