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
import java.time.Duration;

import io.github.nexmoconversion.Conversion;
import io.github.nexmoconversion.ConversionChannel;
import io.github.nexmoconversion.ConversionOperations;
import io.github.nexmoconversion.outbox.PendingConversions;
import io.github.nexmoconversion.outbox.jdbc.OutboxEntry.Origin;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * {@link PendingConversions} in the table of the outbox: rows whose delivery is due when
 * their messages expire.
 */
final class JdbcPendingConversions implements PendingConversions {

	private static final Log logger = LogFactory.getLog(JdbcPendingConversions.class);

	private final ConversionOperations operations;

	private final OutboxTable table;

	private final Confirmations confirmations;

	private final OutboxTransactions transactions;

	private final Duration timeToLive;

	private final Clock clock;

	private final Runnable whenCommitted;

	JdbcPendingConversions(ConversionOperations operations, OutboxTable table, Confirmations confirmations,
			OutboxTransactions transactions, Duration timeToLive, Clock clock, Runnable whenCommitted) {
		this.operations = operations;
		this.table = table;
		this.confirmations = confirmations;
		this.transactions = transactions;
		this.timeToLive = timeToLive;
		this.clock = clock;
		this.whenCommitted = whenCommitted;
	}

	@Override
	public void register(String account, ConversionChannel channel, String messageId) {
		register(account, channel, messageId, this.timeToLive);
	}

	@Override
	public void register(String account, ConversionChannel channel, String messageId, Duration timeToLive) {
		this.operations.forAccount(account);
		Conversion expiry = Conversion.notDelivered(channel, messageId).at(this.clock.instant().plus(timeToLive));
		OutboxEntry entry = new OutboxEntry(account, expiry, expiry.timestamp(), Origin.EXPIRY);
		try {
			this.transactions.run(() -> insertIfMissing(entry));
		}
		catch (RuntimeException ex) {
			logger.error("A message of account '" + account
					+ "' could not be registered. If its user does nothing, that" + " will not be reported.", ex);
		}
	}

	@Override
	public void confirm(String account, ConversionChannel channel, String messageId) {
		this.operations.forAccount(account);
		Conversion conversion = Conversion.delivered(channel, messageId).at(this.clock.instant());
		try {
			this.transactions.run(() -> confirm(account, conversion));
			AfterCommit.run(this.whenCommitted);
		}
		catch (RuntimeException ex) {
			logger.error("A confirmation for account '" + account
					+ "' could not be stored in the outbox. It is submitted" + " directly instead, once.", ex);
			AfterCommit.run(() -> this.operations.submitAsync(account, conversion));
		}
	}

	@Override
	public void cancel(String account, ConversionChannel channel, String messageId) {
		Conversion conversion = Conversion.notDelivered(channel, messageId);
		try {
			this.transactions.run(() -> this.table.removeExpiry(OutboxEntry.messageKey(account, conversion)));
		}
		catch (RuntimeException ex) {
			logger.error("A message of account '" + account + "' could not be cancelled.", ex);
		}
	}

	private void insertIfMissing(OutboxEntry entry) {
		if (!this.table.hasExpiry(entry.messageKey())) {
			this.table.insert(entry);
		}
	}

	private void confirm(String account, Conversion conversion) {
		OutboxEntry entry = new OutboxEntry(account, conversion, conversion.timestamp(), Origin.CONFIRMATION);
		if (this.confirmations.add(entry.messageKey(), conversion.timestamp())) {
			this.table.insert(entry);
			this.table.removeExpiry(entry.messageKey());
		}
	}

}
