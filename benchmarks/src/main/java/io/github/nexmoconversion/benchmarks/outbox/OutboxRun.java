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

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

import io.github.nexmoconversion.benchmarks.report.Spread;
import io.github.nexmoconversion.benchmarks.stub.Stub;
import io.github.nexmoconversion.benchmarks.stub.StubReport;

/**
 * One run of all measurements, each on a new database.
 */
final class OutboxRun {

	private static final Duration IDLE = Duration.ofMillis(50);

	private static final int BATCH = 1_000;

	private final Database database;

	private final Stub stub;

	private final OutboxSizes sizes;

	OutboxRun(Database database, Stub stub, OutboxSizes sizes) {
		this.database = database;
		this.stub = stub;
		this.sizes = sizes;
	}

	OutboxResult run() throws Exception {
		double enqueue;
		double batch;
		StubReport idle;
		try (OutboxInstance instance = start(this.database.create())) {
			enqueue = measureEnqueue(instance);
			batch = measureBatch(instance);
			idle = measureIdle(instance);
		}
		this.stub.reset(Drain.DELAY, false);
		double bare = BareSockets.measure(this.stub.getBaseUrl(false), this.sizes.backlog());
		return new OutboxResult(enqueue, batch, idle.latencyMedian() / 1e3, idle.latency99() / 1e3, bare,
				drain(this.sizes.backlog(), 1), drain(this.sizes.backlog(), 2), drain(this.sizes.smallBacklog(), 1),
				drain(this.sizes.largeBacklog(), 1));
	}

	// Difference of the medians in milliseconds. The two kinds of transactions alternate.
	private double measureEnqueue(OutboxInstance instance) throws IOException, InterruptedException {
		this.stub.reset(0, false);
		// Concurrent deliveries would slow down the transactions without a conversion
		instance.deliver(false);
		List<Long> plain = new ArrayList<>();
		List<Long> enqueued = new ArrayList<>();
		for (int i = 0; i < this.sizes.transactions(); i++) {
			plain.add(time(() -> instance.logIn(null)));
			enqueued.add(time(() -> instance.logIn(() -> "id")));
		}
		instance.deliver(true);
		Drain.awaitAccepted(this.stub, this.sizes.transactions());
		return (Spread.of(enqueued).median() - Spread.of(plain).median()) / 1e6;
	}

	// Time of many conversions in one transaction, divided by that of the rows alone
	private double measureBatch(OutboxInstance instance) throws IOException, InterruptedException {
		this.stub.reset(0, false);
		instance.deliver(false);
		instance.logIn(() -> "id");
		List<Long> inserted = new ArrayList<>();
		List<Long> enqueued = new ArrayList<>();
		for (int i = 0; i < this.sizes.batches(); i++) {
			inserted.add(time(() -> instance.insert(BATCH)));
			enqueued.add(time(() -> instance.enqueue(BATCH)));
		}
		instance.deliver(true);
		Drain.awaitAccepted(this.stub, 2 * BATCH * this.sizes.batches() + 1);
		return Spread.of(enqueued).median() / Spread.of(inserted).median();
	}

	private StubReport measureIdle(OutboxInstance instance) throws IOException, InterruptedException {
		this.stub.reset(0, false);
		for (int i = 0; i < this.sizes.singles(); i++) {
			LockSupport.parkNanos(IDLE.toNanos());
			long number = i;
			instance.logIn(() -> Stub.messageIdOfNow(number));
		}
		return Drain.awaitAccepted(this.stub, this.sizes.singles());
	}

	// Conversions per second
	private double drain(int backlog, int instances) throws IOException, InterruptedException {
		return new Drain(this.database, this.stub).measure(backlog, this.sizes.drained(), instances).perSecond();
	}

	private OutboxInstance start(String database) {
		return OutboxInstance.start(database, this.stub.getBaseUrl(false));
	}

	private static long time(Runnable action) {
		long begin = System.nanoTime();
		action.run();
		return System.nanoTime() - begin;
	}

}
