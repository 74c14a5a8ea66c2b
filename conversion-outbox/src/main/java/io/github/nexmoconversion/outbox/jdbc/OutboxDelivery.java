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

import io.github.nexmoconversion.ConversionOperations;
import io.github.nexmoconversion.outbox.OutboxEvent;
import io.github.nexmoconversion.outbox.OutboxEvent.Type;
import io.github.nexmoconversion.outbox.OutboxListener;
import io.github.nexmoconversion.outbox.jdbc.DeliveryDecision.Bury;
import io.github.nexmoconversion.outbox.jdbc.DeliveryDecision.ComeBackAt;
import io.github.nexmoconversion.outbox.jdbc.DeliveryDecision.Done;
import io.github.nexmoconversion.outbox.jdbc.DeliveryDecision.RetryAt;
import org.jspecify.annotations.Nullable;

/**
 * Delivers an entry of the outbox and decides what happens to its row.
 */
final class OutboxDelivery {

	private static final Duration TIME_FOR_EXPIRY = Duration.ofMillis(100);

	private final ConversionOperations operations;

	private final OutboxEntryMapper mapper;

	private final ReportOrder order;

	private final RowOwners owners;

	private final PausedAccounts paused;

	private final DeliveryPolicy policy;

	private final Clock clock;

	private final OutboxListener listener;

	OutboxDelivery(ConversionOperations operations, OutboxEntryMapper mapper, ReportOrder order, RowOwners owners,
			PausedAccounts paused, DeliveryPolicy policy, Clock clock, OutboxListener listener) {
		this.operations = operations;
		this.mapper = mapper;
		this.order = order;
		this.owners = owners;
		this.paused = paused;
		this.policy = policy;
		this.clock = clock;
		this.listener = listener;
	}

	/**
	 * Deliver an entry, if it is its turn.
	 * @param data the data of its row
	 * @param failures how often the row has failed before
	 * @return what happens to the row
	 */
	DeliveryDecision deliver(byte[] data, int failures) {
		OutboxEntry entry;
		try {
			entry = this.mapper.read(data);
		}
		catch (IllegalArgumentException ex) {
			return new Bury(null, "Cannot be read: " + ex.getMessage());
		}
		if (this.order.isTooLate(entry)) {
			return new Done();
		}
		if (this.order.isTooEarly(entry)) {
			return new ComeBackAt(this.clock.instant().plus(TIME_FOR_EXPIRY));
		}
		RowOwner owner = this.owners.getOwner(entry.account());
		boolean held = this.paused.isHeld(owner);
		if (held && !this.paused.isProbe(owner)) {
			// It was fetched before, and is not fetched again until the pause is over
			return new ComeBackAt(this.clock.instant());
		}
		DeliveryDecision decision = decide(entry, owner, failures + 1, submit(entry));
		if (held && (decision instanceof Done || decision instanceof Bury)) {
			// Whatever it makes of the conversion, it knows the account
			this.paused.accepted(owner);
		}
		return decision;
	}

	/**
	 * Return when a row is due again of which the database failed.
	 * @param failures how often the row has failed, this time included
	 * @return when to retry
	 */
	Instant retryAfterDatabaseFailure(int failures) {
		this.listener.onEvent(new OutboxEvent(Type.RETRIED, null, null, "The database failed"));
		return this.clock.instant().plus(this.policy.backOff(failures));
	}

	private DeliveryResult submit(OutboxEntry entry) {
		try {
			this.operations.submit(entry.account(), entry.conversion());
			return DeliveryResult.DELIVERED;
		}
		catch (RuntimeException ex) {
			return DeliveryResult.of(ex);
		}
	}

	private DeliveryDecision decide(OutboxEntry entry, RowOwner owner, int failures, DeliveryResult result) {
		return switch (result.verdict()) {
			case DELIVERED -> {
				publish(Type.DELIVERED, entry, null);
				yield new Done();
			}
			case RETRY -> retry(entry, owner, failures, result);
			case PAUSE_ACCOUNT -> {
				publish(Type.PAUSED, entry, result.reason());
				this.paused.refused(owner, result.reason());
				yield new ComeBackAt(this.clock.instant());
			}
			case GIVE_UP -> giveUp(entry, result.reason());
		};
	}

	private DeliveryDecision retry(OutboxEntry entry, RowOwner owner, int failures, DeliveryResult result) {
		Instant now = this.clock.instant();
		if (result.retryAfter().compareTo(Duration.ZERO) > 0) {
			Duration hold = (result.retryAfter().compareTo(this.policy.maxAge()) < 0) ? result.retryAfter()
					: this.policy.maxAge();
			this.paused.holdUntil(owner, now.plus(hold), result.reason());
		}
		Instant end = this.paused.deliverableSince(owner, entry.enqueued()).plus(this.policy.maxAge());
		if (!now.isBefore(end)) {
			return giveUp(entry, "Not delivered within " + this.policy.maxAge()
					+ " (nexmo.conversion.outbox.max-age). Last failure: " + result.reason());
		}
		publish(Type.RETRIED, entry, result.reason());
		Duration backOff = this.policy.backOff(failures);
		Instant next = now.plus((backOff.compareTo(result.retryAfter()) > 0) ? backOff : result.retryAfter());
		// The API can ask for any wait; one attempt is made at the end in any case
		return new RetryAt(next.isBefore(end) ? next : end);
	}

	// What was confirmed in the meantime must never come back
	private DeliveryDecision giveUp(OutboxEntry entry, String reason) {
		return this.order.isTooLate(entry) ? new Done() : new Bury(entry, reason);
	}

	private void publish(Type type, OutboxEntry entry, @Nullable String reason) {
		this.listener.onEvent(new OutboxEvent(type, entry.account(), entry.conversion(), reason));
	}

}
