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
import io.github.nexmoconversion.outbox.PendingConversions;
import io.github.nexmoconversion.outbox.jdbc.OutboxEntry.Origin;

import org.springframework.util.Assert;

/**
 * {@link PendingConversions} in the table of the outbox: rows whose delivery is due when
 * their messages expire.
 */
final class JdbcPendingConversions implements PendingConversions {

	private final CommandExecutor commands;

	private final OutboxTable table;

	private final ConfirmationTable confirmations;

	private final DeadConversionTable dead;

	private final Duration timeToLive;

	private final Clock clock;

	JdbcPendingConversions(CommandExecutor commands, OutboxTable table, ConfirmationTable confirmations,
			DeadConversionTable dead, Duration timeToLive, Clock clock) {
		this.commands = commands;
		this.table = table;
		this.confirmations = confirmations;
		this.dead = dead;
		this.timeToLive = timeToLive;
		this.clock = clock;
	}

	@Override
	public void register(String account, ConversionChannel channel, String messageId) {
		register(account, channel, messageId, this.timeToLive);
	}

	@Override
	public void register(String account, ConversionChannel channel, String messageId, Duration timeToLive) {
		Assert.isTrue(!timeToLive.isNegative() && !timeToLive.isZero(), "'timeToLive' must be positive");
		Conversion expiry = Conversion.notDelivered(channel, messageId).at(this.clock.instant().plus(timeToLive));
		OutboxEntry entry = new OutboxEntry(account, expiry, expiry.timestamp(), Origin.EXPIRY);
		this.commands.execute(OutboxCommand.register(entry, () -> register(entry)));
	}

	@Override
	public void confirm(String account, ConversionChannel channel, String messageId) {
		Conversion conversion = Conversion.delivered(channel, messageId).at(this.clock.instant());
		OutboxEntry entry = new OutboxEntry(account, conversion, conversion.timestamp(), Origin.CONFIRMATION);
		this.commands.execute(OutboxCommand.deliver(entry, () -> confirm(entry)));
	}

	@Override
	public void cancel(String account, ConversionChannel channel, String messageId) {
		String messageKey = OutboxEntry.messageKey(account, Conversion.notDelivered(channel, messageId));
		this.commands.execute(OutboxCommand.cancel(account, () -> this.table.removeExpiry(messageKey)));
	}

	// A mark does not last for ever: what is confirmed must not be registered anew
	private void register(OutboxEntry entry) {
		if (!this.confirmations.contains(entry.messageKey())) {
			this.table.insert(entry);
		}
	}

	private void confirm(OutboxEntry entry) {
		if (this.confirmations.add(entry.messageKey(), entry.conversion().timestamp())) {
			this.table.insert(entry);
			this.table.removeExpiryUnlessDue(entry.messageKey());
			this.dead.removeExpiry(entry.messageKey());
		}
	}

}
