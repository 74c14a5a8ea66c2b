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
import com.github.kagkarlsson.scheduler.task.ExecutionOperations;
import com.github.kagkarlsson.scheduler.task.FailureHandler;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import io.github.nexmoconversion.ConversionOperations;
import io.github.nexmoconversion.outbox.OutboxEvent;
import io.github.nexmoconversion.outbox.OutboxEvent.Type;
import io.github.nexmoconversion.outbox.OutboxListener;
import org.jspecify.annotations.Nullable;

/**
 * Delivers one row of the outbox, and decides what becomes of it.
 */
final class ConversionDelivery implements ExecutionHandler<byte[]>, FailureHandler<byte[]> {

	private static final Duration TIME_FOR_EXPIRY = Duration.ofMillis(100);

	private static final Duration TIME_WITHOUT_HEARTBEAT = OutboxScheduler.HEARTBEAT_INTERVAL.multipliedBy(2);

	private final ConversionOperations operations;

	private final OutboxEntryMapper mapper;

	private final DeadConversionTable dead;

	private final ReportOrder order;

	private final PausedAccounts paused;

	private final DeliveryPolicy policy;

	private final Clock clock;

	private final OutboxListener listener;

	private final DeadConversionLogger deadLogger;

	ConversionDelivery(ConversionOperations operations, OutboxEntryMapper mapper, DeadConversionTable dead,
			ReportOrder order, PausedAccounts paused, DeliveryPolicy policy, Clock clock, OutboxListener listener) {
		this.operations = operations;
		this.mapper = mapper;
		this.dead = dead;
		this.order = order;
		this.paused = paused;
		this.policy = policy;
		this.clock = clock;
		this.listener = listener;
		this.deadLogger = new DeadConversionLogger(clock);
	}

	@Override
	public CompletionHandler<byte[]> execute(TaskInstance<byte[]> row, ExecutionContext context) {
		Execution execution = context.getExecution();
		if (context.getSchedulerState().isShuttingDown()) {
			return comeBackAt(execution.executionTime);
		}
		if (hasWaitedTooLong(execution)) {
			return (completed, operations) -> {
			};
		}
		OutboxEntry entry;
		try {
			entry = this.mapper.read(row.getData());
		}
		catch (IllegalArgumentException ex) {
			return bury(row, null, "Cannot be read: " + ex.getMessage());
		}
		if (this.order.isTooLate(entry)) {
			return new CompletionHandler.OnCompleteRemove<>();
		}
		if (this.order.isTooEarly(entry)) {
			return comeBackAt(this.clock.instant().plus(TIME_FOR_EXPIRY));
		}
		Instant waitUntil = this.paused.waitUntil(entry.account());
		return (waitUntil != null) ? comeBackAt(waitUntil) : deliver(row, entry, execution);
	}

	// What happens when the database fails, rather than the API
	@Override
	public void onFailure(ExecutionComplete failure, ExecutionOperations<byte[]> operations) {
		this.listener.onEvent(new OutboxEvent(Type.RETRIED, null, null, "The database failed"));
		operations.reschedule(failure,
				this.clock.instant().plus(this.policy.backOff(failure.getExecution().consecutiveFailures + 1)));
	}

	// A row that was fetched and waited for a thread had no heartbeat. Others may have
	// taken it for a dead one by now, or will: it is theirs.
	private boolean hasWaitedTooLong(Execution execution) {
		Instant heartbeat = execution.lastHeartbeat;
		return heartbeat != null && heartbeat.plus(TIME_WITHOUT_HEARTBEAT).isBefore(this.clock.instant());
	}

	private CompletionHandler<byte[]> deliver(TaskInstance<byte[]> row, OutboxEntry entry, Execution execution) {
		DeliveryResult result = submit(entry);
		return switch (result.verdict()) {
			case DELIVERED -> {
				publish(Type.DELIVERED, entry, null);
				this.paused.resume(entry.account());
				yield new CompletionHandler.OnCompleteRemove<>();
			}
			case RETRY -> retry(row, entry, execution.consecutiveFailures + 1, result);
			case PAUSE_ACCOUNT -> {
				publish(Type.PAUSED, entry, result.reason());
				yield comeBackAt(this.paused.pause(entry.account()));
			}
			case GIVE_UP -> giveUp(row, entry, result.reason());
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
		Instant end = this.paused.deliverableSince(entry.account(), entry.enqueued()).plus(this.policy.maxAge());
		if (!now.isBefore(end)) {
			return giveUp(row, entry, "Not delivered within " + this.policy.maxAge()
					+ " (nexmo.conversion.outbox.max-age). Last failure: " + result.reason());
		}
		Instant next = now.plus(max(this.policy.backOff(failures), result.retryAfter()));
		// The API can ask for any wait; one attempt is made at the end in any case
		Instant retry = next.isBefore(end) ? next : end;
		publish(Type.RETRIED, entry, result.reason());
		// As a failure, so that the row counts it
		return (completed, operations) -> operations.reschedule(ExecutionComplete.failure(completed.getExecution(),
				completed.getTimeDone(), completed.getTimeDone(), null), retry);
	}

	private static CompletionHandler<byte[]> comeBackAt(Instant time) {
		return (completed, operations) -> operations.reschedule(completed, time);
	}

	private static Duration max(Duration one, Duration other) {
		return (one.compareTo(other) > 0) ? one : other;
	}

	// What was confirmed in the meantime must never come back
	private CompletionHandler<byte[]> giveUp(TaskInstance<byte[]> row, OutboxEntry entry, String reason) {
		return this.order.isTooLate(entry) ? new CompletionHandler.OnCompleteRemove<>()
				: bury(row, entry, reason);
	}

	private CompletionHandler<byte[]> bury(TaskInstance<byte[]> row, @Nullable OutboxEntry entry, String reason) {
		this.dead.add(row.getId(), row.getData(), reason, this.clock.instant());
		publish(Type.DIED, entry, reason);
		this.deadLogger.died((entry != null) ? entry.account() : null, reason);
		return new CompletionHandler.OnCompleteRemove<>();
	}

	private void publish(Type type, @Nullable OutboxEntry entry, @Nullable String reason) {
		this.listener.onEvent((entry != null) ? new OutboxEvent(type, entry.account(), entry.conversion(), reason)
				: new OutboxEvent(type, null, null, reason));
	}

}
