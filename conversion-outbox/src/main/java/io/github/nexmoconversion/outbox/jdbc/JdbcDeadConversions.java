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
import java.util.List;

import io.github.nexmoconversion.outbox.DeadConversion;
import io.github.nexmoconversion.outbox.DeadConversions;
import io.github.nexmoconversion.outbox.jdbc.OutboxEntry.Origin;

import org.springframework.transaction.support.TransactionOperations;

/**
 * {@link DeadConversions} in a table.
 */
final class JdbcDeadConversions implements DeadConversions {

	private final DeadConversionTable dead;

	private final OutboxTable table;

	private final OutboxEntryMapper mapper;

	private final RowOwners owners;

	private final TransactionOperations transactions;

	private final Clock clock;

	private final Runnable whenReplayed;

	JdbcDeadConversions(DeadConversionTable dead, OutboxTable table, OutboxEntryMapper mapper, RowOwners owners,
			TransactionOperations transactions, Clock clock, Runnable whenReplayed) {
		this.dead = dead;
		this.table = table;
		this.mapper = mapper;
		this.owners = owners;
		this.transactions = transactions;
		this.clock = clock;
		this.whenReplayed = whenReplayed;
	}

	@Override
	public long count() {
		return this.dead.count();
	}

	@Override
	public List<DeadConversion> find(long offset, int limit) {
		return this.dead.find(offset, limit);
	}

	@Override
	public boolean replay(String id) {
		boolean replayed = Boolean.TRUE.equals(this.transactions.execute((status) -> move(id)));
		if (replayed) {
			this.whenReplayed.run();
		}
		return replayed;
	}

	// Those that are there now: what dies again meanwhile must not go round for ever
	@Override
	public int replayAll() {
		return (int) this.dead.findIds().stream().filter(this::replay).count();
	}

	@Override
	public boolean discard(String id) {
		return Boolean.TRUE.equals(this.transactions.execute((status) -> this.dead.remove(id)));
	}

	private boolean move(String id) {
		OutboxEntry entry = this.dead.findData(id).flatMap(this.mapper::readIfPossible).orElse(null);
		if (entry == null || !this.dead.remove(id)) {
			return false;
		}
		OutboxRow replayed = OutboxRow.of(this.owners.getOwner(entry.account()),
				entry.enqueuedAt(this.clock.instant()));
		if (entry.origin() == Origin.EXPIRY) {
			this.table.insertExpiry(replayed);
		}
		else {
			this.table.insertDue(List.of(replayed));
		}
		return true;
	}

}
