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

import io.github.nexmoconversion.ConversionOperations;
import io.github.nexmoconversion.account.NoSuchConversionAccountException;
import io.github.nexmoconversion.outbox.OutboxEvent;
import io.github.nexmoconversion.outbox.OutboxListener;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.core.NestedExceptionUtils;
import org.springframework.transaction.UnexpectedRollbackException;

/**
 * Executes commands in the transactions of their callers, which do not fail because of
 * them. A command that fails is retried once after the commit, in a transaction of its
 * own and on another thread, since the caller's still holds a connection then.
 */
final class CommandExecutor {

	private static final Log logger = LogFactory.getLog(CommandExecutor.class);

	private final ConversionOperations operations;

	private final OutboxTransactions transactions;

	private final OutboxListener listener;

	private final Executor retryExecutor;

	private final Runnable deliverNow;

	private final boolean dryRun;

	CommandExecutor(ConversionOperations operations, OutboxTransactions transactions, OutboxListener listener,
			Executor retryExecutor, Runnable deliverNow, boolean dryRun) {
		this.operations = operations;
		this.transactions = transactions;
		this.listener = listener;
		this.retryExecutor = retryExecutor;
		this.deliverNow = deliverNow;
		this.dryRun = dryRun;
	}

	/**
	 * Execute a command.
	 * @param command the command
	 * @throws NoSuchConversionAccountException if there is no account of that name
	 * @throws UnexpectedRollbackException if the database ended the caller's transaction
	 */
	void execute(OutboxCommand command) {
		// Throws for an unknown account only: any other failure of a lookup must not fail
		// the transaction, and the delivery looks the account up again
		this.operations.forAccount(command.account());
		if (this.dryRun) {
			this.transactions.afterCommit(() -> submitIfDue(command));
			return;
		}
		try {
			this.transactions.run(command.statements());
			this.transactions.afterCommit(() -> deliverIfDue(command));
		}
		catch (UnexpectedRollbackException ex) {
			throw ex;
		}
		catch (RuntimeException ex) {
			logger.warn("The outbox could not store something of account '" + command.account()
					+ "'. It tries again after the commit.", causeOf(ex));
			this.transactions.afterCommit(() -> retryLater(command));
		}
	}

	private void retryLater(OutboxCommand command) {
		try {
			this.retryExecutor.execute(() -> retry(command));
		}
		catch (RejectedExecutionException ex) {
			fail(command, ex);
		}
	}

	private void retry(OutboxCommand command) {
		try {
			this.transactions.run(command.statements());
			deliverIfDue(command);
		}
		catch (RuntimeException ex) {
			fail(command, ex);
		}
	}

	private void fail(OutboxCommand command, RuntimeException failure) {
		Throwable cause = causeOf(failure);
		logger.error(
				"The outbox could not store something of account '" + command.account() + "'. " + command.consequence(),
				cause);
		this.listener.onEvent(new OutboxEvent(OutboxEvent.Type.NOT_STORED, command.account(), command.conversion(),
				cause.toString()));
		submitIfDue(command);
	}

	private void deliverIfDue(OutboxCommand command) {
		if (command.due()) {
			this.deliverNow.run();
		}
	}

	private void submitIfDue(OutboxCommand command) {
		if (command.due() && command.conversion() != null) {
			this.operations.submitAsync(command.account(), command.conversion());
		}
	}

	// What is around the first cause can hold the row, and so the message id
	private static Throwable causeOf(RuntimeException failure) {
		return NestedExceptionUtils.getMostSpecificCause(failure);
	}

}
