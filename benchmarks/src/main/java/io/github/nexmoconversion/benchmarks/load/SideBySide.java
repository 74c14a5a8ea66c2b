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

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import io.github.nexmoconversion.benchmarks.stub.Stub;
import io.github.nexmoconversion.benchmarks.stub.StubCertificate;
import io.github.nexmoconversion.benchmarks.stub.StubReport;

import org.springframework.util.FileSystemUtils;

/**
 * Runs the clients under load, each in its own process. The clients take turns in each
 * round.
 */
public final class SideBySide {

	private static final List<Scenario> SCENARIOS = List.of(Scenario.plain(64), Scenario.plain(64).withBody(),
			Scenario.tls(64), Scenario.tls(64).withBody(), Scenario.plain(1), Scenario.plain(256).withDelay(20),
			Scenario.manyInFlight());

	private final Stub stub;

	private final Path certificate;

	private final int rounds;

	private final Duration warmUp;

	private final Duration time;

	private SideBySide(Stub stub, Path certificate, int rounds, Duration warmUp, Duration time) {
		this.stub = stub;
		this.certificate = certificate;
		this.rounds = rounds;
		this.warmUp = warmUp;
		this.time = time;
	}

	/**
	 * Run all scenarios.
	 * @param rounds the number of rounds for each scenario
	 * @return the results as Markdown tables
	 */
	public static String run(int rounds) throws Exception {
		return run(SCENARIOS, rounds, Duration.ofSeconds(15), Duration.ofSeconds(2));
	}

	static String run(List<Scenario> scenarios, int rounds, Duration warmUp, Duration time) throws Exception {
		Path directory = Files.createTempDirectory("benchmark");
		Path certificate = StubCertificate.create(directory);
		StringBuilder report = new StringBuilder();
		try (Stub stub = Stub.start(certificate)) {
			SideBySide sideBySide = new SideBySide(stub, certificate, rounds, warmUp, time);
			for (Scenario scenario : scenarios) {
				LoadReport part = sideBySide.run(scenario);
				System.err.println(part);
				report.append(part).append('\n');
			}
		}
		finally {
			FileSystemUtils.deleteRecursively(directory);
		}
		return report.toString();
	}

	private LoadReport run(Scenario scenario) throws Exception {
		List<WorkerProcess> workers = new ArrayList<>();
		try {
			for (ContenderName contender : scenario.contenders()) {
				workers.add(new WorkerProcess(contender, this.stub.getBaseUrl(scenario.tls()), this.certificate));
			}
			LoadReport report = new LoadReport(scenario);
			this.stub.reset(scenario.delay(), scenario.body());
			for (WorkerProcess worker : workers) {
				worker.load(scenario.inFlight(), this.warmUp);
			}
			for (int round = 0; round < this.rounds; round++) {
				for (WorkerProcess worker : workers) {
					report.add(worker.getContender(), measure(worker, scenario));
					report.add(worker.getContender(), worker.look(scenario.inFlight(), this.time.dividedBy(4)));
				}
				// No client should always follow the same one
				Collections.rotate(workers, 1);
			}
			return report;
		}
		finally {
			workers.forEach(WorkerProcess::close);
		}
	}

	private LoadResult measure(WorkerProcess worker, Scenario scenario) throws IOException, InterruptedException {
		this.stub.reset(scenario.delay(), scenario.body());
		// Connections that were idle in the meantime may have been closed
		worker.load(scenario.inFlight(), this.time.dividedBy(10));
		this.stub.reset(scenario.delay(), scenario.body());
		LoadResult result = worker.load(scenario.inFlight(), this.time);
		StubReport counted = this.stub.getReport();
		boolean failed = result.conversions() == 0 || (result.failures() > 0 && !scenario.mayFail());
		if (failed || counted.refused() > 0 || counted.accepted() < result.conversions()) {
			throw new IllegalStateException(
					worker.getContender() + ": " + result + ", but the stub counted " + counted);
		}
		return result.withConnections(counted.connections());
	}

}
