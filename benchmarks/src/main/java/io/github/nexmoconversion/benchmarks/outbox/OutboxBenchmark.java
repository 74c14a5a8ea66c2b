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

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

import io.github.nexmoconversion.benchmarks.report.MarkdownTable;
import io.github.nexmoconversion.benchmarks.report.Spread;
import io.github.nexmoconversion.benchmarks.stub.Stub;
import io.github.nexmoconversion.benchmarks.stub.StubCertificate;

import org.springframework.util.FileSystemUtils;

/**
 * Measures the outbox on PostgreSQL with a stub API on the same machine: the time that
 * enqueueing adds to a transaction, the time from enqueueing to the POST request, and the
 * throughput of draining a backlog.
 */
public final class OutboxBenchmark {

	// Per second and instance: 16 concurrent deliveries of 20 ms each
	private static final int CEILING = 800;

	private OutboxBenchmark() {
	}

	/**
	 * Run the benchmark after one warm-up run.
	 * @param runs the number of measured runs
	 * @return the results as a Markdown table
	 */
	public static String run(int runs) throws Exception {
		return run(runs, OutboxSizes.FULL);
	}

	static String run(int runs, OutboxSizes sizes) throws Exception {
		Path directory = Files.createTempDirectory("benchmark");
		try (Database database = Database.start(directory); Stub stub = Stub.start(StubCertificate.create(directory))) {
			OutboxRun run = new OutboxRun(database, stub, sizes);
			run.run();
			List<OutboxResult> results = new ArrayList<>();
			for (int i = 0; i < runs; i++) {
				results.add(run.run());
				System.err.println(results.get(i));
			}
			return report(results, sizes);
		}
		finally {
			FileSystemUtils.deleteRecursively(directory);
		}
	}

	private static String report(List<OutboxResult> results, OutboxSizes sizes) {
		MarkdownTable table = new MarkdownTable("outbox", "median (minimum–maximum) of " + results.size() + " runs");
		table.add("transaction overhead, ms", spread(results, OutboxResult::enqueue).format(2));
		table.add("1000 in one transaction, as a multiple of one batch insert",
				spread(results, OutboxResult::batch).format(2));
		table.add("enqueue → POST, idle, p50, ms", spread(results, OutboxResult::latencyMedian).format(1));
		table.add("enqueue → POST, idle, p99, ms", spread(results, OutboxResult::latency99).format(1));
		table.add("16 bare sockets, per second", spread(results, OutboxResult::bare).format(0));
		addDrain(table, "drain of " + sizes.backlog(), results, OutboxResult::drain, 1);
		addDrain(table, "drain of " + sizes.backlog() + " by two instances", results, OutboxResult::drainOfTwo, 2);
		addDrain(table, "drain of " + sizes.smallBacklog(), results, OutboxResult::drainOfSmall, 1);
		addDrain(table, "drain with a backlog of " + sizes.largeBacklog(), results, OutboxResult::drainOfLarge, 1);
		table.add("… in % of the drain of " + sizes.smallBacklog(),
				spread(results, (result) -> 100 * result.drainOfLarge() / result.drainOfSmall()).format(0));
		return table.toString();
	}

	private static void addDrain(MarkdownTable table, String name, List<OutboxResult> results,
			ToDoubleFunction<OutboxResult> rate, int instances) {
		Spread perSecond = spread(results, rate);
		table.add(name + ", per second", perSecond.format(0));
		table.add("… in % of the ceiling of " + instances * CEILING,
				perSecond.times(100.0 / CEILING / instances).format(0));
		if (instances == 1) {
			Spread ofBare = spread(results, (result) -> 100 * rate.applyAsDouble(result) / result.bare());
			table.add("… in % of bare sockets", ofBare.format(0));
		}
	}

	private static Spread spread(List<OutboxResult> results, ToDoubleFunction<OutboxResult> value) {
		return Spread.of(results.stream().mapToDouble(value).boxed().toList());
	}

}
