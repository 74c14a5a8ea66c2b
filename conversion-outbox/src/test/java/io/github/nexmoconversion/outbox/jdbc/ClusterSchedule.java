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

package io.github.nexmoconversion.outbox.jdbc;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

import static org.awaitility.Awaitility.await;

/**
 * What happens to a cluster and when, one after another: on a slow machine later, but all
 * of it.
 */
final class ClusterSchedule {

	private final List<Step> steps = new ArrayList<>();

	private final Duration duration;

	ClusterSchedule(Duration duration) {
		this.duration = duration;
	}

	/**
	 * Add a step that is repeated until the end.
	 * @param first when it happens first
	 * @param interval the interval between its repetitions
	 * @param action what happens
	 */
	void every(Duration first, Duration interval, Action action) {
		for (Duration time = first; time.compareTo(this.duration) < 0; time = time.plus(interval)) {
			at(time, action);
		}
	}

	void at(Duration time, Action action) {
		this.steps.add(new Step(time, action));
	}

	void run() throws Exception {
		long begin = System.nanoTime();
		at(this.duration, () -> {
		});
		this.steps.sort(Comparator.comparing(Step::time));
		for (Step step : this.steps) {
			await().pollDelay(Duration.ZERO)
				.pollInterval(Duration.ofMillis(50))
				.atMost(this.duration.plusMinutes(1))
				.until(() -> System.nanoTime() - begin >= step.time().toNanos());
			step.action().run();
		}
	}

	interface Action {

		void run() throws Exception;

	}

	private record Step(Duration time, Action action) {

	}

}
