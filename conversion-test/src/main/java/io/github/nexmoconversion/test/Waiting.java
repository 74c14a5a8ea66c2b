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

package io.github.nexmoconversion.test;

import java.time.Duration;
import java.util.concurrent.Callable;

import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.awaitility.core.ConditionTimeoutException;
import org.awaitility.core.TerminalFailureException;

/**
 * The time that assertions wait for a condition.
 *
 * @param limit the longest time to wait, zero not to wait
 */
record Waiting(Duration limit) {

	static final Waiting NONE = new Waiting(Duration.ZERO);

	Waiting {
		if (limit.isNegative()) {
			throw new IllegalArgumentException("'limit' must not be negative");
		}
	}

	boolean isNone() {
		return this.limit.isZero();
	}

	/**
	 * Wait until a condition holds.
	 * @param condition the condition
	 * @return whether the condition holds
	 */
	boolean until(Callable<Boolean> condition) {
		return holds(condition, awaiting());
	}

	/**
	 * Watch for the whole time that a condition keeps holding.
	 * @param condition the condition
	 * @return whether the condition held throughout
	 */
	boolean throughout(Callable<Boolean> condition) {
		// Leave Awaitility time for a last evaluation after the limit
		return holds(condition,
				awaiting().during(this.limit).atMost(this.limit.plusMillis(500)).failFast(() -> !condition.call()));
	}

	private ConditionFactory awaiting() {
		return Awaitility.await()
			// Failures in other threads must not fail an assertion about the API
			.dontCatchUncaughtExceptions()
			.pollDelay(Duration.ZERO)
			.pollInterval(Duration.ofMillis(10))
			.atMost(isNone() ? Duration.ofMillis(1) : this.limit);
	}

	private boolean holds(Callable<Boolean> condition, ConditionFactory awaiting) {
		try {
			if (isNone()) {
				return condition.call();
			}
			awaiting.until(condition);
			return true;
		}
		catch (ConditionTimeoutException | TerminalFailureException ex) {
			return false;
		}
		catch (Exception ex) {
			throw new IllegalStateException(ex);
		}
	}

	@Override
	public String toString() {
		return isNone() ? "" : " within " + this.limit.toMillis() + " ms";
	}

}
