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

package io.github.nexmoconversion.benchmarks.startup;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import io.github.nexmoconversion.benchmarks.process.JavaProcess;
import io.github.nexmoconversion.benchmarks.report.MarkdownTable;
import io.github.nexmoconversion.benchmarks.report.Spread;

/**
 * Compares the startup of an application that uses the starter with one that uses a
 * {@code WebClient} only. The two take turns.
 */
public final class StartupBenchmark {

	private static final List<String> MEASURED = List.of("time, ms", "CPU time, ms", "loaded classes");

	private StartupBenchmark() {
	}

	/**
	 * Run the benchmark.
	 * @param starts the number of starts of each application
	 * @return the results as a Markdown table
	 */
	public static String run(int starts) throws IOException {
		List<long[]> webClient = new ArrayList<>();
		List<long[]> starter = new ArrayList<>();
		for (int i = 0; i < starts; i++) {
			webClient.add(start("web-client"));
			starter.add(start("starter"));
		}
		MarkdownTable table = new MarkdownTable("startup", "Boot and one `WebClient`", "with the starter",
				"difference");
		for (int i = 0; i < MEASURED.size(); i++) {
			Spread without = spread(webClient, i);
			Spread with = spread(starter, i);
			table.add(MEASURED.get(i), without.format(0), with.format(0),
					String.valueOf(Math.round(with.median() - without.median())));
		}
		return table.toString();
	}

	private static long[] start(String application) throws IOException {
		try (JavaProcess process = JavaProcess.start(List.of(), StartupApplication.class, application)) {
			return Arrays.stream(process.readAnswer().split(" ")).mapToLong(Long::parseLong).toArray();
		}
	}

	private static Spread spread(List<long[]> starts, int number) {
		return Spread.of(starts.stream().map((start) -> start[number]).toList());
	}

}
