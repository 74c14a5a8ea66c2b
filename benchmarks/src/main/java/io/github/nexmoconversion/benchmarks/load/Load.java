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

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;

import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.scheduler.Schedulers;

/**
 * Keeps a fixed number of conversions in flight for a given time.
 */
final class Load {

	private final Histogram micros = new ConcurrentHistogram(2);

	private final LongAdder failures = new LongAdder();

	private final int inFlight;

	private final long end;

	private Load(int inFlight, Duration time) {
		this.inFlight = inFlight;
		this.end = System.nanoTime() + time.toNanos();
	}

	static LoadResult put(Contender contender, int inFlight, Duration time) throws Exception {
		Load load = new Load(inFlight, time);
		ExecutorService callers = Executors.newFixedThreadPool(inFlight);
		try {
			ProcessCosts before = ProcessCosts.now();
			long begin = System.nanoTime();
			if (contender instanceof Contender.Blocking blocking) {
				load.call(blocking, callers);
			}
			else if (contender instanceof Contender.Reactive reactive) {
				load.subscribe(reactive);
			}
			long nanos = System.nanoTime() - begin;
			// Before the callers end, since the allocations of ended threads are not
			// counted
			ProcessCosts after = ProcessCosts.now();
			return load.result(nanos, after.cpuNanos() - before.cpuNanos(), after.bytes() - before.bytes());
		}
		finally {
			callers.shutdown();
			// The next measurement must not include the end of the callers
			callers.awaitTermination(1, TimeUnit.MINUTES);
		}
	}

	private void call(Contender.Blocking contender, ExecutorService callers) throws Exception {
		for (Future<?> caller : IntStream.range(0, this.inFlight)
			.<Future<?>>mapToObj((i) -> callers.submit(() -> call(contender)))
			.toList()) {
			caller.get();
		}
	}

	private void call(Contender.Blocking contender) {
		while (System.nanoTime() < this.end) {
			long begin = System.nanoTime();
			try {
				contender.call().run();
				succeeded(begin);
			}
			catch (Exception ex) {
				failed(ex);
			}
		}
	}

	private void subscribe(Contender.Reactive contender) throws InterruptedException {
		CountDownLatch callers = new CountDownLatch(this.inFlight);
		for (int i = 0; i < this.inFlight; i++) {
			new Caller(contender, callers).next();
		}
		callers.await();
	}

	private void failed(Throwable failure) {
		if (this.failures.sum() == 0) {
			System.err.println(failure);
		}
		this.failures.increment();
	}

	private void succeeded(long begin) {
		this.micros.recordValue((System.nanoTime() - begin) / 1_000);
	}

	private LoadResult result(long nanos, long cpuNanos, long bytes) {
		return new LoadResult(this.micros.getTotalCount(), this.failures.sum(), nanos, cpuNanos, bytes,
				this.micros.getValueAtPercentile(50), this.micros.getValueAtPercentile(99), 0);
	}

	/**
	 * Keeps one conversion in flight. A plain subscriber, since operators would add to
	 * the measured cost of the client.
	 */
	private final class Caller implements CoreSubscriber<Object> {

		private final Contender.Reactive contender;

		private final CountDownLatch callers;

		private volatile long begin;

		Caller(Contender.Reactive contender, CountDownLatch callers) {
			this.contender = contender;
			this.callers = callers;
		}

		void next() {
			this.begin = System.nanoTime();
			if (this.begin < Load.this.end) {
				this.contender.submit().subscribe(this);
			}
			else {
				this.callers.countDown();
			}
		}

		@Override
		public void onSubscribe(Subscription subscription) {
			subscription.request(Long.MAX_VALUE);
		}

		@Override
		public void onNext(Object answer) {
		}

		@Override
		public void onError(Throwable failure) {
			failed(failure);
			// On another thread, since submissions that fail at once would recurse
			Schedulers.parallel().schedule(this::next);
		}

		@Override
		public void onComplete() {
			succeeded(this.begin);
			next();
		}

	}

}
