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

import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

import io.github.nexmoconversion.Conversion;
import io.github.nexmoconversion.ConversionOperations;
import io.github.nexmoconversion.account.NoSuchConversionAccountException;
import io.github.nexmoconversion.outbox.OutboxEvent;
import io.github.nexmoconversion.outbox.OutboxListener;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.core.NestedExceptionUtils;
import org.springframework.transaction.UnexpectedRollbackException;

/**
 * Stores what callers report with their transactions, which do not fail because of it.
 * What could not be stored is tried once more after the commit, in a transaction of its
 * own and on another thread, since that of the caller still holds a connection then.
 */
final class OutboxStorage {

	private static final Log logger = LogFactory.getLog(OutboxStorage.class);

	private final ConversionOperations operations;

	private final OutboxTransactions transactions;

	private final OutboxListener listener;

	private final Executor executor;

	private final Runnable deliverNow;

	private final boolean dryRun;

	OutboxStorage(ConversionOperations operations, OutboxTransactions transactions, OutboxListener listener,
			Executor executor, Runnable deliverNow, boolean dryRun) {
		this.operations = operations;
		this.transactions = transactions;
		this.listener = listener;
		this.executor = executor;
		this.deliverNow = deliverNow;
		this.dryRun = dryRun;
	}

	/**
	 * Check that there is an account of that name: misuse is the one thing that may reach
	 * the caller.
	 * @param account the name of the account
	 */
	void requireAccount(String account) {
		try {
			this.operations.forAccount(account);
		}
		catch (NoSuchConversionAccountException ex) {
			throw ex;
		}
		catch (RuntimeException ex) {
			// The delivery asks again and tells
		}
	}

	/**
	 * Store a conversion to be delivered after the commit, or else submit it without the
	 * outbox.
	 * @param entry the conversion
	 * @param statements what stores it
	 */
	void storeOrSubmit(OutboxEntry entry, Runnable statements) {
		store(entry.account(), entry.conversion(), statements, this.deliverNow, "A conversion is submitted directly instead, once.",
				() -> this.operations.submitAsync(entry.account(), entry.conversion()));
	}

	/**
	 * Store something.
	 * @param account the name of its account
	 * @param conversion the conversion, if it is one
	 * @param statements what stores it
	 * @param consequence what follows if that cannot be done
	 */
	void store(String account, @Nullable Conversion conversion, Runnable statements, String consequence) {
		store(account, conversion, statements, () -> {
		}, consequence, () -> {
		});
	}

	private void store(String account, @Nullable Conversion conversion, Runnable statements, Runnable whenCommitted, String consequence,
			Runnable otherwise) {
		if (this.dryRun) {
			this.transactions.afterCommit(otherwise);
			return;
		}
		try {
			this.transactions.run(statements);
			this.transactions.afterCommit(whenCommitted);
		}
		catch (UnexpectedRollbackException ex) {
			throw ex;
		}
		catch (RuntimeException ex) {
			logger.warn("The outbox could not store something of account '" + account
					+ "'. It tries again after the commit.", causeOf(ex));
			this.transactions.afterCommit(() -> later(account, conversion, () -> {
				this.transactions.run(statements);
				whenCommitted.run();
			}, consequence, otherwise));
		}
	}

	private void later(String account, @Nullable Conversion conversion, Runnable attempt, String consequence, Runnable otherwise) {
		try {
			this.executor.execute(() -> {
				try {
					attempt.run();
				}
				catch (RuntimeException ex) {
					notStored(account, conversion, ex, consequence, otherwise);
				}
			});
		}
		catch (RejectedExecutionException ex) {
			notStored(account, conversion, ex, consequence, otherwise);
		}
	}

	private void notStored(String account, @Nullable Conversion conversion, RuntimeException failure, String consequence, Runnable otherwise) {
		logger.error("The outbox could not store something of account '" + account + "'. " + consequence,
				causeOf(failure));
		this.listener.onEvent(new OutboxEvent(OutboxEvent.Type.NOT_STORED, account, conversion, causeOf(failure).toString()));
		otherwise.run();
	}

	// What is around the first cause can hold the row, and so the message id
	private static Throwable causeOf(RuntimeException failure) {
		return NestedExceptionUtils.getMostSpecificCause(failure);
	}

}
