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
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.github.nexmoconversion.ConversionOperations;
import io.github.nexmoconversion.outbox.OutboxEvent;
import io.github.nexmoconversion.outbox.OutboxListener;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.core.NestedExceptionUtils;

/**
 * Writes commands independently of their callers: in transactions, on connections and on
 * threads of its own, since a caller can hold the last connection of a pool. A conversion
 * that cannot be written is submitted directly.
 */
final class IndependentWriter {

	private static final Log logger = LogFactory.getLog(IndependentWriter.class);

	private static final Duration MAX_WAIT = Duration.ofSeconds(10);

	// For callers that can hold a connection, and with it the last one of the pool
	private static final Duration MAX_WAIT_IN_TRANSACTION = Duration.ofMillis(100);

	private final OwnTransactions transactions;

	private final OutboxWriter writer;

	private final WriterThreads threads;

	private final ConversionOperations operations;

	private final OutboxListener listener;

	private final Runnable deliverNow;

	IndependentWriter(OwnTransactions transactions, OutboxWriter writer, WriterThreads threads,
			ConversionOperations operations, OutboxListener listener, Runnable deliverNow) {
		this.transactions = transactions;
		this.writer = writer;
		this.threads = threads;
		this.operations = operations;
		this.listener = listener;
		this.deliverNow = deliverNow;
	}

	/**
	 * Write a command. Returns when it is written or, if no connection is free, before
	 * that.
	 * @param command the command
	 * @param inTransaction whether the caller is in a transaction that the command does
	 * not join
	 */
	void write(OutboxCommand command, boolean inTransaction) {
		Future<?> written;
		try {
			written = this.threads.submit(() -> writeOrSubmit(List.of(command), 2));
		}
		catch (RejectedExecutionException ex) {
			submit(command, ex);
			return;
		}
		await(written, inTransaction ? MAX_WAIT_IN_TRANSACTION : MAX_WAIT);
	}

	/**
	 * Write commands whose transaction has been committed without them.
	 * @param commands the commands
	 */
	void writeLater(List<OutboxCommand> commands) {
		try {
			this.threads.submit(() -> writeOrSubmit(commands, 1));
		}
		catch (RejectedExecutionException ex) {
			commands.forEach((command) -> submit(command, ex));
		}
	}

	/**
	 * Deliver what has been committed, and remove what it made void.
	 * @param commands the commands that were written
	 */
	void afterCommit(List<OutboxCommand> commands) {
		deliver(commands);
		if (hasVoid(commands)) {
			try {
				this.threads.submit(() -> removeVoid(commands));
			}
			catch (RejectedExecutionException ex) {
				logger.debug("Void expiries remain until they are due", ex);
			}
		}
	}

	/**
	 * Report a command that was not written, and of which nobody knows whether it counts.
	 * @param command the command
	 */
	void drop(OutboxCommand command) {
		report(command, "It is not known whether the transaction of its caller was committed, so it is dropped.",
				new IllegalStateException("The commit failed"));
	}

	// One that cannot be written must not take the others with it
	private void writeOrSubmit(List<OutboxCommand> commands, int attempts) {
		try {
			this.transactions.run(() -> this.writer.write(commands));
		}
		catch (RuntimeException | Error ex) {
			if (commands.size() > 1) {
				commands.forEach((command) -> writeOrSubmit(List.of(command), attempts));
			}
			else if (attempts > 1) {
				writeOrSubmit(commands, attempts - 1);
			}
			else {
				submit(commands.get(0), ex);
			}
			return;
		}
		deliver(commands);
		if (hasVoid(commands)) {
			removeVoid(commands);
		}
	}

	private void deliver(List<OutboxCommand> commands) {
		if (commands.stream().anyMatch(OutboxCommand::due)) {
			this.deliverNow.run();
		}
	}

	private static boolean hasVoid(List<OutboxCommand> commands) {
		return commands.stream().anyMatch((command) -> command.voidExpiry() != null);
	}

	// This only keeps the table small: what remains is void because of its mark
	private void removeVoid(List<OutboxCommand> commands) {
		try {
			this.transactions.run(() -> this.writer.removeVoid(commands));
		}
		catch (RuntimeException ex) {
			logger.debug("Void expiries remain until they are due", ex);
		}
	}

	private void submit(OutboxCommand command, Throwable failure) {
		report(command, command.consequence(), failure);
		if (command.due() && command.conversion() != null) {
			try {
				this.operations.submitAsync(command.account(), command.conversion());
			}
			catch (RuntimeException ex) {
				logger.error("A conversion of account '" + command.account() + "' is lost: it was not submitted", ex);
			}
		}
	}

	private void report(OutboxCommand command, String consequence, Throwable failure) {
		// What is around the first cause can hold the row, and so the message id
		Throwable cause = NestedExceptionUtils.getMostSpecificCause(failure);
		logger.error("The outbox could not store something of account '" + command.account() + "'. " + consequence,
				cause);
		this.listener.onEvent(new OutboxEvent(OutboxEvent.Type.NOT_STORED, command.account(), command.conversion(),
				cause.toString()));
	}

	private static void await(Future<?> written, Duration limit) {
		try {
			written.get(limit.toMillis(), TimeUnit.MILLISECONDS);
		}
		catch (TimeoutException ex) {
			logger.debug("A command is written when a connection is free");
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		catch (ExecutionException ex) {
			logger.error("The outbox failed", ex.getCause());
		}
	}

}
