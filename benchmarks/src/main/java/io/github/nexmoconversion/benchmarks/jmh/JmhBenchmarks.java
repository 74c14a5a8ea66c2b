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

package io.github.nexmoconversion.benchmarks.jmh;

import java.util.Collection;
import java.util.Locale;

import io.github.nexmoconversion.benchmarks.report.MarkdownTable;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Runs the benchmarks of this package.
 */
public final class JmhBenchmarks {

	private JmhBenchmarks() {
	}

	/**
	 * Run the benchmarks.
	 * @return the results as a Markdown table
	 */
	public static String run() throws RunnerException {
		return run(5, TimeValue.seconds(1), 5);
	}

	static String run(int iterations, TimeValue time, int forks) throws RunnerException {
		ChainedOptionsBuilder options = new OptionsBuilder().include(JmhBenchmarks.class.getPackageName())
			.warmupIterations(iterations)
			.warmupTime(time)
			.measurementIterations(iterations)
			.measurementTime(time)
			.forks(forks)
			.addProfiler(GCProfiler.class)
			.verbosity(VerboseMode.SILENT);
		return report(new Runner(options.build()).run());
	}

	private static String report(Collection<RunResult> results) {
		MarkdownTable table = new MarkdownTable("part", "ns", "± ns (99.9 %)", "bytes");
		for (RunResult result : results) {
			String name = result.getParams().getBenchmark();
			table.add(name.substring(JmhBenchmarks.class.getPackageName().length() + 1),
					number(result.getPrimaryResult().getScore()), number(result.getPrimaryResult().getScoreError()),
					number(result.getSecondaryResults().get("gc.alloc.rate.norm").getScore()));
		}
		return table.toString();
	}

	private static String number(double value) {
		return String.format(Locale.ROOT, "%.0f", value);
	}

}
