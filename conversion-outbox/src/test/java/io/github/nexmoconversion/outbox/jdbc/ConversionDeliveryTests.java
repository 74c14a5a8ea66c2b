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
import java.util.ArrayList;
import java.util.List;

import com.github.kagkarlsson.scheduler.SchedulerState.SettableSchedulerState;
import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.Execution;
import com.github.kagkarlsson.scheduler.task.ExecutionContext;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import io.github.nexmoconversion.outbox.OutboxEvent;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ConversionDelivery} that need no database.
 */
class ConversionDeliveryTests {

	private static final DeliveryPolicy POLICY = new DeliveryPolicy(Duration.ofSeconds(1), 2, Duration.ofMinutes(1),
			Duration.ofDays(1), Duration.ofMinutes(1));

	private final List<OutboxEvent> events = new ArrayList<>();

	private final ConversionDelivery delivery = new ConversionDelivery(null, new OutboxEntryMapper(), null, null, null,
			POLICY, Clock.systemUTC(), this.events::add);

	// Neither the API nor the database is there: touching one of them fails
	@Test
	void rowThatWaitedUntilItMayBeTakenForDeadShouldBeLeftAlone() {
		TaskInstance<byte[]> row = new TaskInstance<>(OutboxTable.DELIVERY, "id", new byte[0]);
		Instant now = Instant.now();
		Execution execution = new Execution(now, row, true, "this", null, null, 0, now.minusSeconds(11), 2);
		CompletionHandler<byte[]> completion = this.delivery.execute(row,
				new ExecutionContext(new SettableSchedulerState(), execution, null, null));
		completion.complete(null, null);
		assertThat(this.events).isEmpty();
	}

}
