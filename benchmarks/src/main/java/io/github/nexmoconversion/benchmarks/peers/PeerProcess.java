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
import java.net.URI;
import java.time.Duration;
import java.util.List;

import io.github.nexmoconversion.benchmarks.process.JavaProcess;

/**
 * Starts and controls a {@link PeerWorker} process.
 */
final class PeerProcess implements AutoCloseable {

	private final JavaProcess process;

	private PeerProcess(JavaProcess process) {
		this.process = process;
	}

	static PeerProcess start(Peer peer, String databaseUrl, URI api) throws IOException {
		PeerProcess process = new PeerProcess(JavaProcess.start(peer.getLibrary(), List.of("-Xms256m", "-Xmx512m"),
				PeerWorker.class, peer.name(), databaseUrl, api.toString()));
		process.process.readAnswer();
		return process;
	}

	void deliver(boolean deliver) throws IOException {
		order(PeerWorker.DELIVER + " " + deliver);
	}

	void fill(int first, int last) throws IOException {
		order(PeerWorker.FILL + " " + first + " " + last);
	}

	void fillWaiting(int first, int last) throws IOException {
		order(PeerWorker.FILL_WAITING + " " + first + " " + last);
	}

	void clear() throws IOException {
		order(PeerWorker.CLEAR);
	}

	/**
	 * Enqueue conversions whose message ids contain the time.
	 * @param count the number of conversions
	 * @param pause the pause before each
	 */
	void enqueue(int count, Duration pause) throws IOException {
		order(PeerWorker.ENQUEUE + " " + count + " " + pause.toNanos());
	}

	/**
	 * Measure the time that enqueueing adds to a transaction.
	 * @param count the number of transactions
	 * @return the time in milliseconds
	 */
	double transactions(int count) throws IOException {
		return Double.parseDouble(order(PeerWorker.TRANSACTIONS + " " + count));
	}

	boolean isSharedBy(int instances) throws IOException {
		return Boolean.parseBoolean(order(PeerWorker.SHARED + " " + instances));
	}

	long cpuNanos() throws IOException {
		return Long.parseLong(order(PeerWorker.CPU));
	}

	private String order(String order) throws IOException {
		this.process.send(order);
		return this.process.readAnswer();
	}

	@Override
	public void close() {
		this.process.close();
	}

}
