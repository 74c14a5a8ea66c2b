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

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryType;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/**
 * The threads and the heap of a process under load.
 *
 * @param threadsMore the number of threads added since before the first load
 * @param heap the heap in use after the last garbage collection, in bytes
 */
record Footprint(int threadsMore, long heap) {

	static Footprint parse(String line) {
		String[] numbers = line.split(" ");
		return new Footprint(Integer.parseInt(numbers[0]), Long.parseLong(numbers[1]));
	}

	static Footprint under(Contender contender, int inFlight, Duration time, int threadsBefore) throws Exception {
		CompletableFuture<LoadResult> load = CompletableFuture.supplyAsync(() -> put(contender, inFlight, time));
		// The thread that generates the load is subtracted below
		TimeUnit.MILLISECONDS.sleep(time.toMillis() / 2);
		int threads = countThreads();
		System.gc();
		long heap = heapAfterCollection();
		load.get();
		return new Footprint(threads - threadsBefore - 1, heap);
	}

	static int countThreads() {
		return ManagementFactory.getThreadMXBean().getThreadCount();
	}

	private static long heapAfterCollection() {
		return ManagementFactory.getMemoryPoolMXBeans()
			.stream()
			.filter((pool) -> pool.getType() == MemoryType.HEAP && pool.getCollectionUsage() != null)
			.mapToLong((pool) -> pool.getCollectionUsage().getUsed())
			.sum();
	}

	private static LoadResult put(Contender contender, int inFlight, Duration time) {
		try {
			return Load.put(contender, inFlight, time);
		}
		catch (Exception ex) {
			throw new CompletionException(ex);
		}
	}

	@Override
	public String toString() {
		return this.threadsMore + " " + this.heap;
	}

}
