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
import java.time.Instant;

import io.github.nexmoconversion.Conversion;
import io.github.nexmoconversion.ConversionChannel;
import io.github.nexmoconversion.outbox.PendingConversions;
import io.github.nexmoconversion.outbox.jdbc.MarkTable.Mark;
import io.github.nexmoconversion.outbox.jdbc.OutboxEntry.Origin;

import org.springframework.util.Assert;

/**
 * {@link PendingConversions} in the table of the outbox: rows whose delivery is due when
 * their messages expire.
 */
final class JdbcPendingConversions implements PendingConversions {

	private final CommandExecutor commands;

	private final OutboxTable table;

	private final MarkTable marks;

	private final RowOwners owners;

	private final Duration timeToLive;

	private final Clock clock;

	JdbcPendingConversions(CommandExecutor commands, OutboxTable table, MarkTable marks, RowOwners owners,
			Duration timeToLive, Clock clock) {
		this.owners = owners;
		this.commands = commands;
		this.table = table;
		this.marks = marks;
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
		OutboxRow row = OutboxRow.of(this.owners.getOwner(account), entry);
		this.commands.execute(OutboxCommand.register(row, () -> this.table.insertExpiry(row)));
	}

	@Override
	public void confirm(String account, ConversionChannel channel, String messageId) {
		Conversion conversion = Conversion.delivered(channel, messageId).at(this.clock.instant());
		OutboxEntry entry = new OutboxEntry(account, conversion, conversion.timestamp(), Origin.CONFIRMATION);
		RowOwner owner = this.owners.getOwner(account);
		OutboxRow row = OutboxRow.of(owner, entry);
		String messageKey = entry.messageKey(owner);
		this.commands.execute(OutboxCommand.confirm(messageKey, OutboxEntry.messageKeys(owner, account, conversion),
				entry, (rows) -> {
					// Once, however often the message is confirmed
					if (this.marks.add(messageKey, Mark.CONFIRMED, conversion.timestamp())) {
						rows.add(row);
					}
				}));
	}

	@Override
	public void cancel(String account, ConversionChannel channel, String messageId) {
		Conversion expiry = Conversion.notDelivered(channel, messageId);
		RowOwner owner = this.owners.getOwner(account);
		String messageKey = OutboxEntry.messageKey(owner, account, expiry);
		Instant now = this.clock.instant();
		this.commands.execute(OutboxCommand.cancel(account, messageKey, OutboxEntry.messageKeys(owner, account, expiry),
				() -> this.marks.add(messageKey, Mark.CANCELLED, now)));
	}

}
