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
import io.github.nexmoconversion.outbox.OutboxEvent;
import io.github.nexmoconversion.outbox.OutboxListener;
import io.github.nexmoconversion.outbox.jdbc.DeliveryDecision.Bury;
import org.jspecify.annotations.Nullable;

/**
 * Makes a dead conversion of a row, and reports it to the listener and the log.
 */
final class Burial {

	private final DeadConversionTable dead;

	private final OutboxEntryMapper mapper;

	private final RowOwners owners;

	private final OutboxListener listener;

	private final Clock clock;

	private final DeadConversionLogger logger;

	Burial(DeadConversionTable dead, OutboxEntryMapper mapper, RowOwners owners, OutboxListener listener, Clock clock) {
		this.dead = dead;
		this.mapper = mapper;
		this.owners = owners;
		this.listener = listener;
		this.clock = clock;
		this.logger = new DeadConversionLogger(clock);
	}

	void bury(String id, byte[] data, Bury decision) {
		OutboxEntry entry = decision.entry();
		RowOwner owner = (entry != null) ? this.owners.getOwner(entry.account()) : RowOwner.NOBODY;
		store(id, owner, data, decision.reason());
		tell((entry != null) ? entry.account() : null, (entry != null) ? entry.conversion() : null, decision.reason());
	}

	/**
	 * Store a dead conversion, in the transaction that removes its row.
	 * @param id the id of its row
	 * @param owner the owner of its row
	 * @param data the data of its row
	 * @param reason why it is dead
	 */
	void store(String id, RowOwner owner, byte[] data, String reason) {
		this.dead.add(id, owner, data, reason, this.clock.instant());
	}

	/**
	 * Tell of a conversion that was stored.
	 * @param data the data of its row
	 * @param owner the owner of its row
	 * @param reason why it is dead
	 */
	void tell(byte[] data, RowOwner owner, String reason) {
		Conversion conversion = this.mapper.readIfPossible(data).map(OutboxEntry::conversion).orElse(null);
		tell(owner.account().isEmpty() ? null : owner.account(), conversion, reason);
	}

	private void tell(@Nullable String account, @Nullable Conversion conversion, String reason) {
		this.listener.onEvent(new OutboxEvent(OutboxEvent.Type.DIED, account, conversion, reason));
		this.logger.died(account, reason);
	}

}
