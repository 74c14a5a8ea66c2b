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

package io.github.nexmoconversion.benchmarks.peers;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.github.nexmoconversion.benchmarks.outbox.Database;
import io.github.nexmoconversion.benchmarks.report.MarkdownTable;
import io.github.nexmoconversion.benchmarks.report.Spread;
import io.github.nexmoconversion.benchmarks.stub.Stub;
import io.github.nexmoconversion.benchmarks.stub.StubCertificate;

import org.springframework.util.FileSystemUtils;

/**
 * Compares the outbox with Namastack Outbox and with the event publication registry of
 * Spring Modulith. Each calls the same template, on the same PostgreSQL and with the same
 * stub API, and they take turns.
 */
public final class PeersBenchmark {

	private PeersBenchmark() {
	}

	/**
	 * Run the benchmark.
	 * @param runs the number of runs
	 * @return the results as a Markdown table
	 */
	public static String run(int runs) throws Exception {
		return run(runs, PeerSizes.FULL);
	}

	/**
	 * Run the benchmark once with reduced sizes.
	 * @param divisor the number to divide the sizes by
	 * @return the results as a Markdown table
	 */
	public static String runReduced(int divisor) throws Exception {
		return run(1, PeerSizes.FULL.dividedBy(divisor));
	}

	static String run(int runs, PeerSizes sizes) throws Exception {
		Path directory = Files.createTempDirectory("benchmark");
		try (Database database = Database.start(directory); Stub stub = Stub.start(StubCertificate.create(directory))) {
			Map<Peer, List<Measurement>> measurements = new EnumMap<>(Peer.class);
			for (int i = 0; i < runs; i++) {
				for (Peer peer : Peer.values()) {
					try (PeerRun run = new PeerRun(database, stub, sizes, peer)) {
						List<Measurement> measured = run.run();
						System.err.println(peer + ": " + measured.stream().map(Measurement::value).toList());
						measurements.computeIfAbsent(peer, (key) -> new ArrayList<>()).addAll(measured);
					}
				}
			}
			return report(measurements);
		}
		finally {
			// The server deletes its part at the same time
			FileSystemUtils.deleteRecursively(directory.toFile());
		}
	}

	// The first outbox has every row
	private static String report(Map<Peer, List<Measurement>> measurements) {
		MarkdownTable table = new MarkdownTable(
				Stream.concat(Stream.of("outbox"), Arrays.stream(Peer.values()).map(Peer::getTitle))
					.toArray(String[]::new));
		measurements.getOrDefault(Peer.values()[0], List.of())
			.stream()
			.map(Measurement::name)
			.distinct()
			.forEach((name) -> table.add(Stream
				.concat(Stream.of(name), measurements.values().stream().map((measured) -> cell(measured, name)))
				.toArray(String[]::new)));
		return table.toString();
	}

	private static String cell(List<Measurement> measured, String name) {
		List<Measurement> matching = measured.stream().filter((each) -> each.name().equals(name)).toList();
		if (matching.isEmpty()) {
			return "n/a";
		}
		if (matching.stream().anyMatch((each) -> Double.isInfinite(each.value()))) {
			return "not within %d s".formatted(PeerRun.OVERTAKING.toSeconds());
		}
		return Spread.of(matching.stream().map(Measurement::value).toList()).format(matching.get(0).decimals());
	}

}
