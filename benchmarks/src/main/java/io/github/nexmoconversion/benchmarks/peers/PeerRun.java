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

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

import io.github.nexmoconversion.benchmarks.outbox.Database;
import io.github.nexmoconversion.benchmarks.stub.Stub;
import io.github.nexmoconversion.benchmarks.stub.StubReport;

import org.springframework.util.Assert;

/**
 * One run of all measurements of an outbox, on a new database.
 */
final class PeerRun implements AutoCloseable {

	// Of the API before an answer, in milliseconds
	private static final int DELAY = 20;

	private static final Duration PAUSE = Duration.ofMillis(50);

	private static final Duration PATIENCE = Duration.ofMinutes(2);

	/**
	 * Time that a conversion has to arrive after the last one was enqueued.
	 */
	static final Duration OVERTAKING = Duration.ofSeconds(10);

	private final Database database;

	private final Stub stub;

	private final PeerSizes sizes;

	private final Peer peer;

	private final String url;

	private final List<PeerProcess> processes = new ArrayList<>();

	private final List<Measurement> measurements = new ArrayList<>();

	// In the message ids
	private int filled;

	PeerRun(Database database, Stub stub, PeerSizes sizes, Peer peer) {
		this.database = database;
		this.stub = stub;
		this.sizes = sizes;
		this.peer = peer;
		this.url = database.create();
	}

	List<Measurement> run() throws Exception {
		start(1);
		transaction("");
		idle("");
		drain("", this.sizes.drained());
		String due = "with %d due: ".formatted(this.sizes.due());
		fill(this.sizes.due());
		transaction(due);
		drain(due, 0);
		overtake(due);
		if (this.peer.hasDueTimes()) {
			waiting();
		}
		clear();
		for (int instances : this.sizes.instances()) {
			start(instances);
			drain("%d instances: ".formatted(instances), instances * this.sizes.drained());
		}
		return this.measurements;
	}

	private void waiting() throws Exception {
		String waiting = "with %d not due: ".formatted(this.sizes.waiting());
		clear();
		first().fillWaiting(this.filled + 1, this.filled + this.sizes.waiting());
		this.filled += this.sizes.waiting();
		transaction(waiting);
		idle(waiting);
		drain(waiting, this.sizes.drained());
		fill(this.sizes.due());
		drain("with %d not due and %d due: ".formatted(this.sizes.waiting(), this.sizes.due()), 0);
	}

	// Each new process is as warm as the others
	private void start(int instances) throws Exception {
		while (this.processes.size() < instances) {
			this.processes.add(PeerProcess.start(this.peer, this.url, this.stub.getBaseUrl(false)));
		}
		long deadline = System.nanoTime() + PATIENCE.toNanos();
		while (!first().isSharedBy(instances)) {
			Assert.state(System.nanoTime() < deadline, () -> this.peer + " is not shared by all");
			LockSupport.parkNanos(PAUSE.toNanos());
		}
		deliver(false);
		for (PeerProcess process : this.processes) {
			process.transactions(this.sizes.transactions());
		}
		clear();
		int conversions = instances * this.sizes.drained();
		fill(conversions);
		this.stub.reset(0, false);
		deliver(true);
		Assert.state(await((report) -> report.unique() >= conversions, PATIENCE).unique() >= conversions,
				() -> this.peer + " did not deliver " + conversions);
		clear();
	}

	private void transaction(String situation) throws Exception {
		this.measurements.add(new Measurement(situation + "added to a transaction, ms", 2,
				first().transactions(this.sizes.transactions())));
	}

