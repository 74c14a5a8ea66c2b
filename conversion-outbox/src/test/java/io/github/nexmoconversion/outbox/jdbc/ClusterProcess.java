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

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;

import com.zaxxer.hikari.HikariDataSource;
import io.github.nexmoconversion.account.ConversionAccount;
import io.github.nexmoconversion.account.ConversionAccounts;

import org.springframework.jdbc.support.JdbcTransactionManager;

/**
 * An instance of a service in a cluster, in a process of its own that can be killed. It
 * uses the outbox and delivers.
 */
public final class ClusterProcess {

	static final int CONCURRENCY = 4;

	// Short, so that probes outnumber what is in flight when a pause begins
	static final Duration PROBE_INTERVAL = Duration.ofMillis(500);

	private static final DeliveryPolicy POLICY = new DeliveryPolicy(Duration.ofMillis(50), 2, Duration.ofMillis(500),
			Duration.ofHours(1), PROBE_INTERVAL);

	private ClusterProcess() {
	}

	/**
	 * Run an instance.
	 * @param args the URLs of the database and the API, the name of the service, that of
	 * the instance, whether it sends messages, and its accounts
	 */
	public static void main(String[] args) throws InterruptedException {
		HikariDataSource dataSource = OutboxProcess.dataSource(args[0], CONCURRENCY + 6);
		List<String> accounts = List.of(args[5].split(","));
		OutboxEngine outbox = create(dataSource, URI.create(args[1]), ClusterAccounts.of(args[2], accounts));
		ClusterMessages messages = new ClusterMessages(dataSource);
		ClusterLoad load = new ClusterLoad(dataSource, outbox, messages, args[2], args[3], accounts);
		Runtime.getRuntime().addShutdownHook(new Thread(() -> {
			load.stop();
			outbox.stop();
		}));
		outbox.start();
		if (Boolean.parseBoolean(args[4])) {
			load.start();
		}
		messages.addRunning(args[3]);
		new CountDownLatch(1).await();
	}

	private static OutboxEngine create(HikariDataSource dataSource, URI baseUrl, List<ConversionAccount> accounts) {
		return new OutboxEngineBuilder(dataSource, new JdbcTransactionManager(dataSource),
				OutboxProcess.operations(baseUrl, accounts))
			.deliveryPolicy(POLICY)
			.accounts(ConversionAccounts.of(accounts))
			.concurrency(CONCURRENCY)
			.pollInterval(Duration.ofMillis(200))
			.build();
	}

}
