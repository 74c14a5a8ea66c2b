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
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TimeZone;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;

import com.zaxxer.hikari.HikariDataSource;
import io.github.nexmoconversion.Conversion;
import io.github.nexmoconversion.ConversionChannel;
import io.github.nexmoconversion.ConversionOperations;
import io.github.nexmoconversion.account.ConversionAccount;
import io.github.nexmoconversion.account.ConversionAccounts;
import io.github.nexmoconversion.account.ConversionCredentials.ApiSecret;
import io.github.nexmoconversion.account.NoSuchConversionAccountException;
import io.github.nexmoconversion.client.AsyncConversionSubmitter;
import io.github.nexmoconversion.client.ConversionTemplate;
import io.github.nexmoconversion.client.ReactiveConversionTemplateBuilder;
import io.github.nexmoconversion.outbox.DeadConversion;
import io.github.nexmoconversion.test.MockAnswer;
import io.github.nexmoconversion.test.MockConversionApi;
import io.github.nexmoconversion.test.ReceivedConversion;
import io.micrometer.observation.ObservationRegistry;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.core.retry.RetryPolicy;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.reactive.function.client.WebClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link JdbcOutbox} on real databases, over real HTTP.
 */
@ParameterizedClass
@EnumSource
class JdbcOutboxTests {

	private static final Duration LIMIT = Duration.ofSeconds(30);

	private static final DeliveryPolicy POLICY = new DeliveryPolicy(Duration.ofMillis(50), 2, Duration.ofMillis(200),
			Duration.ofMinutes(10), Duration.ofMillis(200));

	private final HikariDataSource dataSource;

	private final MockConversionApi api;

	private final List<String> events = new CopyOnWriteArrayList<>();

	private final TransactionTemplate transaction;

	private final JdbcTemplate jdbc;

	private JdbcOutbox outbox;

	JdbcOutboxTests(TestDatabase database) {
		this.dataSource = database.create();
		this.api = MockConversionApi.start(account("default"), account("marketing"));
		this.jdbc = new JdbcTemplate(this.dataSource);
		this.transaction = new TransactionTemplate(new JdbcTransactionManager(this.dataSource));
		this.outbox = outbox(POLICY, 4);
		this.jdbc.execute("create table login (id varchar(50) primary key)");
	}

	@AfterEach
	void close() {
		this.outbox.stop();
		this.dataSource.close();
		this.api.close();
	}

	@Test
	void shouldDeliverRightAfterTheCommit() {
		this.outbox.start();
		this.transaction.executeWithoutResult((status) -> {
			enqueue("id");
			assertThat(rows()).isOne();
			assertThat(this.api).hasReceivedNothing();
		});
		assertThat(this.api).within(LIMIT).hasAccepted("id").delivered().forAccount("default");
		awaitThat().until(() -> rows() == 0);
	}

	@Test
	void withoutTransactionShouldCommitByItself() {
		this.outbox.start();
		this.outbox.getOutbox().enqueue("marketing", conversion("id"));
		assertThat(this.api).within(LIMIT).hasAccepted("id").forAccount("marketing");
	}

	@Test
	void shouldDeliverExactlyWhatIsCommitted() {
		this.outbox.start();
		Random random = new Random(42);
		List<String> committed = new ArrayList<>();
		for (int i = 0; i < 1000; i++) {
			String id = "id-" + i;
			boolean rollback = random.nextBoolean();
			this.transaction.executeWithoutResult((status) -> {
				enqueue(id);
				if (rollback) {
					status.setRollbackOnly();
				}
			});
			if (!rollback) {
				committed.add(id);
			}
		}
		awaitThat().until(() -> rows() == 0);
		assertThat(this.api.getReceived()).map(ReceivedConversion::messageId)
			.containsExactlyInAnyOrderElementsOf(committed);
	}

	@Test
	void rowThatCannotBeStoredShouldNotHarmTheTransaction() {
		this.outbox.start();
		this.jdbc.execute("alter table nexmo_conversion_outbox rename to elsewhere");
		this.transaction.executeWithoutResult((status) -> {
			this.jdbc.update("insert into login values ('before')");
			enqueue("id");
			this.jdbc.update("insert into login values ('after')");
			assertThat(this.api).hasReceivedNothing();
		});
		assertThat(this.jdbc.queryForList("select id from login order by id", String.class)).containsExactly("after",
				"before");
		assertThat(this.api).within(LIMIT).hasAccepted("id").delivered();
	}

