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

package io.github.nexmoconversion.outbox.autoconfigure;

import io.github.nexmoconversion.autoconfigure.InvalidConversionConfigurationException;
import io.github.nexmoconversion.client.AsyncConversionSubmitter;
import io.github.nexmoconversion.outbox.jdbc.OutboxEngine;
import io.github.nexmoconversion.outbox.jdbc.OutdatedTablesException;

import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;

/**
 * Delivers while the application runs. It stops after the web server, whose last requests
 * may still enqueue, and first delivers what they did.
 */
class ConversionOutboxLifecycle implements SmartLifecycle {

	private final OutboxEngine engine;

	private volatile boolean running;

	ConversionOutboxLifecycle(OutboxEngine engine) {
		this.engine = engine;
	}

	@Override
	public void start() {
		try {
			this.engine.start();
		}
		catch (OutdatedTablesException ex) {
			throw OutdatedTables.failure(ex.getMissing());
		}
		catch (DataAccessException ex) {
			throw new InvalidConversionConfigurationException(
					"The tables of the outbox cannot be used: " + ex.getMessage(),
					"Create them with the script io/github/nexmoconversion/outbox/jdbc/schema-<database>.sql of"
							+ " conversion-outbox (with Flyway or Liquibase, for example), or set"
							+ " nexmo.conversion.outbox.jdbc.initialize-schema=always.");
		}
		this.running = true;
	}

	@Override
	public void stop() {
		this.running = false;
		this.engine.stop();
	}

	// So that other beans of the phase stop at the same time, and Spring limits the wait
	@Override
	public void stop(Runnable callback) {
		Thread thread = new Thread(() -> {
			try {
				stop();
			}
			finally {
				callback.run();
			}
		}, "conversion-outbox-shutdown");
		thread.setDaemon(true);
		thread.start();
	}

	@Override
	public boolean isRunning() {
		return this.running;
	}

	@Override
	public int getPhase() {
		return AsyncConversionSubmitter.PHASE;
	}

}
