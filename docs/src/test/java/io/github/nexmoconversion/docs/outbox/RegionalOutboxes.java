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

package io.github.nexmoconversion.docs.outbox;

import java.util.HashMap;
import java.util.Map;

import io.github.nexmoconversion.account.ConversionAccounts;
import io.github.nexmoconversion.client.AsyncConversionSubmitter;
import io.github.nexmoconversion.client.ConversionTemplate;
import io.github.nexmoconversion.outbox.ConversionOutbox;
import io.github.nexmoconversion.outbox.jdbc.OutboxEngine;
import io.github.nexmoconversion.outbox.jdbc.OutboxEngineBuilder;

import org.springframework.context.SmartLifecycle;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.stereotype.Component;

@Component
class RegionalOutboxes implements SmartLifecycle {

	private final Map<String, OutboxEngine> engines = new HashMap<>();

	private volatile boolean running;

	RegionalOutboxes(Map<String, JdbcTransactionManager> transactionManagers, ConversionTemplate conversions,
			ConversionAccounts accounts) {
		transactionManagers.forEach((region, transactionManager) -> this.engines.put(region,
				new OutboxEngineBuilder(transactionManager.getDataSource(), transactionManager,
						conversions.withoutRetries())
					.accounts(accounts)
					.build()));
	}

	ConversionOutbox getOutbox(String region) {
		return this.engines.get(region).getOutbox();
	}

	@Override
	public void start() {
		this.engines.values().forEach(OutboxEngine::start);
		this.running = true;
	}

	@Override
	public void stop() {
		this.running = false;
		this.engines.values().forEach(OutboxEngine::stop);
	}

	@Override
	public boolean isRunning() {
		return this.running;
	}

	// Stops after the web server
	@Override
	public int getPhase() {
		return AsyncConversionSubmitter.PHASE;
	}

}
