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

import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.Execution;
import com.github.kagkarlsson.scheduler.task.ExecutionComplete;
import com.github.kagkarlsson.scheduler.task.ExecutionContext;
import com.github.kagkarlsson.scheduler.task.ExecutionHandler;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import io.github.nexmoconversion.ConversionOperations;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Delivers one row of the outbox, and decides what becomes of it.
 */
final class ConversionDelivery implements ExecutionHandler<byte[]> {

	private static final Duration TIME_FOR_EXPIRY = Duration.ofMillis(100);

	private static final Log logger = LogFactory.getLog(ConversionDelivery.class);

	private final ConversionOperations operations;

	private final OutboxEntryMapper mapper;

	private final DeadConversionRepository dead;

	private final ReportOrder order;

	private final PausedAccounts paused;

	private final DeliveryPolicy policy;

	private final Clock clock;

	private final OutboxListener listener;

	ConversionDelivery(ConversionOperations operations, OutboxEntryMapper mapper, DeadConversionRepository dead,
			ReportOrder order, PausedAccounts paused, DeliveryPolicy policy, Clock clock, OutboxListener listener) {
		this.operations = operations;
		this.mapper = mapper;
		this.dead = dead;
		this.order = order;
		this.paused = paused;
		this.policy = policy;
		this.clock = clock;
		this.listener = listener;
	}

	@Override
	public CompletionHandler<byte[]> execute(TaskInstance<byte[]> row, ExecutionContext context) {
		OutboxEntry entry;
		try {
			entry = this.mapper.read(row.getData());
		}
		catch (IllegalArgumentException ex) {
			return giveUp(row, null, "Cannot be read: " + ex.getMessage());
		}
		if (this.order.isTooLate(entry)) {
			return new CompletionHandler.OnCompleteRemove<>();
		}
		if (this.order.isTooEarly(entry)) {
			return comeBackAt(this.clock.instant().plus(TIME_FOR_EXPIRY));
		}
		Instant waitUntil = this.paused.waitUntil(entry.account());
		return (waitUntil != null) ? comeBackAt(waitUntil) : deliver(row, entry, context.getExecution());
	}

	private CompletionHandler<byte[]> deliver(TaskInstance<byte[]> row, OutboxEntry entry, Execution execution) {
		DeliveryResult result = submit(entry);
		return switch (result.verdict()) {
			case DELIVERED -> {
				this.listener.onEvent(OutboxEvent.DELIVERED, entry.account());
				if (this.paused.resume(entry.account())) {
					logger.info("The outbox delivers conversions of account '" + entry.account() + "' again");
				}
				yield new CompletionHandler.OnCompleteRemove<>();
			}
			case RETRY -> retry(row, entry, execution.consecutiveFailures + 1, result);
			case PAUSE_ACCOUNT -> {
				this.listener.onEvent(OutboxEvent.PAUSED, entry.account());
				yield comeBackAt(this.paused.pause(entry.account()));
			}
			case GIVE_UP -> giveUp(row, entry.account(), result.reason());
		};
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

	private CompletionHandler<byte[]> retry(TaskInstance<byte[]> row, OutboxEntry entry, int failures,
			DeliveryResult result) {
		Instant now = this.clock.instant();
		if (!now.isBefore(entry.enqueued().plus(this.policy.maxAge()))) {
			return giveUp(row, entry.account(),
					"Not delivered within " + this.policy.maxAge() + ". Last failure: " + result.reason());
		}
		Duration backOff = this.policy.backOff(failures);
		Duration wait = (backOff.compareTo(result.retryAfter()) < 0) ? result.retryAfter() : backOff;
		this.listener.onEvent(OutboxEvent.RETRIED, entry.account());
		// As a failure, so that the row counts it
		return (completed, operations) -> operations.reschedule(ExecutionComplete.failure(completed.getExecution(),
				completed.getTimeDone(), completed.getTimeDone(), null), now.plus(wait));
	}

	private static CompletionHandler<byte[]> comeBackAt(Instant time) {
		return (completed, operations) -> operations.reschedule(completed, time);
	}

	private CompletionHandler<byte[]> giveUp(TaskInstance<byte[]> row, @Nullable String account, String reason) {
		this.dead.add(row.getId(), row.getData(), reason, this.clock.instant());
		this.listener.onEvent(OutboxEvent.DIED, account);
		logger.warn("A conversion could not be delivered and is kept as a dead one. " + reason);
		return new CompletionHandler.OnCompleteRemove<>();
	}

}
