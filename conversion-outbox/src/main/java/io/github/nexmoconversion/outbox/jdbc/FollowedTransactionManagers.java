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

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;

import javax.sql.DataSource;

import org.springframework.transaction.ConfigurableTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionExecutionListener;

/**
 * The transaction managers whose transactions the outbox follows: its own, and others of
 * the same database. Thread-safe.
 */
final class FollowedTransactionManagers {

	// Those of a child context end before this
	private final Map<ConfigurableTransactionManager, TransactionFollower> followers = Collections
		.synchronizedMap(new WeakHashMap<>());

	private final CallerTransactions transactions;

	private final DataSource dataSource;

	FollowedTransactionManagers(CallerTransactions transactions, DataSource dataSource,
			PlatformTransactionManager transactionManager) {
		this.transactions = transactions;
		this.dataSource = dataSource;
		if (transactionManager instanceof ConfigurableTransactionManager configurable) {
			add(configurable, true);
		}
	}

	/**
	 * Follow a further transaction manager, unless it is followed already. Transactions
	 * that it begins for other databases are left alone.
	 * @param transactionManager the transaction manager
	 */
	void add(ConfigurableTransactionManager transactionManager) {
		add(transactionManager, false);
	}

	private void add(ConfigurableTransactionManager transactionManager, boolean all) {
		TransactionFollower follower = new TransactionFollower(this.transactions, this.dataSource, all);
		// A new list, since the present one can be immutable or in use
		List<TransactionExecutionListener> listeners = new ArrayList<>(
				transactionManager.getTransactionExecutionListeners());
		if (listeners.stream().noneMatch(follower::isOfSameOutbox)) {
			listeners.add(follower);
			transactionManager.setTransactionExecutionListeners(listeners);
			this.followers.put(transactionManager, follower);
		}
	}

	/**
	 * Follow none any longer. They can live longer than the outbox, and so can the
	 * transactions that they have begun.
	 */
	void clear() {
		this.transactions.close();
		this.followers.forEach((transactionManager, follower) -> transactionManager
			.setTransactionExecutionListeners(transactionManager.getTransactionExecutionListeners()
				.stream()
				.filter((listener) -> listener != follower)
				.toList()));
		this.followers.clear();
	}

}