	// The transactions before this have left conversions
	private void idle(String situation) throws Exception {
		this.stub.reset(0, false);
		deliver(true);
		awaitQuiet();
		this.stub.reset(0, false);
		first().enqueue(this.sizes.singles(), PAUSE);
		StubReport report = await((current) -> current.timed() >= this.sizes.singles(), PATIENCE);
		Assert.state(report.timed() >= this.sizes.singles(), () -> this.peer + " did not deliver all: " + report);
		this.measurements
			.add(new Measurement(situation + "enqueue → POST, idle, p50, ms", 1, report.latencyMedian() / 1e3));
		this.measurements.add(new Measurement(situation + "… p99, ms", 1, report.latency99() / 1e3));
		long begin = System.nanoTime();
		long cpu = this.database.cpuNanos();
		LockSupport.parkNanos(this.sizes.idle().toNanos());
		this.measurements.add(new Measurement(situation + "CPU of PostgreSQL without conversions, ms per second", 1,
				(this.database.cpuNanos() - cpu) * 1e3 / (System.nanoTime() - begin)));
		deliver(false);
	}

	private void awaitQuiet() throws Exception {
		StubReport before = this.stub.getReport();
		while (true) {
			LockSupport.parkNanos(10 * PAUSE.toNanos());
			StubReport after = this.stub.getReport();
			if (after.accepted() == before.accepted()) {
				return;
			}
			before = after;
		}
	}

	private void drain(String situation, int fill) throws Exception {
		if (fill > 0) {
			fill(fill);
		}
		int drained = Math.max(fill, Math.min(this.sizes.drained(), this.sizes.due()));
		this.stub.reset(DELAY, false);
		deliver(true);
		double first = await((report) -> report.unique() > 0, PATIENCE).unique();
		long begin = System.nanoTime();
		long application = cpuNanos();
		long postgres = this.database.cpuNanos();
		StubReport last = await((report) -> report.unique() >= drained, PATIENCE);
		double conversions = Math.max(1, last.unique() - first);
		this.measurements
			.add(new Measurement(situation + "drain, per second", 0, conversions * 1e9 / (System.nanoTime() - begin)));
		this.measurements.add(new Measurement(situation + "… CPU of PostgreSQL, µs each", 0,
				(this.database.cpuNanos() - postgres) / conversions / 1e3));
		this.measurements.add(new Measurement(situation + "… CPU of the instances, µs each", 0,
				(cpuNanos() - application) / conversions / 1e3));
		if (fill > 0) {
			awaitQuiet();
			StubReport all = this.stub.getReport();
			this.measurements.add(new Measurement(situation + "… delivered again", 0, all.accepted() - all.unique()));
			deliver(false);
		}
	}

	// While the rest of the backlog is delivered
	private void overtake(String situation) throws Exception {
		first().enqueue(this.sizes.singles(), PAUSE);
		StubReport report = await((current) -> current.timed() >= this.sizes.singles(), OVERTAKING);
		boolean all = report.timed() >= this.sizes.singles();
		this.measurements.add(new Measurement(situation + "enqueue → POST, p50, ms", 0,
				all ? report.latencyMedian() / 1e3 : Double.POSITIVE_INFINITY));
	}

	private void fill(int rows) throws Exception {
		first().fill(this.filled + 1, this.filled + rows);
		this.filled += rows;
	}

	private void clear() throws Exception {
		this.stub.reset(0, false);
		deliver(false);
		for (PeerProcess process : this.processes) {
			process.clear();
		}
	}

	private void deliver(boolean deliver) throws IOException {
		for (PeerProcess process : this.processes) {
			process.deliver(deliver);
		}
	}

	private StubReport await(Predicate<StubReport> condition, Duration patience)
			throws IOException, InterruptedException {
		long deadline = System.nanoTime() + patience.toNanos();
		StubReport report = this.stub.getReport();
		while (!condition.test(report) && System.nanoTime() < deadline) {
			Assert.state(report.refused() == 0, this.peer + " sent what the API refuses");
			LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
			report = this.stub.getReport();
		}
		return report;
	}

	private PeerProcess first() {
		return this.processes.get(0);
	}

	private long cpuNanos() throws IOException {
		long nanos = 0;
		for (PeerProcess process : this.processes) {
			nanos += process.cpuNanos();
		}
		return nanos;
	}

	@Override
	public void close() {
		this.processes.forEach(PeerProcess::close);
	}

}
