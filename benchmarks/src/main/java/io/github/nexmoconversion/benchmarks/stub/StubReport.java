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

package io.github.nexmoconversion.benchmarks.stub;

/**
 * The counts of a stub.
 *
 * @param accepted the number of conversions that conform to the documentation
 * @param refused the number of conversions that do not
 * @param connections the number of opened connections
 * @param latencyMedian median time until the stub received a conversion, in microseconds,
 * for message ids that contain the time
 * @param latency99 99th percentile of that time, in microseconds
 * @param timed the number of conversions with such message ids
 * @param unique the number of different message ids that were to be counted once
 */
public record StubReport(long accepted, long refused, long connections, long latencyMedian, long latency99, long timed,
		long unique) {

	static StubReport parse(String text) {
		String[] numbers = text.split(" ");
		return new StubReport(Long.parseLong(numbers[0]), Long.parseLong(numbers[1]), Long.parseLong(numbers[2]),
				Long.parseLong(numbers[3]), Long.parseLong(numbers[4]), Long.parseLong(numbers[5]),
				Long.parseLong(numbers[6]));
	}

}