	@Test
	void rowThatCannotBeStoredShouldNotBeSubmittedIfTheTransactionIsRolledBack() {
		this.jdbc.execute("alter table nexmo_conversion_outbox rename to elsewhere");
		this.transaction.executeWithoutResult((status) -> {
			enqueue("id");
			status.setRollbackOnly();
		});
		enqueue("other");
		assertThat(this.api).within(LIMIT).hasAccepted("other");
		assertThat(this.api).hasReceived(1);
	}

	@Test
	void unknownAccountShouldBeRefusedAtOnce() {
		assertThatExceptionOfType(NoSuchConversionAccountException.class)
			.isThrownBy(() -> this.outbox.getOutbox().enqueue("unknown", conversion("id")));
		assertThat(rows()).isZero();
	}

	@Test
	void shouldTryAgainUntilAnOutageIsOverAndDeliverTheNewestFirst() {
		this.outbox.stop();
		for (int i = 0; i < 200; i++) {
			this.outbox.getOutbox().enqueue(conversion("old-" + i).at(Instant.parse("2026-11-21T10:00:00Z")));
		}
		for (int i = 0; i < 10; i++) {
			this.outbox.getOutbox().enqueue(conversion("new-" + i).at(Instant.parse("2026-11-21T11:00:00Z")));
		}
		this.outbox.start();
		awaitThat().until(() -> rows() == 0);
		assertThat(this.api.getReceived().subList(0, 30)).map(ReceivedConversion::messageId)
			.filteredOn((id) -> id.startsWith("new"))
			.hasSize(10);
		this.api.setOutage(true);
		enqueue("during");
		awaitThat().until(() -> this.api.getReceived().size() >= 213);
		this.api.setOutage(false);
		assertThat(this.api).within(LIMIT).hasAccepted("during");
	}

	@Test
	void shouldWaitAsLongAsTheApiAsks() {
		this.api.answerNext(MockAnswer.status(429).retryAfter(Duration.ofSeconds(2)));
		this.outbox.start();
		enqueue("id");
		assertThat(this.api).within(LIMIT).hasRefused("id").withStatus(429);
		Instant refused = Instant.now();
		assertThat(this.api).within(LIMIT).hasAccepted("id");
		assertThat(Duration.between(refused, Instant.now())).isGreaterThan(Duration.ofMillis(1500));
	}

	@Test
	void refusedAccountShouldPauseAloneUntilItHeals() {
		this.api.setEnabled("marketing", false);
		this.outbox.start();
		for (int i = 0; i < 20; i++) {
			this.outbox.getOutbox().enqueue("marketing", conversion("marketing-" + i));
		}
		awaitThat().until(() -> this.outbox.getStatistics().pausedAccounts().contains("marketing"));
		enqueue("default");
		assertThat(this.api).within(LIMIT).hasAccepted("default");
		long refusedBefore = refused();
		await().pollDelay(Duration.ofMillis(1000)).atMost(LIMIT).until(() -> true);
		// A probe in 200 ms, not twenty
		assertThat(refused() - refusedBefore).isBetween(1L, 10L);
		assertThat(rows()).isEqualTo(20);
		this.api.setEnabled("marketing", true);
		awaitThat().until(() -> rows() == 0);
		assertThat(this.outbox.getStatistics().pausedAccounts()).isEmpty();
		assertThat(this.outbox.getDeadConversions().count()).isZero();
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
		this.outbox.start();
		register("id", Duration.ofSeconds(1));
		this.transaction.executeWithoutResult((status) -> confirm("id"));
		confirm("id");
		assertThat(this.api).within(LIMIT).hasAccepted("id").delivered();
		awaitThat().until(() -> rows() == 0);
		assertThat(this.api).hasReceived(1);
	}

	@Test
	void confirmationThatIsRolledBackShouldNotCount() {
		this.outbox.start();
		register("id", Duration.ofSeconds(1));
		this.transaction.executeWithoutResult((status) -> {
			confirm("id");
			status.setRollbackOnly();
		});
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
		this.api.setDelay(Duration.ofMillis(1000));
		this.outbox.start();
		register("id", Duration.ofMillis(1));
		assertThat(this.api).within(LIMIT).hasReceived(1);
		confirm("id");
		await().during(Duration.ofMillis(500)).atMost(LIMIT).until(() -> this.api.getReceived().size() == 1);
		awaitThat().until(() -> rows() == 0);
		assertThat(this.api.getReceived()).map(ReceivedConversion::delivered).containsExactly("false", "true");
	}

