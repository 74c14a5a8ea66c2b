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
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;

import javax.sql.DataSource;

import io.github.nexmoconversion.ConversionChannel;
import io.github.nexmoconversion.account.ConversionAccounts;
import io.github.nexmoconversion.outbox.OutboxStatistics;
import io.github.nexmoconversion.test.MockAnswer;
import io.github.nexmoconversion.test.ReceivedConversion;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link JdbcPendingConversions} on real databases, over real HTTP.
 */
@ParameterizedClass
@EnumSource
class JdbcPendingConversionsTests extends AbstractOutboxTests {

	JdbcPendingConversionsTests(TestDatabase database) {
		super(database);
	}

	@Test
	void messageThatNobodyConfirmsShouldBeReportedAsNotDeliveredWhenItExpires() {
		this.outbox.start();
		Instant registered = Instant.now();
		register("id", Duration.ofSeconds(1));
		assertThat(this.api).within(LIMIT).hasAccepted("id").notDelivered();
		assertThat(Duration.between(registered, Instant.now())).isGreaterThanOrEqualTo(Duration.ofSeconds(1));
		awaitThat().until(() -> pendingRows() == 0);
	}

	@Test
	void confirmedMessageShouldBeReportedAsDeliveredOnceAndNotExpire() {
		register("id", Duration.ofMillis(1));
		this.transaction.executeWithoutResult((status) -> confirm("id"));
		confirm("id");
		this.outbox.start();
		assertThat(this.api).within(LIMIT).hasAccepted("id").delivered();
		awaitThat().until(() -> rows() == 0);
		assertThat(this.api).hasReceived(1);
	}

	@Test
	void confirmationThatIsRolledBackShouldNotCount() {
		register("id", Duration.ofMillis(1));
		this.transaction.executeWithoutResult((status) -> {
			confirm("id");
			status.setRollbackOnly();
		});
		this.outbox.start();
		assertThat(this.api).within(LIMIT).hasAccepted("id").notDelivered();
		assertThat(this.api).hasReceived(1);
	}

	@Test
	void lateConfirmationShouldFollowTheExpiry() {
		this.outbox.start();
		register("id", Duration.ofMillis(1));
		assertThat(this.api).within(LIMIT).hasAccepted("id").notDelivered();
		confirm("id");
		assertThat(this.api).within(LIMIT).hasAccepted("id").delivered();
		assertThat(this.api).hasReceived(2);
	}

	@Test
	void confirmationDuringTheReportOfTheExpiryShouldWaitForItsEnd() {
		this.held = new CountDownLatch(1);
		this.outbox.start();
		register("id", Duration.ofMillis(1));
		assertThat(this.api).within(LIMIT).hasReceived(1);
		confirm("id");
		// Looked at and put back several times
		awaitThat().until(() -> count("task_name = 'delivery' and version > 3") == 1);
		assertThat(this.api).hasReceived(1);
		this.held.countDown();
		awaitThat().until(() -> rows() == 0);
		assertThat(this.api.getReceived()).map(ReceivedConversion::delivered).containsExactly("false", "true");
	}

	@Test
	void expiryThatFailsWhileItIsConfirmedShouldNotBeTriedAgain() {
		this.held = new CountDownLatch(1);
		this.api.answerNext(MockAnswer.status(503));
		this.outbox.start();
		register("id", Duration.ofMillis(1));
		assertThat(this.api).within(LIMIT).hasReceived(1);
		confirm("id");
		this.held.countDown();
		awaitThat().until(() -> rows() == 0);
		assertThat(this.api.getReceived()).map((conversion) -> conversion.delivered() + " " + conversion.status())
			.containsExactly("false 503", "true 200");
	}

	@Test
	void expiryThatFailedShouldNotBeReportedAfterTheConfirmation() {
		this.api.setOutage(true);
		this.outbox.start();
		register("id", Duration.ofMillis(1));
		assertThat(this.api).within(LIMIT).hasRefused("id").notDelivered();
		confirm("id");
		// An attempt in flight would be accepted, before the confirmation
		awaitThat().until(() -> pendingRows() == 0);
		this.api.setOutage(false);
		assertThat(this.api).within(LIMIT).hasAccepted("id").delivered();
		awaitThat().until(() -> rows() == 0);
		assertThat(this.api.getReceived()).filteredOn(ReceivedConversion::isAccepted).hasSize(1);
	}

