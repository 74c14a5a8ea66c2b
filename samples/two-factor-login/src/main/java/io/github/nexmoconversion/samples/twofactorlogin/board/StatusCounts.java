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

package io.github.nexmoconversion.samples.twofactorlogin.board;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

import io.github.nexmoconversion.ConversionStatus;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;

import org.springframework.stereotype.Component;

/**
 * Reads the outcome counters that the starter registers, as a monitoring system would.
 */
@Component
class StatusCounts {

	private static final String NO_ANSWER = "none";

	private final MeterRegistry meters;

	StatusCounts(MeterRegistry meters) {
		this.meters = meters;
	}

	List<StatusCount> get() {
		Map<String, Double> counts = this.meters.find("nexmo.conversion.outcomes")
			.functionCounters()
			.stream()
			.collect(Collectors.groupingBy((counter) -> String.valueOf(counter.getId().getTag("status")), TreeMap::new,
					Collectors.summingDouble(FunctionCounter::count)));
		double greatest = counts.values().stream().mapToDouble(Double::doubleValue).max().orElse(0);
		return counts.entrySet()
			.stream()
			.map((entry) -> new StatusCount(entry.getKey(), meaning(entry.getKey()), entry.getValue().longValue(),
					(greatest > 0) ? Math.round(100 * entry.getValue() / greatest) : 0))
			.toList();
	}

	private static String meaning(String status) {
		return status.equals(NO_ANSWER) ? "no answer"
				: ConversionStatus.from(Integer.parseInt(status)).name().toLowerCase(Locale.ROOT).replace('_', ' ');
	}

}
