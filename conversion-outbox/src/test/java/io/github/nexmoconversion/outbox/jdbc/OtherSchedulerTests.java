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

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.task.helper.OneTimeTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.zaxxer.hikari.HikariDataSource;
import io.github.nexmoconversion.Conversion;
import io.github.nexmoconversion.ConversionChannel;
import io.github.nexmoconversion.test.MockConversionApi;
import org.junit.jupiter.api.Test;

import org.springframework.jdbc.core.JdbcTemplate;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that the outbox lives beside an application's own db-scheduler on the same
 * database.
 */
class OtherSchedulerTests {

	@Test
	void bothShouldDoTheirWorkAndNotTheOthers() throws Exception {
		try (MockConversionApi api = MockConversionApi.start();
				HikariDataSource dataSource = TestDatabase.H2.create()) {
			JdbcTemplate jdbc = new JdbcTemplate(dataSource);
			jdbc.execute("create table scheduled_tasks as select * from nexmo_conversion_outbox where 1 = 0");
			CountDownLatch done = new CountDownLatch(1);
			// With the name that the outbox has for its own
			OneTimeTask<Void> task = Tasks.oneTime("delivery").execute((row, context) -> done.countDown());
			Scheduler scheduler = Scheduler.create(dataSource, task).pollingInterval(Duration.ofMillis(100)).build();
			OutboxEngine outbox = OutboxProcess.create(dataSource, api.getBaseUrl(), 2);
			scheduler.start();
			outbox.start();
			scheduler.schedule(task.instance("mine"), Instant.now());
			outbox.getOutbox().enqueue(Conversion.delivered(ConversionChannel.SMS, "id"));
			assertThat(api).within(Duration.ofMinutes(1)).hasAccepted("id");
			assertThat(done.await(1, TimeUnit.MINUTES)).isTrue();
			scheduler.stop();
			outbox.stop();
			assertThat(api).hasReceived(1);
			assertThat(outbox.getDeadConversions().count()).isZero();
		}
	}

}
