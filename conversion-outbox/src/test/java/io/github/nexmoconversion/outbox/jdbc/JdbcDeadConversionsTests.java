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

import io.github.nexmoconversion.Conversion;
import io.github.nexmoconversion.outbox.DeadConversion;
import io.github.nexmoconversion.test.MockAnswer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link JdbcDeadConversions} on real databases, over real HTTP.
 */
@ParameterizedClass
@EnumSource
class JdbcDeadConversionsTests extends AbstractOutboxTests {

	JdbcDeadConversionsTests(TestDatabase database) {
		super(database);
	}

	@Test
	void refusedParametersShouldBeADeadConversionThatCanBeReplayed() {
		this.api.answerNext(MockAnswer.status(420));
		this.outbox.start();
		Conversion conversion = conversion("id").at(Instant.parse("2026-11-21T10:00:00Z"));
		this.outbox.getOutbox().enqueue(conversion);
		awaitThat().until(() -> this.outbox.getDeadConversions().count() == 1);
		DeadConversion dead = this.outbox.getDeadConversions().find(0, 10).get(0);
		assertThat(dead).returns("default", DeadConversion::account).returns(conversion, DeadConversion::conversion);
		assertThat(dead.reason()).contains("status 420");
		assertThat(this.outbox.getDeadConversions().replay(dead.id())).isTrue();
		assertThat(this.api).within(LIMIT).hasAccepted("id").at(Instant.parse("2026-11-21T10:00:00Z"));
		assertThat(this.outbox.getDeadConversions().count()).isZero();
		assertThat(this.outbox.getDeadConversions().replay(dead.id())).isFalse();
	}

	@Test
	void tooOldConversionShouldBeADeadOne() {
		this.outbox = outbox(new DeliveryPolicy(Duration.ofMillis(20), 1, Duration.ofMillis(20), Duration.ofMillis(100),
				Duration.ofSeconds(1)), 4);
		this.api.setOutage(true);
		this.outbox.start();
		enqueue("id");
		awaitThat().until(() -> this.outbox.getDeadConversions().count() == 1);
		assertThat(this.outbox.getDeadConversions().find(0, 1).get(0).reason()).contains("Not delivered within PT0.1S",
				"status 503");
		assertThat(rows()).isZero();
	}

	@Test
	void unreadableRowShouldBeADeadConversionAndNotStopTheOthers() {
		enqueue("broken");
		this.jdbc.update("update nexmo_conversion_outbox set task_data = ?", (Object) new byte[] { 1, 2, 3 });
		enqueue("id");
		this.outbox.start();
		assertThat(this.api).within(LIMIT).hasAccepted("id");
		awaitThat().until(() -> this.outbox.getDeadConversions().count() == 1);
		assertThat(this.outbox.getDeadConversions().find(0, 1)).singleElement()
			.returns(null, DeadConversion::conversion);
		assertThat(this.outbox.getDeadConversions().discard(this.outbox.getDeadConversions().find(0, 1).get(0).id()))
			.isTrue();
		assertThat(this.outbox.getDeadConversions().count()).isZero();
	}

	@Test
	void replayOfAllShouldLeaveWhatCannotBeReadAndGoOn() {
		this.api.answerNext(MockAnswer.status(420));
		enqueue("broken");
		this.jdbc.update("update nexmo_conversion_outbox set task_data = ?", (Object) new byte[] { 1, 2, 3 });
		this.outbox.start();
		awaitThat().until(() -> this.outbox.getDeadConversions().count() == 1);
		String broken = this.outbox.getDeadConversions().find(0, 1).get(0).id();
		enqueue("id");
		awaitThat().until(() -> this.outbox.getDeadConversions().count() == 2);
		assertThat(this.outbox.getDeadConversions().replayAll()).isOne();
		assertThat(this.api).within(LIMIT).hasAccepted("id");
		assertThat(this.outbox.getDeadConversions().replay(broken)).isFalse();
		assertThat(this.outbox.getDeadConversions().find(0, 10)).map(DeadConversion::id).containsExactly(broken);
	}

	@Test
	void apiThatAsksForALongWaitShouldNotKeepAConversionForEver() {
		this.api.answerNext(50, MockAnswer.status(503).retryAfter(Duration.ofDays(365)));
		this.outbox = outbox(new DeliveryPolicy(Duration.ofMillis(50), 2, Duration.ofMillis(200), Duration.ofSeconds(1),
				Duration.ofMillis(200)), 1);
		this.outbox.start();
		enqueue("id");
		awaitThat().until(() -> this.outbox.getDeadConversions().count() == 1);
		assertThat(this.outbox.getDeadConversions().find(0, 1).get(0).reason())
			.contains("nexmo.conversion.outbox.max-age");
	}

}
