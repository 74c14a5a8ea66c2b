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
import io.github.nexmoconversion.outbox.ConversionOutbox;

import org.springframework.util.Assert;

/**
 * {@link ConversionOutbox} in a table.
 */
final class JdbcConversionOutbox implements ConversionOutbox {

	private final CommandExecutor commands;

	private final RowOwners owners;

	private final Clock clock;

	JdbcConversionOutbox(CommandExecutor commands, RowOwners owners, Clock clock) {
		this.commands = commands;
		this.owners = owners;
		this.clock = clock;
	}

	@Override
	public void enqueue(String account, Conversion conversion) {
		Assert.notNull(conversion, "'conversion' must not be null");
		OutboxEntry entry = new OutboxEntry(account, conversion, this.clock.instant(), OutboxEntry.Origin.CALLER);
		this.commands.execute(OutboxCommand.enqueue(OutboxRow.of(this.owners.getOwner(account), entry)));
	}

}
