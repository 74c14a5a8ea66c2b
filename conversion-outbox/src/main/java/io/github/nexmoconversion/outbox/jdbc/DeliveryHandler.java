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
import io.github.nexmoconversion.outbox.jdbc.DeliveryDecision.Bury;
import io.github.nexmoconversion.outbox.jdbc.DeliveryDecision.ComeBackAt;
import io.github.nexmoconversion.outbox.jdbc.DeliveryDecision.RetryAt;

/**
 * Adapts {@link OutboxDelivery} to db-scheduler.
 */
final class DeliveryHandler implements ExecutionHandler<byte[]>, FailureHandler<byte[]> {

	static final Duration HEARTBEAT_INTERVAL = Duration.ofSeconds(5);

	private static final Duration MAX_TIME_WITHOUT_HEARTBEAT = HEARTBEAT_INTERVAL.multipliedBy(2);

	private final OutboxDelivery delivery;

	private final Burial burial;

	private final Clock clock;

	DeliveryHandler(OutboxDelivery delivery, Burial burial, Clock clock) {
		this.delivery = delivery;
		this.burial = burial;
		this.clock = clock;
	}

	@Override
	public CompletionHandler<byte[]> execute(TaskInstance<byte[]> row, ExecutionContext context) {
		Execution execution = context.getExecution();
		if (hasWaitedTooLong(execution)) {
			return (completed, operations) -> {
			};
		}
		DeliveryDecision decision = this.delivery.deliver(row.getData(), execution.consecutiveFailures);
		if (decision instanceof ComeBackAt comeBack) {
			return comeBackAt(comeBack.time());
		}
		if (decision instanceof RetryAt retry) {
			return retryAt(retry.time());
		}
		if (decision instanceof Bury bury) {
			this.burial.bury(row.getId(), row.getData(), bury);
		}
		return new CompletionHandler.OnCompleteRemove<>();
	}

	// Called when the database fails, rather than the API
	@Override
	public void onFailure(ExecutionComplete failure, ExecutionOperations<byte[]> operations) {
		operations.reschedule(failure,
				this.delivery.retryAfterDatabaseFailure(failure.getExecution().consecutiveFailures + 1));
	}

	// A row that was fetched has no heartbeat until a thread takes it. Another instance
	// may have taken it for a dead execution by now, or will: it is theirs.
	private boolean hasWaitedTooLong(Execution execution) {
		Instant heartbeat = execution.lastHeartbeat;
		return heartbeat != null && heartbeat.plus(MAX_TIME_WITHOUT_HEARTBEAT).isBefore(this.clock.instant());
	}

	static CompletionHandler<byte[]> comeBackAt(Instant time) {
		return (completed, operations) -> operations.reschedule(completed, time);
	}

	// As a failure, so that the row counts it
	private static CompletionHandler<byte[]> retryAt(Instant time) {
		return (completed, operations) -> operations.reschedule(ExecutionComplete.failure(completed.getExecution(),
				completed.getTimeDone(), completed.getTimeDone(), null), time);
	}

}
