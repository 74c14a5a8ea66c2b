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

import io.github.nexmoconversion.benchmarks.report.MarkdownTable;
import io.github.nexmoconversion.benchmarks.report.Spread;
import io.github.nexmoconversion.benchmarks.stub.Stub;
import io.github.nexmoconversion.benchmarks.stub.StubCertificate;

import org.springframework.util.FileSystemUtils;

/**
 * Measures the throughput of one and two instances on one PostgreSQL server, and how it
 * changes with the backlog. Instances, database and stub API share the machine.
 */
public final class ScalingBenchmark {

	private static final int DEFAULT_CONCURRENCY = 16;

	private final Database database;

	private final Stub stub;

	private final ScalingSizes sizes;

	private final int runs;

	private ScalingBenchmark(Database database, Stub stub, ScalingSizes sizes, int runs) {
		this.database = database;
		this.stub = stub;
		this.sizes = sizes;
		this.runs = runs;
	}

	/**
	 * Run the benchmark.
	 * @param runs the number of runs
	 * @return the results as Markdown tables
	 */
	public static String run(int runs) throws Exception {
		return run(runs, ScalingSizes.FULL);
	}

	static String run(int runs, ScalingSizes sizes) throws Exception {
		Path directory = Files.createTempDirectory("benchmark");
		try (Database database = Database.start(directory); Stub stub = Stub.start(StubCertificate.create(directory))) {
			ScalingBenchmark benchmark = new ScalingBenchmark(database, stub, sizes, runs);
			// Warm up: the first thousands of conversions cost several times as much
			benchmark.drain(1, DEFAULT_CONCURRENCY, sizes.backlogs().get(1));
			return benchmark.capacity() + "\n" + benchmark.backlogs() + "\n" + benchmark.logins();
		}
		finally {
			FileSystemUtils.deleteRecursively(directory);
		}
	}

	private String capacity() throws Exception {
		MarkdownTable table = new MarkdownTable("instances", "concurrency", "ceiling per second",
				"delivered per second", "CPU of the instances, µs", "CPU of PostgreSQL, µs");
		for (int instances = 1; instances <= 2; instances++) {
			for (int concurrency : this.sizes.concurrencies()) {
				int ceiling = instances * concurrency * 1_000 / Drain.DELAY;
				int backlog = (int) (ceiling * this.sizes.drainTime().toMillis() / 1_000);
				List<DrainResult> results = drain(instances, concurrency, backlog);
				table.add("" + instances, "" + concurrency, "" + ceiling,
						Spread.of(results.stream().map(DrainResult::perSecond).toList()).format(0),
						Spread.of(results.stream().map(DrainResult::applicationCpu).toList()).format(0),
						Spread.of(results.stream().map(DrainResult::databaseCpu).toList()).format(0));
			}
		}
		return table.toString();
	}

	private List<DrainResult> drain(int instances, int concurrency, int backlog) throws Exception {
		Drain drain = new Drain(this.database, this.stub);
		List<DrainResult> results = new ArrayList<>();
		for (int i = 0; i < this.runs; i++) {
			results.add(drain.measure(backlog, Integer.MAX_VALUE, instances, concurrencyOf(concurrency)));
		}
		return results;
	}

	private String backlogs() throws Exception {
		MarkdownTable table = new MarkdownTable("backlog", "delivered per second", "CPU of the instance, µs",
				"CPU of PostgreSQL, µs", "transaction with enqueue, ms");
		Drain drain = new Drain(this.database, this.stub);
		for (int backlog : this.sizes.backlogs()) {
			List<DrainResult> results = new ArrayList<>();
			List<Double> transactions = new ArrayList<>();
			for (int i = 0; i < this.runs; i++) {
				results.add(drain.measure(backlog, this.sizes.backlogs().get(1), 1));
				transactions.add(transactionMillis(backlog));
			}
			table.add("" + backlog, Spread.of(results.stream().map(DrainResult::perSecond).toList()).format(0),
					Spread.of(results.stream().map(DrainResult::applicationCpu).toList()).format(0),
					Spread.of(results.stream().map(DrainResult::databaseCpu).toList()).format(0),
					Spread.of(transactions).format(2));
		}
		return table.toString();
	}

	// Measured while delivery is stopped
	private double transactionMillis(int backlog) {
		try (OutboxInstance instance = OutboxInstance.start(this.database.create(), this.stub.getBaseUrl(false))) {
			instance.deliver(false);
			instance.fill(backlog);
			List<Double> millis = new ArrayList<>();
			for (int i = 0; i < 1_000; i++) {
				long begin = System.nanoTime();
				instance.logIn(() -> "id");
				millis.add((System.nanoTime() - begin) / 1e6);
			}
			return Spread.of(millis).median();
		}
	}

	private String logins() throws Exception {
		MarkdownTable table = new MarkdownTable("instances", "transactions per second", "… with enqueue",
				"drain time afterwards, s");
		for (int instances = 1; instances <= 2; instances++) {
			List<Double> plain = new ArrayList<>();
			List<Double> reporting = new ArrayList<>();
			List<Double> lag = new ArrayList<>();
			for (int i = 0; i < this.runs; i++) {
				logIn(instances, plain, reporting, lag);
			}
			table.add("" + instances, Spread.of(plain).format(0), Spread.of(reporting).format(0),
					Spread.of(lag).format(1));
		}
		return table.toString();
	}

	private void logIn(int instances, List<Double> plain, List<Double> reporting, List<Double> lag) throws Exception {
		String url = this.database.create();
		double seconds = this.sizes.loginTime().toMillis() / 1e3;
		List<OutboxInstance> started = new ArrayList<>();
		try {
			for (int i = 0; i < instances; i++) {
				started.add(OutboxInstance.start(url, this.stub.getBaseUrl(false), concurrencyOf(64)));
			}
			plain.add(Logins.run(started, this.sizes.loginTime(), null) / seconds);
			this.stub.reset(Drain.DELAY, false);
			long logins = Logins.run(started, this.sizes.loginTime(), () -> "id");
			reporting.add(logins / seconds);
			long begin = System.nanoTime();
			Drain.awaitAccepted(this.stub, logins);
			lag.add((System.nanoTime() - begin) / 1e9);
		}
		finally {
			started.forEach(OutboxInstance::close);
		}
	}

	private static String concurrencyOf(int concurrency) {
		return "--nexmo.conversion.outbox.concurrency=" + concurrency;
	}

}
