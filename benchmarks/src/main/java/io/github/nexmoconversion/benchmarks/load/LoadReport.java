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

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

import io.github.nexmoconversion.benchmarks.report.MarkdownTable;
import io.github.nexmoconversion.benchmarks.report.Spread;

/**
 * The results of one scenario, as ratios to the limit in the same round.
 */
final class LoadReport {

	private final Scenario scenario;

	private final Map<ContenderName, List<LoadResult>> rounds = new EnumMap<>(ContenderName.class);

	private final Map<ContenderName, List<Footprint>> footprints = new EnumMap<>(ContenderName.class);

	LoadReport(Scenario scenario) {
		this.scenario = scenario;
	}

	void add(ContenderName contender, LoadResult result) {
		this.rounds.computeIfAbsent(contender, (name) -> new ArrayList<>()).add(result);
	}

	void add(ContenderName contender, Footprint footprint) {
		this.footprints.computeIfAbsent(contender, (name) -> new ArrayList<>()).add(footprint);
	}

	private String ratio(ContenderName contender, ContenderName other, ToDoubleFunction<LoadResult> value) {
		List<LoadResult> own = this.rounds.get(contender);
		List<LoadResult> others = this.rounds.get(other);
		return Spread
			.of(IntStream.range(0, own.size())
				.mapToObj((i) -> value.applyAsDouble(own.get(i)) / value.applyAsDouble(others.get(i)))
				.toList())
			.format(2);
	}

	private void addComparison(MarkdownTable table, ContenderName contender, ContenderName other) {
		if (this.rounds.containsKey(contender) && this.rounds.containsKey(other)) {
			table.add(contender.getTitle() + " ÷ " + other.getTitle(), ratio(contender, other, LoadResult::bytesEach),
					ratio(contender, other, LoadResult::cpuMicrosEach), ratio(contender, other, LoadResult::perSecond),
					ratio(contender, other, LoadResult::p50));
		}
	}

	private String median(ContenderName contender, ToDoubleFunction<LoadResult> value) {
		return spread(this.rounds.get(contender), value, 0);
	}

	private static <T> String spread(List<T> results, ToDoubleFunction<T> value, int decimals) {
		return Spread.of(results.stream().mapToDouble(value).boxed().toList()).format(decimals);
	}

	private String sum(ContenderName contender, ToDoubleFunction<LoadResult> value) {
		return String.valueOf(Math.round(this.rounds.get(contender).stream().mapToDouble(value).sum()));
	}

	@Override
	public String toString() {
		MarkdownTable table = new MarkdownTable("client", "bytes ×", "CPU ×", "throughput ×", "p50 ×", "bytes each",
				"CPU µs each", "per second", "p50 µs", "p99 µs", "new connections", "failures", "additional threads",
				"live heap MB");
		for (ContenderName contender : this.rounds.keySet()) {
			List<Footprint> footprints = this.footprints.get(contender);
			table.add(contender.getTitle(), ratio(contender, ContenderName.LIMIT, LoadResult::bytesEach),
					ratio(contender, ContenderName.LIMIT, LoadResult::cpuMicrosEach),
					ratio(contender, ContenderName.LIMIT, LoadResult::perSecond),
					ratio(contender, ContenderName.LIMIT, LoadResult::p50), median(contender, LoadResult::bytesEach),
					median(contender, LoadResult::cpuMicrosEach), median(contender, LoadResult::perSecond),
					median(contender, LoadResult::p50), median(contender, LoadResult::p99),
					sum(contender, LoadResult::connections), sum(contender, LoadResult::failures),
					spread(footprints, Footprint::threadsMore, 0),
					spread(footprints, (footprint) -> footprint.heap() / 1e6, 1));
		}
		MarkdownTable comparisons = new MarkdownTable("comparison", "bytes", "CPU", "throughput", "p50");
		addComparison(comparisons, ContenderName.REACTIVE, ContenderName.CAREFUL);
		addComparison(comparisons, ContenderName.REACTIVE, ContenderName.SDK);
		addComparison(comparisons, ContenderName.REACTIVE_OBSERVED, ContenderName.CAREFUL);
		addComparison(comparisons, ContenderName.BLOCKING, ContenderName.SDK);
		return "#### " + this.scenario + "\n\n" + table + "\n" + comparisons;
	}

}
