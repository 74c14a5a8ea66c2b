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
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

import com.zaxxer.hikari.HikariDataSource;
import io.github.nexmoconversion.Conversion;
import io.github.nexmoconversion.ConversionChannel;
import io.github.nexmoconversion.account.ConversionAccount;
import io.github.nexmoconversion.account.ConversionAccounts;
import io.github.nexmoconversion.account.ConversionCredentials.ApiSecret;
import io.github.nexmoconversion.test.MockConversionApi;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import static org.awaitility.Awaitility.await;

/**
 * An outbox on a real database, over real HTTP.
 */
abstract class AbstractOutboxTests {

	static final Duration LIMIT = Duration.ofMinutes(1);

	static final DeliveryPolicy POLICY = new DeliveryPolicy(Duration.ofMillis(50), 2, Duration.ofMillis(200),
			Duration.ofMinutes(10), Duration.ofMillis(200));

	final HikariDataSource dataSource;

	final MockConversionApi api;

	final List<String> events = new CopyOnWriteArrayList<>();

	// Holds deliveries between the answer of the API and what becomes of their row
	volatile CountDownLatch held = new CountDownLatch(0);

	final TransactionTemplate transaction;

	final JdbcTemplate jdbc;

	OutboxEngine outbox;

	AbstractOutboxTests(TestDatabase database) {
		this.dataSource = database.create();
		this.api = MockConversionApi.start(account("default"), account("marketing"));
		this.jdbc = new JdbcTemplate(this.dataSource);
		this.transaction = new TransactionTemplate(new JdbcTransactionManager(this.dataSource));
		this.outbox = outbox(POLICY, 4);
		this.jdbc.execute("create table login (id varchar(50) primary key)");
	}

	@AfterEach
	void close() {
		this.held.countDown();
		this.outbox.stop();
		this.dataSource.close();
		this.api.close();
	}

	final OutboxEngine outbox(DeliveryPolicy policy, int concurrency) {
		return new OutboxEngineBuilder(this.dataSource, new JdbcTransactionManager(this.dataSource),
				OutboxProcess.operations(this.api.getBaseUrl(), this.api.getAccounts()))
			.accounts(ConversionAccounts.of(this.api.getAccounts()))
			.deliveryPolicy(policy)
			.concurrency(concurrency)
			.pollInterval(Duration.ofMillis(100))
			.listeners(List.of((event) -> {
				throw new IllegalStateException("listener");
			}, (event) -> {
				this.events.add(event.type() + " " + event.account());
				awaitRelease();
			}))
			.build();
	}

	private void awaitRelease() {
		try {
			this.held.await();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	static ConversionAccount account(String name) {
		return new ConversionAccount(name, new ApiSecret("key-of-" + name, "secret-of-" + name));
	}

	final void enqueue(String messageId) {
		this.outbox.getOutbox().enqueue(conversion(messageId));
	}

	static Conversion conversion(String messageId) {
		return Conversion.delivered(ConversionChannel.SMS, messageId);
	}

	final void register(String messageId, Duration timeToLive) {
		this.outbox.getPendingConversions().register("default", ConversionChannel.SMS, messageId, timeToLive);
	}

	final void expireNow() {
		this.jdbc.update("update nexmo_conversion_outbox set execution_time = '2020-01-01 00:00:00', priority = 0"
				+ " where task_name = 'expiry'");
	}

	final void confirm(String messageId) {
		this.outbox.getPendingConversions().confirm(ConversionChannel.SMS, messageId);
	}

	final int rows() {
		return count("task_name <> 'cleanup'");
	}

	final int pendingRows() {
		return count("task_name = 'expiry'");
	}

	final int count(String condition) {
		return this.jdbc.queryForObject("select count(*) from nexmo_conversion_outbox where " + condition,
				Integer.class);
	}

	final long refused() {
		return this.api.getReceived().stream().filter((conversion) -> !conversion.isAccepted()).count();
	}

	static ConditionFactory awaitThat() {
		return await().atMost(LIMIT);
	}

}
