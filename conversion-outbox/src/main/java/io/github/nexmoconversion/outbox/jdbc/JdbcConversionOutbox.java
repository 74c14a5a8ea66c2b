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

import java.time.Clock;

import io.github.nexmoconversion.Conversion;
import io.github.nexmoconversion.ConversionOperations;
import io.github.nexmoconversion.outbox.ConversionOutbox;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * {@link ConversionOutbox} in a table.
 */
final class JdbcConversionOutbox implements ConversionOutbox {

	private static final Log logger = LogFactory.getLog(JdbcConversionOutbox.class);

	private final ConversionOperations operations;

	private final OutboxTable table;

	private final OutboxTransactions transactions;

	private final Clock clock;

	private final Runnable whenCommitted;

	JdbcConversionOutbox(ConversionOperations operations, OutboxTable table, OutboxTransactions transactions,
			Clock clock, Runnable whenCommitted) {
		this.operations = operations;
		this.table = table;
		this.transactions = transactions;
		this.clock = clock;
		this.whenCommitted = whenCommitted;
	}

	@Override
	public void enqueue(String account, Conversion conversion) {
		// Misuse is the one thing that may reach the caller
		this.operations.forAccount(account);
		OutboxEntry entry = new OutboxEntry(account, conversion, this.clock.instant(), OutboxEntry.Origin.CALLER);
		try {
			this.transactions.run(() -> this.table.insert(entry));
			AfterCommit.run(this.whenCommitted);
		}
		catch (RuntimeException ex) {
			logger.error("A conversion of account '" + account + "' could not be stored in the outbox. It is submitted"
					+ " directly instead, once.", ex);
			AfterCommit.run(() -> this.operations.submitAsync(account, conversion));
		}
	}

}
