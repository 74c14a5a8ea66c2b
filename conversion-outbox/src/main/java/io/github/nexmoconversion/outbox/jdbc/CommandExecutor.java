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
import io.github.nexmoconversion.account.NoSuchConversionAccountException;
import reactor.core.scheduler.Schedulers;

import org.springframework.util.Assert;

/**
 * Executes commands in the transactions of their callers, or independently of them.
 */
final class CommandExecutor {

	private final ConversionOperations operations;

	private final DeliveryGuard guard;

	private final CallerTransactions transactions;

	private final IndependentCommands independent;

	CommandExecutor(ConversionOperations operations, DeliveryGuard guard, CallerTransactions transactions,
			IndependentCommands independent) {
		this.operations = operations;
		this.guard = guard;
		this.transactions = transactions;
		this.independent = independent;
	}

	/**
	 * Execute a command: with the commit of the caller's transaction or, if there is none
	 * or it is completed, immediately.
	 * @param command the command
	 * @throws IllegalStateException if this thread must not block or is delivering
	 * @throws NoSuchConversionAccountException if there is no account of that name
	 * @throws TransactionEndedException if the database ended the caller's transaction
	 */
	void execute(OutboxCommand command) {
		Assert.state(!Schedulers.isInNonBlockingThread(),
				"This thread must not block, and the outbox waits for its database:"
						+ " call it on another thread, such as one of Schedulers.boundedElastic()");
		this.guard.requireOutside();
		this.operations.forAccount(command.account());
		CallerTransaction transaction = this.transactions.getCurrent();
		if (transaction != null) {
			transaction.add(command);
		}
		else {
			this.independent.execute(command, this.transactions.canHoldConnection());
		}
	}

}
