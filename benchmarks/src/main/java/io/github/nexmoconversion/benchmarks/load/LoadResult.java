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

package io.github.nexmoconversion.benchmarks.load;

import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The measurements of one client in one round.
 *
 * @param conversions the number of accepted conversions
 * @param failures the number of failed conversions
 * @param nanos the elapsed time in nanoseconds
 * @param cpuNanos the CPU time of the process in nanoseconds
 * @param bytes the bytes that the process allocated
 * @param p50 median latency of the accepted conversions, in microseconds
 * @param p99 99th percentile of the latency, in microseconds
 * @param connections the number of opened connections
 */
record LoadResult(long conversions, long failures, long nanos, long cpuNanos, long bytes, long p50, long p99,
		long connections) {

	static LoadResult parse(String line) {
		long[] numbers = Arrays.stream(line.split(" ")).mapToLong(Long::parseLong).toArray();
		return new LoadResult(numbers[0], numbers[1], numbers[2], numbers[3], numbers[4], numbers[5], numbers[6],
				numbers[7]);
	}

	LoadResult withConnections(long connections) {
		return new LoadResult(this.conversions, this.failures, this.nanos, this.cpuNanos, this.bytes, this.p50,
				this.p99, connections);
	}

	double perSecond() {
		return this.conversions * 1e9 / this.nanos;
	}

	double cpuMicrosEach() {
		return this.cpuNanos / 1e3 / this.conversions;
	}

	double bytesEach() {
		return (double) this.bytes / this.conversions;
	}

	@Override
	public String toString() {
		return Stream
			.of(this.conversions, this.failures, this.nanos, this.cpuNanos, this.bytes, this.p50, this.p99,
					this.connections)
			.map(String::valueOf)
			.collect(Collectors.joining(" "));
	}

}
