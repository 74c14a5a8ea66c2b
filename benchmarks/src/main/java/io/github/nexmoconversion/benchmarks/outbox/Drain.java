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
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

import com.sun.management.OperatingSystemMXBean;
import io.github.nexmoconversion.benchmarks.stub.Stub;
import io.github.nexmoconversion.benchmarks.stub.StubReport;

/**
 * Drains a backlog from a new database to an API that answers with a delay.
 */
final class Drain {

	/**
	 * Delay of the API before an answer, in milliseconds.
	 */
	static final int DELAY = 20;

	private static final OperatingSystemMXBean SYSTEM = (OperatingSystemMXBean) ManagementFactory
		.getOperatingSystemMXBean();

	private final Database database;

	private final Stub stub;

	Drain(Database database, Stub stub) {
		this.database = database;
		this.stub = stub;
	}

	/**
	 * Drain a backlog.
	 * @param backlog the number of conversions in the backlog
	 * @param drained the number of conversions to deliver, limited by the backlog
	 * @param instances the number of instances that deliver
	 * @param properties the properties of the instances
	 * @return the result
	 */
	DrainResult measure(int backlog, int drained, int instances, String... properties)
			throws IOException, InterruptedException {
		String url = this.database.create();
		List<OutboxInstance> started = new ArrayList<>();
		try {
			for (int i = 0; i < instances; i++) {
				OutboxInstance instance = OutboxInstance.start(url, this.stub.getBaseUrl(false), properties);
				instance.deliver(false);
				started.add(instance);
			}
			started.get(0).fill(backlog);
			this.stub.reset(DELAY, false);
			started.forEach((instance) -> instance.deliver(true));
			return measure(Math.min(backlog, drained));
		}
		finally {
			started.forEach(OutboxInstance::close);
		}
	}

	private DrainResult measure(int drained) throws IOException, InterruptedException {
		long first = awaitAccepted(this.stub, 1).accepted();
		long begin = System.nanoTime();
		long application = SYSTEM.getProcessCpuTime();
		long database = this.database.cpuNanos();
		double conversions = awaitAccepted(this.stub, drained).accepted() - first;
		return new DrainResult(conversions * 1e9 / (System.nanoTime() - begin),
				(SYSTEM.getProcessCpuTime() - application) / conversions / 1e3,
				(this.database.cpuNanos() - database) / conversions / 1e3);
	}

	static StubReport awaitAccepted(Stub stub, long count) throws IOException, InterruptedException {
		long deadline = System.nanoTime() + Duration.ofMinutes(2).toNanos();
		StubReport report = stub.getReport();
		while (report.accepted() < count) {
			if (System.nanoTime() > deadline || report.refused() > 0) {
				throw new IllegalStateException("Waited for " + count + " conversions: " + report);
			}
			LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
			report = stub.getReport();
		}
		return report;
	}

}
