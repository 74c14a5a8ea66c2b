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

import java.util.List;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import javax.sql.DataSource;

import io.github.nexmoconversion.Conversion;
import io.github.nexmoconversion.ConversionChannel;
import io.github.nexmoconversion.outbox.jdbc.ClusterMessage.Kind;

import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * What the users of an instance of a service do: at most twenty times a second, it sends
 * a message, and some are answered.
 */
final class ClusterLoad {

	static final String FAILURE = "The load failed";

	private static final int INTERVAL_MILLIS = 50;

	private final ScheduledExecutorService users = Executors.newSingleThreadScheduledExecutor();

	private final Random random;

	private final TransactionTemplate transaction;

	private final OutboxEngine outbox;

	private final ClusterMessages messages;

	private final String service;

	private final String instance;

	private final List<String> accounts;

	private int count;

	ClusterLoad(DataSource dataSource, OutboxEngine outbox, ClusterMessages messages, String service, String instance,
			List<String> accounts) {
		this.transaction = new TransactionTemplate(new JdbcTransactionManager(dataSource));
		this.outbox = outbox;
		this.messages = messages;
		this.service = service;
		this.instance = instance;
		this.accounts = accounts;
		this.random = new Random(instance.hashCode());
	}

	void start() {
		this.users.scheduleWithFixedDelay(this::next, 0, INTERVAL_MILLIS, TimeUnit.MILLISECONDS);
	}

	void stop() {
		this.users.shutdown();
		try {
			this.users.awaitTermination(10, TimeUnit.SECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private void next() {
		try {
			send();
			answer();
		}
		catch (RuntimeException | Error ex) {
			System.out.println(FAILURE + " in " + this.instance + ": " + ex);
		}
	}

	private void send() {
		String account = this.accounts.get(this.random.nextInt(this.accounts.size()));
		String id = ClusterAccounts.nameAtApi(this.service, account) + "/" + this.instance + "/" + this.count++;
		ClusterMessage message = ClusterMessage.random(id, account, this.random);
		this.transaction.executeWithoutResult((status) -> {
			this.messages.add(message, this.service);
			if (message.kind() == Kind.ENQUEUE || message.kind() == Kind.ROLL_BACK) {
				this.outbox.getOutbox().enqueue(account, Conversion.delivered(ConversionChannel.SMS, id));
			}
			else {
				this.outbox.getPendingConversions().register(account, ConversionChannel.SMS, id, message.timeToLive());
			}
			if (message.kind() == Kind.ROLL_BACK) {
				status.setRollbackOnly();
			}
		});
	}

	private void answer() {
		this.transaction.executeWithoutResult((status) -> {
			for (ClusterMessage message : this.messages.answer(this.service, this.accounts)) {
				if (message.kind() == Kind.CONFIRM) {
					this.outbox.getPendingConversions().confirm(message.account(), ConversionChannel.SMS, message.id());
				}
				else {
					this.outbox.getPendingConversions().cancel(message.account(), ConversionChannel.SMS, message.id());
				}
			}
		});
	}

}
