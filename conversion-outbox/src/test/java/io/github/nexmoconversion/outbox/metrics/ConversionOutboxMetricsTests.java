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

package io.github.nexmoconversion.outbox.metrics;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.nexmoconversion.outbox.OutboxMonitor;
import io.github.nexmoconversion.outbox.OutboxStatistics;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link ConversionOutboxMetrics}.
 */
@ExtendWith(OutputCaptureExtension.class)
class ConversionOutboxMetricsTests {

	private static final Duration LIMIT = Duration.ofMinutes(1);

	private static final String THREAD = "conversion-outbox-gauges";

	private final MeterRegistry registry = new SimpleMeterRegistry();

	private final AtomicInteger calls = new AtomicInteger();

	private volatile OutboxMonitor monitor = () -> new OutboxStatistics(7, Duration.ZERO, 0, 0, List.of(), List.of());

	private final ConversionOutboxMetrics metrics = new ConversionOutboxMetrics(() -> {
		this.calls.incrementAndGet();
		return this.monitor.getStatistics();
	});

	@AfterEach
	void close() {
		this.metrics.close();
	}

	@Test
	void shouldRefreshByItselfOnceBoundToARegistry() {
		assertThat(isRunning()).isFalse();
		this.metrics.bindTo(this.registry);
		this.metrics.bindTo(new SimpleMeterRegistry());
		await().atMost(LIMIT).until(() -> this.calls.get() >= 3);
		assertThat(backlog()).isEqualTo(7);
		assertThat(threads()).isEqualTo(1);
	}

	@Test
	void readingShouldNotQuery() {
		CountDownLatch queried = new CountDownLatch(1);
		CountDownLatch released = new CountDownLatch(1);
		this.monitor = () -> {
			queried.countDown();
			awaitUninterruptibly(released);
			throw new IllegalStateException("closed");
		};
		this.metrics.bindTo(this.registry);
		awaitUninterruptibly(queried);
		int before = this.calls.get();
		long start = System.nanoTime();
		for (Gauge gauge : this.registry.find("nexmo.conversion.outbox.backlog").gauges()) {
			assertThat(gauge.value()).isNaN();
		}
		assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofMillis(50));
		assertThat(this.calls).hasValue(before);
		long closing = System.nanoTime();
		this.metrics.close();
		assertThat(Duration.ofNanos(System.nanoTime() - closing)).isLessThan(Duration.ofSeconds(5));
		released.countDown();
		await().atMost(LIMIT).until(() -> !isRunning());
	}

	@Test
	void shouldKeepTheLastValueForAWhileAndWarnOncePerOutage(CapturedOutput output) {
		OutboxMonitor healthy = this.monitor;
		this.metrics.bindTo(this.registry);
		await().atMost(LIMIT).until(() -> backlog() == 7);
		long start = System.nanoTime();
		this.monitor = () -> {
			throw new NoClassDefFoundError("away");
		};
		int before = this.calls.get();
		await().atMost(LIMIT).until(() -> this.calls.get() > before + 2);
		assertThat(backlog()).isEqualTo(7);
		await().atMost(LIMIT).until(() -> Double.isNaN(backlog()));
		assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofSeconds(8));
		this.monitor = healthy;
		await().atMost(LIMIT).until(() -> backlog() == 7);
		await().atMost(LIMIT).until(() -> output.getOut().contains("have values again"));
		assertThat(output.getOut()).containsOnlyOnce("did not tell the state").containsOnlyOnce("have values again");
	}

	@Test
	void closeShouldEndTheThreadForGood() {
		this.metrics.bindTo(this.registry);
		await().atMost(LIMIT).until(() -> backlog() == 7);
		this.metrics.close();
		assertThat(isRunning()).isFalse();
		this.metrics.bindTo(this.registry);
		assertThat(isRunning()).isFalse();
	}

	private double backlog() {
		return this.registry.get("nexmo.conversion.outbox.backlog").gauge().value();
	}

	private static boolean isRunning() {
		return threads() > 0;
	}

	private static long threads() {
		return Thread.getAllStackTraces().keySet().stream().filter((thread) -> thread.getName().equals(THREAD)).count();
	}

	// As a driver that does not react to interrupts
	private static void awaitUninterruptibly(CountDownLatch latch) {
		boolean interrupted = false;
		while (true) {
			try {
				latch.await();
				break;
			}
			catch (InterruptedException ex) {
				interrupted = true;
			}
		}
		if (interrupted) {
			Thread.currentThread().interrupt();
		}
	}

}
