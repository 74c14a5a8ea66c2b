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
import java.time.Instant;

import com.github.kagkarlsson.scheduler.SchedulerState.SettableSchedulerState;
import com.github.kagkarlsson.scheduler.task.Execution;
import com.github.kagkarlsson.scheduler.task.ExecutionContext;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThatNoException;

/**
 * Tests for {@link DeliveryHandler}.
 */
class DeliveryHandlerTests {

	private final DeliveryHandler handler = new DeliveryHandler(null, null, Clock.systemUTC());

	// Neither the delivery nor the operations of db-scheduler are there: using one fails
	@Test
	void rowThatWaitedUntilItMayBeTakenForDeadShouldBeLeftAlone() {
		TaskInstance<byte[]> row = new TaskInstance<>(OutboxTable.DELIVERY, "id", new byte[0]);
		Instant now = Instant.now();
		Execution execution = new Execution(now, row, true, "this", null, null, 0, now.minusSeconds(11), 2);
		ExecutionContext context = new ExecutionContext(new SettableSchedulerState(), execution, null, null);
		assertThatNoException().isThrownBy(() -> this.handler.execute(row, context).complete(null, null));
	}

}
