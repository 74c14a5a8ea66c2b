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

import java.util.EnumSet;
import java.util.Set;

/**
 * A load scenario.
 *
 * @param tls whether to use TLS
 * @param body whether answers have a body
 * @param delay the delay before an answer in milliseconds
 * @param inFlight the number of conversions in flight
 * @param contenders the clients that take part
 */
record Scenario(boolean tls, boolean body, int delay, int inFlight, Set<ContenderName> contenders) {

	static final Set<ContenderName> ALL = EnumSet.allOf(ContenderName.class);

	private static final Set<ContenderName> WITHOUT_THREADS = EnumSet.of(ContenderName.LIMIT, ContenderName.BY_HAND,
			ContenderName.CAREFUL, ContenderName.REACTIVE, ContenderName.REACTIVE_OBSERVED);

	static Scenario plain(int inFlight) {
		return new Scenario(false, false, 0, inFlight, ALL);
	}

	static Scenario tls(int inFlight) {
		return new Scenario(true, false, 0, inFlight, ALL);
	}

	static Scenario manyInFlight() {
		return new Scenario(false, false, 20, 2_000, WITHOUT_THREADS);
	}

	/**
	 * Return whether the load exceeds the default limits of some clients: 500 connections
	 * and 1,000 pending acquisitions.
	 * @return whether failures are an expected part of the result
	 */
	boolean mayFail() {
		return this.inFlight > 1_500;
	}

	Scenario withBody() {
		return new Scenario(this.tls, true, this.delay, this.inFlight, this.contenders);
	}

	Scenario withDelay(int delay) {
		return new Scenario(this.tls, this.body, delay, this.inFlight, this.contenders);
	}

	@Override
	public String toString() {
		return "%s, %d in flight, answers %s body, %s".formatted(this.tls ? "TLS" : "Plain HTTP", this.inFlight,
				this.body ? "with a" : "without a", (this.delay > 0) ? "after " + this.delay + " ms" : "no delay");
	}

}
