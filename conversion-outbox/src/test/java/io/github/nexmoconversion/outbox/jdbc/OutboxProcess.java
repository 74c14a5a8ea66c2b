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

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;

import com.zaxxer.hikari.HikariDataSource;
import io.github.nexmoconversion.account.ConversionAccount;
import io.github.nexmoconversion.account.ConversionAccounts;
import io.github.nexmoconversion.client.AsyncConversionSubmitter;
import io.github.nexmoconversion.client.ConversionTemplate;
import io.github.nexmoconversion.client.ReactiveConversionOperations;
import io.github.nexmoconversion.client.ReactiveConversionTemplateBuilder;
import io.github.nexmoconversion.test.MockConversionApi;
import io.micrometer.observation.ObservationRegistry;

import org.springframework.core.retry.RetryPolicy;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.web.reactive.function.client.WebClient;

/**
 * An instance of an application that delivers, in a process of its own that can be
 * killed.
 */
public final class OutboxProcess {

	static final int CONCURRENCY = 16;

	private static final DeliveryPolicy POLICY = new DeliveryPolicy(Duration.ofMillis(50), 2, Duration.ofMillis(500),
			Duration.ofHours(1), Duration.ofSeconds(1));

	private OutboxProcess() {
	}

	/**
	 * Start a process.
	 * @param databaseUrl the URL of the database
	 * @param api the API that it reports to
	 * @param log where its output goes
	 * @return the process
	 */
	static Process start(String databaseUrl, MockConversionApi api, Path log) throws IOException {
		return JavaProcess.start(OutboxProcess.class, log, List.of(databaseUrl, api.getBaseUrl().toString()));
	}

	public static void main(String[] args) throws InterruptedException {
		OutboxEngine outbox = create(dataSource(args[0], CONCURRENCY + 8), URI.create(args[1]), CONCURRENCY);
		Runtime.getRuntime().addShutdownHook(new Thread(outbox::stop));
		outbox.start();
		new CountDownLatch(1).await();
	}

	static HikariDataSource dataSource(String url, int connections) {
		HikariDataSource dataSource = new HikariDataSource();
		dataSource.setJdbcUrl(url);
		dataSource.setMaximumPoolSize(connections);
		return dataSource;
	}

	static OutboxEngine create(HikariDataSource dataSource, URI baseUrl, int concurrency) {
		return create(dataSource, baseUrl, concurrency, List.of(MockConversionApi.DEFAULT_ACCOUNT));
	}

	static OutboxEngine create(HikariDataSource dataSource, URI baseUrl, int concurrency,
			List<ConversionAccount> accounts) {
		return create(dataSource, new JdbcTransactionManager(dataSource), baseUrl, concurrency, accounts);
	}

	static OutboxEngine create(HikariDataSource dataSource, PlatformTransactionManager transactionManager, URI baseUrl,
			int concurrency, List<ConversionAccount> accounts) {
		return new OutboxEngineBuilder(dataSource, transactionManager, operations(baseUrl, accounts))
			.deliveryPolicy(POLICY)
			.accounts(ConversionAccounts.of(accounts))
			.concurrency(concurrency)
			.pollInterval(Duration.ofMillis(200))
			.build();
	}

	static ConversionTemplate operations(URI baseUrl, List<ConversionAccount> accounts) {
		return operations(reactiveOperations(baseUrl, accounts));
	}

	static ConversionTemplate operations(ReactiveConversionOperations operations) {
		return new ConversionTemplate(operations,
				new AsyncConversionSubmitter(100, List.of(), ObservationRegistry.NOOP));
	}

	static ReactiveConversionOperations reactiveOperations(URI baseUrl, List<ConversionAccount> accounts) {
		ReactiveConversionTemplateBuilder builder = new ReactiveConversionTemplateBuilder(WebClient.builder(),
				ConversionAccounts.of(accounts));
		// Time enough for a slow machine: what is not answered in time would be sent
		// again
		return builder.baseUrl(baseUrl)
			.timeout(Duration.ofMinutes(1))
			.retryPolicy(RetryPolicy.withMaxRetries(0))
			.build();
	}

}
