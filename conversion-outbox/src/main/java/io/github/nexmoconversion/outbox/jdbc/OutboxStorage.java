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

import io.github.nexmoconversion.ConversionOperations;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.core.NestedExceptionUtils;

/**
 * Stores what callers report with their transactions, which never fail because of it.
 */
final class OutboxStorage {

	private static final Log logger = LogFactory.getLog(OutboxStorage.class);

	private final ConversionOperations operations;

	private final OutboxTransactions transactions;

	private final OutboxListener listener;

	private final Runnable whenCommitted;

	OutboxStorage(ConversionOperations operations, OutboxTransactions transactions, OutboxListener listener,
			Runnable whenCommitted) {
		this.operations = operations;
		this.transactions = transactions;
		this.listener = listener;
		this.whenCommitted = whenCommitted;
	}

	/**
	 * Check that there is an account of that name: misuse is the one thing that may reach
	 * the caller.
	 * @param account the name of the account
	 */
	void requireAccount(String account) {
		this.operations.forAccount(account);
	}

	/**
	 * Store a conversion to be delivered after the commit. If that fails, submit it then,
	 * without the outbox.
	 * @param entry the conversion
	 * @param statements what stores it
	 */
	void storeOrSubmit(OutboxEntry entry, Runnable statements) {
		String account = entry.account();
		if (store(account, statements, "A conversion of account '" + account
				+ "' could not be stored in the outbox. It is submitted directly instead, once.")) {
			AfterCommit.run(this.whenCommitted);
		}
		else {
			AfterCommit.run(() -> this.operations.submitAsync(account, entry.conversion()));
		}
	}

	/**
	 * Store something.
	 * @param account the name of its account
	 * @param statements what stores it
	 * @param failure what to log if that fails
	 * @return whether it is stored
	 */
	boolean store(String account, Runnable statements, String failure) {
		try {
			this.transactions.run(statements);
			return true;
		}
		catch (RuntimeException ex) {
			// Those around the first cause can hold the row, and so the message id
			logger.error(failure, NestedExceptionUtils.getMostSpecificCause(ex));
			this.listener.onEvent(OutboxEvent.NOT_STORED, account);
			return false;
		}
	}

}