	@Test
	void cancelledMessageShouldNotBeReported() {
		register("id", Duration.ofMillis(1));
		this.outbox.getPendingConversions().cancel(ConversionChannel.SMS, "id");
		awaitThat().until(() -> pendingRows() == 0);
		register("other", Duration.ofMillis(1));
		this.outbox.start();
		assertThat(this.api).within(LIMIT).hasAccepted("other").notDelivered();
		assertThat(this.api).hasReceived(1);
	}

	@Test
	void messageThatIsRegisteredTwiceShouldKeepItsTimeToLive() {
		register("id", Duration.ofMinutes(1));
		this.transaction.executeWithoutResult((status) -> {
			register("id", Duration.ofMinutes(2));
			this.jdbc.update("insert into login values ('after')");
		});
		assertThat(pendingRows()).isOne();
		assertThat(this.jdbc.queryForObject("select count(*) from login", Integer.class)).isOne();
	}

	@Test
	void concurrentConfirmationsShouldBeReportedOnce() {
		this.outbox.start();
		register("id", Duration.ofMinutes(1));
		IntStream.range(0, 20).parallel().forEach((i) -> this.transaction.executeWithoutResult((status) -> {
			confirm("id");
			this.jdbc.update("insert into login values (?)", "login-" + i);
		}));
		assertThat(this.api).within(LIMIT).hasAccepted("id").delivered();
		awaitThat().until(() -> rows() == 0);
		assertThat(this.api).hasReceived(1);
		assertThat(this.jdbc.queryForObject("select count(*) from login", Integer.class)).isEqualTo(20);
	}

	@Test
	void confirmationThatCannotBeStoredShouldNotHarmTheTransaction() {
		this.outbox.start();
		this.jdbc.execute("alter table nexmo_conversion_mark rename to elsewhere");
		this.transaction.executeWithoutResult((status) -> {
			confirm("id");
			this.jdbc.update("insert into login values ('after')");
		});
		assertThat(this.jdbc.queryForObject("select count(*) from login", Integer.class)).isOne();
		assertThat(this.api).within(LIMIT).hasAccepted("id").delivered();
	}