	@Test
	void expiryThatFailsWhileItIsConfirmedShouldNotBeTriedAgain() {
		this.api.setDelay(Duration.ofMillis(500));
		this.api.answerNext(MockAnswer.status(503));
		this.outbox.start();
		register("id", Duration.ofMillis(1));
		assertThat(this.api).within(LIMIT).hasReceived(1);
		confirm("id");
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
		this.api.setOutage(false);
		assertThat(this.api).within(LIMIT).hasAccepted("id").delivered();
		awaitThat().until(() -> rows() == 0);
		assertThat(this.api.getReceived()).filteredOn(ReceivedConversion::isAccepted).hasSize(1);
	}

	@Test
	void cancelledMessageShouldNotBeReported() {
		this.outbox.start();
		register("id", Duration.ofMinutes(1));
		this.outbox.getPendingConversions().cancel(ConversionChannel.SMS, "id");
		assertThat(pendingRows()).isZero();
		assertThat(this.api).hasReceivedNothing();
	}

	@Test
	void instancesInOtherZonesShouldMeanTheSameTimes() {
		TimeZone zone = TimeZone.getDefault();
		try {
			TimeZone.setDefault(TimeZone.getTimeZone("Asia/Tokyo"));
			register("pending", Duration.ofMinutes(10));
			enqueue("id");
			TimeZone.setDefault(TimeZone.getTimeZone("America/Los_Angeles"));
			this.outbox.start();
			assertThat(this.api).within(LIMIT).hasAccepted("id");
			awaitThat().until(() -> rows() == 1);
			assertThat(this.outbox.getStatistics().pending()).isOne();
			assertThat(this.api).hasReceived(1);
		}
		finally {
			TimeZone.setDefault(zone);
		}
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
		this.jdbc.execute("alter table nexmo_conversion_confirmed rename to elsewhere");
		this.transaction.executeWithoutResult((status) -> {
			confirm("id");
			this.jdbc.update("insert into login values ('after')");
		});
		assertThat(this.jdbc.queryForObject("select count(*) from login", Integer.class)).isOne();
		assertThat(this.api).within(LIMIT).hasAccepted("id").delivered();
	}

	@Test
	void connectionsThatDoNotCommitByThemselvesShouldLoseNothing() {
		HikariDataSource withoutAutoCommit = new HikariDataSource();
		withoutAutoCommit.setJdbcUrl(this.dataSource.getJdbcUrl());
		withoutAutoCommit.setAutoCommit(false);
		try (withoutAutoCommit) {
			this.api.answerNext(MockAnswer.status(420), MockAnswer.status(503));
			JdbcOutbox other = OutboxProcess.create(withoutAutoCommit, this.api.getBaseUrl(), 2,
					this.api.getAccounts());
			other.start();
			other.getOutbox().enqueue(conversion("dead"));
			awaitThat().until(() -> other.getDeadConversions().count() == 1);
			other.getOutbox().enqueue(conversion("id"));
			other.getPendingConversions().register("default", ConversionChannel.SMS, "pending", Duration.ofMillis(1));
			other.getPendingConversions().confirm(ConversionChannel.SMS, "confirmed");
			assertThat(this.api).within(LIMIT).hasAccepted("id");
			assertThat(this.api).within(LIMIT).hasAccepted("pending").notDelivered();
			assertThat(this.api).within(LIMIT).hasAccepted("confirmed").delivered();
			awaitThat().until(() -> rows() == 0);
			String dead = other.getDeadConversions().find(0, 1).get(0).id();
			assertThat(other.getDeadConversions().replay(dead)).isTrue();
			assertThat(this.api).within(LIMIT).hasAccepted("dead");
			other.stop();
		}
	}

	@Test
	void shouldTellItsState() {
		assertThat(this.outbox.getStatistics()).isEqualTo(new OutboxStatistics(0, Duration.ZERO, 0, 0, Set.of()));
		this.outbox.getOutbox().enqueue(conversion("old").at(Instant.now().minusSeconds(60)));
		enqueue("new");
		register("pending", Duration.ofMinutes(1));
		register("expired", Duration.ofMillis(1));
		awaitThat().untilAsserted(() -> assertThat(this.outbox.getStatistics()).returns(3L, OutboxStatistics::backlog)
			.returns(1L, OutboxStatistics::pending)
			.returns(0L, OutboxStatistics::dead));
		assertThat(this.outbox.getStatistics().oldest()).isBetween(Duration.ofSeconds(60), Duration.ofSeconds(90));
	}

