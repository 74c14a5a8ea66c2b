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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;

import io.github.nexmoconversion.outbox.jdbc.WaitingCommands.Waiting;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.dao.DuplicateKeyException;
import org.springframework.transaction.CannotCreateTransactionException;

/**
 * Writes commands in transactions, on connections and on threads of its own, since a
 * caller can hold the last connection of a pool. What cannot be written is given up.
 */
final class IndependentWriter implements IndependentCommands {

	private static final Log logger = LogFactory.getLog(IndependentWriter.class);

	private static final Duration MAX_WAIT = Duration.ofSeconds(10);

	private static final Duration MAX_WAIT_WITH_CONNECTION = Duration.ofMillis(100);

	private static final Duration INTERVAL = Duration.ofMillis(20);

	private static final int ATTEMPTS = 2;

	private final WaitingCommands waiting = new WaitingCommands();

	private final WriterThreads threads = new WriterThreads(this::work);

	private final OwnTransactions transactions;

	private final OutboxWriter writer;

	private final VoidExpiries voidExpiries;

	private final LastResort lastResort;

	private final Runnable deliverNow;

	IndependentWriter(OwnTransactions transactions, OutboxWriter writer, VoidExpiries voidExpiries,
			LastResort lastResort, Runnable deliverNow) {
		this.transactions = transactions;
		this.writer = writer;
		this.voidExpiries = voidExpiries;
		this.lastResort = lastResort;
		this.deliverNow = deliverNow;
	}

	/**
	 * Write a command. Returns when it is written or, if no connection is free, before
	 * that.
	 */
	@Override
	public void execute(OutboxCommand command, boolean canHoldConnection) {
		Duration limit = canHoldConnection ? MAX_WAIT_WITH_CONNECTION : MAX_WAIT;
		CompletableFuture<?> finished = add(List.of(command), limit);
		if (finished != null) {
			await(finished, limit);
		}
	}

	@Override
	public void writeLater(List<OutboxCommand> commands) {
		if (!commands.isEmpty()) {
			add(commands, MAX_WAIT_WITH_CONNECTION);
		}
	}

	private @Nullable CompletableFuture<?> add(List<OutboxCommand> commands, Duration limit) {
		CompletableFuture<?> finished = this.waiting.add(commands, limit);
		if (finished == null) {
			commands.forEach((command) -> this.lastResort.submit(command,
					new RejectedExecutionException("Too many wait to be stored")));
		}
		else {
			this.threads.wake();
		}
		return finished;
	}

	@Override
	public void afterCommit(List<OutboxCommand> commands) {
		if (commands.stream().anyMatch(OutboxCommand::due)) {
			this.deliverNow.run();
		}
		if (this.voidExpiries.add(commands)) {
			this.threads.wake();
		}
	}

	@Override
	public void drop(OutboxCommand command) {
		this.lastResort.drop(command);
	}

	// All threads do the same: first the commands, which somebody waits for
	private void work() {
		List<Waiting> batch = this.waiting.take();
		while (!batch.isEmpty()) {
			try {
				write(batch.stream().map(Waiting::command).toList(), ATTEMPTS);
			}
			finally {
				this.waiting.finish(batch);
			}
			batch = this.waiting.take();
		}
		this.voidExpiries.remove();
	}

	private void write(List<OutboxCommand> commands, int attempts) {
		try {
			this.transactions.run(() -> this.writer.write(commands));
		}
		catch (RuntimeException | Error ex) {
			writeAgain(commands, attempts - 1, ex);
			return;
		}
		afterCommit(commands);
	}

	private void writeAgain(List<OutboxCommand> commands, int attempts, Throwable failure) {
		if (failure instanceof DuplicateKeyException && commands.size() == 1) {
			// By an earlier attempt whose commit seemed to fail
			afterCommit(commands);
		}
		else if (commands.size() > 1 && !isUnreachable(failure)) {
			writeEach(commands);
		}
		else if (attempts > 0) {
			write(commands, attempts);
		}
		else {
			commands.forEach((command) -> this.lastResort.submit(command, failure));
		}
	}

	// One that cannot be written must not take the others with it, but an outage does:
	// each would wait for a connection
	private void writeEach(List<OutboxCommand> commands) {
		for (int i = 0; i < commands.size(); i++) {
			List<OutboxCommand> one = commands.subList(i, i + 1);
			try {
				this.transactions.run(() -> this.writer.write(one));
			}
			catch (RuntimeException | Error ex) {
				if (isUnreachable(ex)) {
					writeAgain(commands.subList(i, commands.size()), ATTEMPTS - 1, ex);
					return;
				}
				writeAgain(one, ATTEMPTS - 1, ex);
				continue;
			}
			afterCommit(one);
		}
	}

	private static boolean isUnreachable(Throwable failure) {
		return failure instanceof CannotCreateTransactionException;
	}

	/**
	 * Wait until all commands are written, and give up those that are not.
	 * @param limit how long to wait at most
	 */
	void stop(Duration limit) {
		long end = System.nanoTime() + limit.toNanos();
		// An interrupt is no reason to give up what is just being written
		boolean interrupted = false;
		while (!this.waiting.getUnfinished().isEmpty() && System.nanoTime() < end) {
			interrupted |= Thread.interrupted();
			this.threads.wake();
			LockSupport.parkNanos(INTERVAL.toNanos());
		}
		if (interrupted) {
			Thread.currentThread().interrupt();
		}
		List<Waiting> left = this.waiting.getUnfinished();
		left.forEach((command) -> this.lastResort.submit(command.command(),
				new RejectedExecutionException("The outbox stops, and the database does not answer")));
		this.waiting.finish(left);
	}

	private static void await(CompletableFuture<?> finished, Duration limit) {
		try {
			finished.get(limit.toMillis(), TimeUnit.MILLISECONDS);
		}
		catch (TimeoutException ex) {
			logger.debug("A command is written when a connection is free");
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		catch (ExecutionException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
