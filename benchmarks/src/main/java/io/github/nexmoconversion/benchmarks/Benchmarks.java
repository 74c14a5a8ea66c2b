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

package io.github.nexmoconversion.benchmarks;

import java.util.Arrays;
import java.util.List;

import io.github.nexmoconversion.benchmarks.jmh.JmhBenchmarks;
import io.github.nexmoconversion.benchmarks.load.SideBySide;
import io.github.nexmoconversion.benchmarks.outbox.OutboxBenchmark;
import io.github.nexmoconversion.benchmarks.outbox.ScalingBenchmark;
import io.github.nexmoconversion.benchmarks.peers.PeersBenchmark;
import io.github.nexmoconversion.benchmarks.report.Machine;
import io.github.nexmoconversion.benchmarks.startup.StartupBenchmark;

/**
 * Runs the benchmarks named by the arguments, or all benchmarks without arguments, and
 * prints their tables.
 */
public final class Benchmarks {

	private static final List<String> ALL = List.of("load", "outbox", "scaling", "peers", "startup", "parts");

	private static final int ROUNDS = 5;

	private static final int SCALING_RUNS = 3;

	private static final int PEER_RUNS = 3;

	// Followed by the number to divide the sizes by
	private static final String REDUCED_PEERS = "peers/";

	private static final int STARTS = 11;

	private Benchmarks() {
	}

	public static void main(String[] args) throws Exception {
		System.out.println(Machine.describe() + "\n");
		for (String name : (args.length > 0) ? Arrays.asList(args) : ALL) {
			System.out.println(run(name));
		}
	}

	private static String run(String name) throws Exception {
		if (name.startsWith(REDUCED_PEERS)) {
			return "### Peers\n\n"
					+ PeersBenchmark.runReduced(Integer.parseInt(name.substring(REDUCED_PEERS.length())));
		}
		return switch (name) {
			case "load" -> "### Side by side\n\n" + SideBySide.run(ROUNDS);
			case "outbox" -> "### Outbox\n\n" + OutboxBenchmark.run(ROUNDS);
			case "scaling" -> "### Scaling\n\n" + ScalingBenchmark.run(SCALING_RUNS);
			case "peers" -> "### Peers\n\n" + PeersBenchmark.run(PEER_RUNS);
			case "startup" -> "### Startup\n\n" + StartupBenchmark.run(STARTS);
			case "parts" -> "### Parts\n\n" + JmhBenchmarks.run();
			default ->
				throw new IllegalArgumentException("Unknown benchmark '" + name + "'. The benchmarks are: " + ALL);
		};
	}

}