	@Test
	void listenersShouldBeToldWhatHappensWhateverOneOfThemDoes() {
		this.api.answerNext(MockAnswer.status(503), MockAnswer.status(401), MockAnswer.status(200),
				MockAnswer.status(420));
		this.outbox.start();
		enqueue("id");
		awaitThat().until(() -> this.events.contains("DELIVERED default"));
		enqueue("wrong");
		awaitThat().until(() -> this.events.contains("DIED default"));
		this.jdbc.execute("drop table nexmo_conversion_outbox");
		enqueue("lost");
		assertThat(this.events).containsExactly("RETRIED default", "PAUSED default", "DELIVERED default",
				"DIED default", "NOT_STORED default");
	}

	@Test
	void twoInstancesShouldDeliverAllOnce() {
		JdbcOutbox other = outbox(POLICY, 4);
		for (int i = 0; i < 300; i++) {
			enqueue("id-" + i);
		}
		this.outbox.start();
		other.start();
		awaitThat().until(() -> rows() == 0);
		other.stop();
		assertThat(this.api.getReceived()).hasSize(300).map(ReceivedConversion::messageId).doesNotHaveDuplicates();
	}

	@Test
	void whenTablesAreMissingShouldNotStart() {
		this.jdbc.execute("drop table nexmo_conversion_dead");
		assertThatExceptionOfType(DataAccessException.class).isThrownBy(this.outbox::start)
			.withMessageContaining("nexmo_conversion_dead");
	}

	@Test
	void rowsShouldHoldNoCredentials() {
		this.outbox.stop();
		enqueue("00A0B0C0");
		String row = new String(
				this.jdbc.queryForObject("select task_data from nexmo_conversion_outbox", byte[].class));
		assertThat(row).contains("\"version\":1", "00A0B0C0").doesNotContain("key-of", "secret-of");
	}

	private JdbcOutbox outbox(DeliveryPolicy policy, int concurrency) {
		ReactiveConversionTemplateBuilder builder = new ReactiveConversionTemplateBuilder(WebClient.builder(),
				ConversionAccounts.of(this.api.getAccounts()));
		ConversionOperations operations = new ConversionTemplate(
				builder.baseUrl(this.api.getBaseUrl()).retryPolicy(RetryPolicy.withMaxRetries(0)).build(),
				new AsyncConversionSubmitter(100, List.of(), ObservationRegistry.NOOP));
		return new JdbcOutboxBuilder(this.dataSource, new JdbcTransactionManager(this.dataSource), operations)
			.deliveryPolicy(policy)
			.concurrency(concurrency)
			.pollInterval(Duration.ofMillis(100))
			.listeners(List.of((event, account) -> {
				throw new IllegalStateException("listener");
			}, (event, account) -> this.events.add(event + " " + account)))
			.build();
	}

	private static ConversionAccount account(String name) {
		return new ConversionAccount(name, new ApiSecret("key-of-" + name, "secret-of-" + name));
	}

	private void enqueue(String messageId) {
		this.outbox.getOutbox().enqueue(conversion(messageId));
	}

	private static Conversion conversion(String messageId) {
		return Conversion.delivered(ConversionChannel.SMS, messageId);
	}

	private void register(String messageId, Duration timeToLive) {
		this.outbox.getPendingConversions().register("default", ConversionChannel.SMS, messageId, timeToLive);
	}

	private void confirm(String messageId) {
		this.outbox.getPendingConversions().confirm(ConversionChannel.SMS, messageId);
	}

	private int rows() {
		return count("task_name <> 'cleanup'");
	}

	private int pendingRows() {
		return count("task_name = 'expiry'");
	}

	private int count(String condition) {
		return this.jdbc.queryForObject("select count(*) from nexmo_conversion_outbox where " + condition,
				Integer.class);
	}

	private long refused() {
		return this.api.getReceived().stream().filter((conversion) -> !conversion.isAccepted()).count();
	}

	private static ConditionFactory awaitThat() {
		return await().atMost(LIMIT);
	}

}
