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

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * A step of a shutdown, which may fail or hang, for instance while the database is away.
 * Neither holds up the shutdown.
 */
final class ShutdownStep {

	private static final Log logger = LogFactory.getLog(ShutdownStep.class);

	private final String name;

	private final Duration limit;

	/**
	 * Create a new {@link ShutdownStep}.
	 * @param name what the log calls it
	 * @param limit how long it may take
	 */
	ShutdownStep(String name, Duration limit) {
		this.name = name;
		this.limit = limit;
	}

	/**
	 * Run the step on a thread of its own. It is interrupted if it takes too long, or if
	 * the caller is interrupted, and may then go on for as long as it wants.
	 * @param step the step
	 */
	void run(Runnable step) {
		Thread thread = new Thread(() -> runAndLog(step), "conversion-outbox-stop");
		thread.setDaemon(true);
		thread.start();
		try {
			thread.join(this.limit.toMillis());
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		if (thread.isAlive()) {
			logger.warn("The shutdown does not wait any longer for the outbox to " + this.name);
			thread.interrupt();
		}
	}

	private void runAndLog(Runnable step) {
		try {
			step.run();
		}
		catch (RuntimeException | Error ex) {
			logger.warn("The outbox failed to " + this.name, ex);
		}
	}

}