	@Test
	void confirmationThatCannotBeStoredAtFirstShouldBeStoredAfterTheCommit() {
		this.outbox.start();
		register("id", Duration.ofMinutes(1));
		this.jdbc.execute("alter table nexmo_conversion_mark rename to elsewhere");
		this.transaction.executeWithoutResult((status) -> {
			TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {

				@Override
				public void afterCommit() {
					DataSource another = new DriverManagerDataSource(
							JdbcPendingConversionsTests.this.dataSource.getJdbcUrl());
					new JdbcTemplate(another).execute("alter table elsewhere rename to nexmo_conversion_mark");
				}

			});
			confirm("id");
		});
		assertThat(this.api).within(LIMIT).hasAccepted("id").delivered();
		awaitThat().until(() -> rows() == 0);
		assertThat(this.events).doesNotContain("NOT_STORED default");
	}

	@Test
	void concurrentRegistrationsShouldBeOne() {
		IntStream.range(0, 20).parallel().forEach((i) -> this.transaction.executeWithoutResult((status) -> {
			register("id", Duration.ofMinutes(1));
			this.jdbc.update("insert into login values (?)", "login-" + i);
		}));
		assertThat(pendingRows()).isOne();
		assertThat(this.jdbc.queryForObject("select count(*) from login", Integer.class)).isEqualTo(20);
		assertThat(this.events).isEmpty();
	}

	@Test
	void messageThatWasConfirmedOrCancelledShouldNotExpireWhenItIsRegisteredAnew() {
		confirm("confirmed");
		this.outbox.getPendingConversions().cancel(ConversionChannel.SMS, "cancelled");
		register("confirmed", Duration.ofMillis(1));
		register("cancelled", Duration.ofMillis(1));
		this.outbox.start();
		awaitThat().until(() -> rows() == 0);
		assertThat(this.api).hasAccepted("confirmed").delivered();
		assertThat(this.api).hasReceived(1);
	}

	@Test
	void messageThatIsConfirmedAfterItWasCancelledShouldBeReported() {
		this.outbox.getPendingConversions().cancel(ConversionChannel.SMS, "id");
		confirm("id");
		this.outbox.start();
		assertThat(this.api).within(LIMIT).hasAccepted("id").delivered();
	}

	@Test
	void transactionShouldNeitherReadNorLockAnExpiry() {
		register("id", Duration.ofSeconds(5));
		this.transaction.executeWithoutResult((status) -> {
			confirm("id");
			assertThat(pendingRows()).isOne();
		});
		awaitThat().until(() -> pendingRows() == 0);
	}

	@Test
	void expiryThatIsDeadShouldBeGoneWhenItsMessageIsConfirmed() {
		this.api.answerNext(MockAnswer.status(420));
		this.outbox.start();
		register("id", Duration.ofMillis(1));
		awaitThat().until(() -> this.outbox.getDeadConversions().count() == 1);
		confirm("id");
		awaitThat().until(() -> this.outbox.getDeadConversions().count() == 0);
		assertThat(this.api).within(LIMIT).hasAccepted("id").delivered();
	}

	@Test
	void markShouldOutliveTheExpiryThatItMakesVoid() {
		MarkTable marks = new MarkTable(this.dataSource, OutboxDialect.of(this.dataSource));
		String key = OutboxEntry.messageKey(
				new RowOwners(ConversionAccounts.of(this.api.getAccounts())).getOwner("default"), "default",
				conversion("id"));
		// By hand, since a confirmation removes the expiry
		marks.add(key, MarkTable.Mark.CONFIRMED, Instant.now());
		register("id", Duration.ofSeconds(5));
		marks.removeOlderThan(Instant.now().plusSeconds(60), true);
		assertThat(marks.containsAny(Set.of(key))).isTrue();
		this.jdbc.update("delete from nexmo_conversion_outbox");
		marks.removeOlderThan(Instant.now().plusSeconds(60), true);
		assertThat(marks.containsAny(Set.of(key))).isFalse();
	}

	@Test
	void markShouldOutliveExpiriesOfEarlierReleases() {
		MarkTable marks = new MarkTable(this.dataSource, OutboxDialect.of(this.dataSource));
		marks.add("key", MarkTable.Mark.CONFIRMED, Instant.now());
		register("other", Duration.ofHours(1));
		this.jdbc.update("update nexmo_conversion_outbox set key_digest = ''");
		marks.removeOlderThan(Instant.now().plusSeconds(60), true);
		assertThat(marks.containsAny(Set.of("key"))).isTrue();
		marks.removeOlderThan(Instant.now().plusSeconds(60), false);
		assertThat(marks.containsAny(Set.of("key"))).isFalse();
	}

	@Test
	void idsOfRowsShouldNotShowMessageIds() {
		register("00A0B0C0", Duration.ofMinutes(1));
		assertThat(this.jdbc.queryForObject("select task_instance from nexmo_conversion_outbox", String.class))
			.matches("[0-9a-f]{64}");
	}

	@Test
	void expiryThatIsTriedAgainShouldCountAsBacklog() {
		this.api.setOutage(true);
		this.outbox.start();
		register("id", Duration.ofMillis(1));
		assertThat(this.api).within(LIMIT).hasRefused("id");
		awaitThat().until(() -> this.outbox.getMonitor().getStatistics().oldest().toSeconds() >= 1);
		assertThat(this.outbox.getMonitor().getStatistics()).returns(1L, OutboxStatistics::backlog)
			.returns(0L, OutboxStatistics::pending);
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, -1 })
	void timeToLiveThatIsNoneShouldBeRefused(int seconds) {
		assertThatIllegalArgumentException().isThrownBy(() -> register("id", Duration.ofSeconds(seconds)))
			.withMessageContaining("'timeToLive' must be positive");
	}

}
