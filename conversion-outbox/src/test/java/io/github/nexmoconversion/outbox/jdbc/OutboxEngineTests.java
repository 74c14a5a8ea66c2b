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

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TimeZone;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import com.zaxxer.hikari.HikariDataSource;
import io.github.nexmoconversion.ConversionChannel;
import io.github.nexmoconversion.account.NoSuchConversionAccountException;
import io.github.nexmoconversion.client.ReactiveConversionOperations;
import io.github.nexmoconversion.outbox.OutboxStatistics;
import io.github.nexmoconversion.test.MockAnswer;
import io.github.nexmoconversion.test.ReceivedConversion;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link OutboxEngine} on real databases, over real HTTP.
 */
@ParameterizedClass
@EnumSource
class OutboxEngineTests extends AbstractOutboxTests {

	OutboxEngineTests(TestDatabase database) {
		super(database);
	}

	@Test
	void shouldDeliverRightAfterTheCommit() {
		this.outbox.start();
		this.transaction.executeWithoutResult((status) -> {
			enqueue("id");
			TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {

				@Override
				public void beforeCompletion() {
					assertThat(rows()).isOne();
				}

				@Override
				public void afterCommit() {
					assertThat(OutboxEngineTests.this.api).hasReceivedNothing();
				}

			});
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
	void transactionManagerOfAnotherDataSourceShouldBeRefused() {
		try (HikariDataSource other = TestDatabase.H2.create()) {
			OutboxEngineBuilder builder = new OutboxEngineBuilder(this.dataSource, new JdbcTransactionManager(other),
					OutboxProcess.operations(this.api.getBaseUrl(), this.api.getAccounts()));
			assertThatExceptionOfType(UnsuitableTransactionManagerException.class).isThrownBy(builder::build)
				.withMessage("The JdbcTransactionManager does not manage transactions of this DataSource, so the outbox"
						+ " cannot join them. It must have been created with this DataSource.");
		}
	}

	@Test
	void unknownAccountShouldBeRefusedAtOnce() {
		assertThatExceptionOfType(NoSuchConversionAccountException.class)
			.isThrownBy(() -> this.outbox.getOutbox().enqueue("unknown", conversion("id")));
		assertThat(rows()).isZero();
	}

	@Test
	void accountThatCannotBeLookedUpShouldNotFailTheTransaction() {
		ReactiveConversionOperations operations = OutboxProcess.reactiveOperations(this.api.getBaseUrl(),
				this.api.getAccounts());
		ReactiveConversionOperations withoutLookUp = (ReactiveConversionOperations) Proxy.newProxyInstance(
				getClass().getClassLoader(), new Class<?>[] { ReactiveConversionOperations.class },
				(proxy, method, arguments) -> {
					if (method.getName().equals("forAccount")) {
						throw new IllegalStateException("The vault is sealed");
					}
					return method.invoke(operations, arguments);
				});
		OutboxEngine engine = new OutboxEngineBuilder(this.dataSource, new JdbcTransactionManager(this.dataSource),
				OutboxProcess.operations(withoutLookUp).withoutRetries())
			.build();
		this.transaction.executeWithoutResult((status) -> engine.getOutbox().enqueue(conversion("id")));
		engine.start();
		assertThat(this.api).within(LIMIT).hasAccepted("id");
		engine.stop();
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
		this.api.answerNext(MockAnswer.status(429).retryAfter(Duration.ofSeconds(1)));
		this.outbox.start();
		Instant enqueued = Instant.now();
		enqueue("id");
		assertThat(this.api).within(LIMIT).hasRefused("id").withStatus(429);
		assertThat(this.api).within(LIMIT).hasAccepted("id");
		assertThat(Duration.between(enqueued, Instant.now())).isGreaterThanOrEqualTo(Duration.ofSeconds(1));
	}

	@Test
	void refusedAccountShouldPauseAloneUntilItHeals() {
		this.api.setEnabled("marketing", false);
		this.outbox.start();
		for (int i = 0; i < 20; i++) {
			this.outbox.getOutbox().enqueue("marketing", conversion("marketing-" + i));
		}
		awaitThat().until(() -> this.outbox.getMonitor().getStatistics().isPaused("marketing"));
		enqueue("default");
		assertThat(this.api).within(LIMIT).hasAccepted("default");
		long start = System.nanoTime();
		long refusedBefore = refused();
		awaitThat().until(() -> refused() - refusedBefore >= 2);
		// A probe in 200 ms, not twenty; and those that were in flight at the start
		long probes = (System.nanoTime() - start) / Duration.ofMillis(200).toNanos();
		assertThat(refused() - refusedBefore).isLessThanOrEqualTo(probes + 4);
		assertThat(rows()).isEqualTo(20);
		this.api.setEnabled("marketing", true);
		awaitThat().until(() -> rows() == 0);
		assertThat(this.outbox.getMonitor().getStatistics().pausedAccounts()).isEmpty();
		assertThat(this.outbox.getDeadConversions().count()).isZero();
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
			assertThat(this.outbox.getMonitor().getStatistics().pending()).isOne();
			assertThat(this.api).hasReceived(1);
		}
		finally {
			TimeZone.setDefault(zone);
		}
	}

	@Test
	void connectionsThatDoNotCommitByThemselvesShouldLoseNothing() {
		HikariDataSource withoutAutoCommit = new HikariDataSource();
		withoutAutoCommit.setJdbcUrl(this.dataSource.getJdbcUrl());
		withoutAutoCommit.setAutoCommit(false);
		try (withoutAutoCommit) {
			this.api.answerNext(MockAnswer.status(420), MockAnswer.status(503));
			OutboxEngine other = OutboxProcess.create(withoutAutoCommit, this.api.getBaseUrl(), 2,
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
		assertThat(this.outbox.getMonitor().getStatistics())
			.isEqualTo(new OutboxStatistics(0, Duration.ZERO, 0, 0, List.of(), List.of()));
		this.outbox.getOutbox().enqueue(conversion("old").at(Instant.now().minus(Duration.ofHours(1))));
		enqueue("new");
		register("pending", Duration.ofHours(1));
		register("expired", Duration.ofMillis(1));
		awaitThat().untilAsserted(
				() -> assertThat(this.outbox.getMonitor().getStatistics()).returns(3L, OutboxStatistics::backlog)
					.returns(1L, OutboxStatistics::pending)
					.returns(0L, OutboxStatistics::dead));
		assertThat(this.outbox.getMonitor().getStatistics().oldest()).isBetween(Duration.ofHours(1),
				Duration.ofHours(2));
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
		awaitThat().until(() -> this.events.size() == 5);
		assertThat(this.events).containsExactly("RETRIED default", "PAUSED default", "DELIVERED default",
				"DIED default", "NOT_STORED default");
	}

	@Test
	void twoInstancesShouldDeliverAllOnce() {
		OutboxEngine other = outbox(POLICY, 4);
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

	@Test
	void transactionThatTheDatabaseEndsShouldNotBeCommittedInPart() throws Exception {
		// Each of two transactions waits for what the other has confirmed
		CyclicBarrier barrier = new CyclicBarrier(2);
		ExecutorService users = Executors.newFixedThreadPool(2);
		Future<?> one = users.submit(() -> confirmBoth("a", "b", barrier));
		Future<?> other = users.submit(() -> confirmBoth("b", "a", barrier));
		int failed = failures(one) + failures(other);
		users.shutdown();
		// Where a deadlock ends the whole transaction, its caller is told
		assertThat(this.jdbc.queryForObject("select count(*) from login", Integer.class)).isEqualTo(4 - 2 * failed);
	}

	private void confirmBoth(String first, String second, CyclicBarrier barrier) {
		this.transaction.executeWithoutResult((status) -> {
			this.jdbc.update("insert into login values (?)", "before-" + first);
			confirm(first);
			try {
				barrier.await(1, TimeUnit.MINUTES);
			}
			catch (Exception ex) {
				throw new IllegalStateException(ex);
			}
			confirm(second);
			this.jdbc.update("insert into login values (?)", "after-" + first);
		});
	}

	private static int failures(Future<?> future) throws Exception {
		try {
			future.get(2, TimeUnit.MINUTES);
			return 0;
		}
		catch (ExecutionException ex) {
			assertThat(ex).hasCauseInstanceOf(ConcurrencyFailureException.class);
			return 1;
		}
	}

	@Test
	void transactionOfSomethingElseShouldNotBeJoined() {
		try (HikariDataSource other = TestDatabase.H2.create()) {
			this.outbox.start();
			TransactionTemplate foreign = new TransactionTemplate(new JdbcTransactionManager(other));
			foreign.executeWithoutResult((status) -> {
				enqueue("id");
				status.setRollbackOnly();
			});
			assertThat(this.api).within(LIMIT).hasAccepted("id");
		}
	}

	@Test
	void failureOfTheDatabaseShouldBeTriedAgainSoon() {
		this.outbox.start();
		register("id", Duration.ofHours(1));
		this.jdbc.execute("alter table nexmo_conversion_mark rename to elsewhere");
		expireNow();
		try {
			awaitThat().until(() -> this.events.contains("RETRIED null"));
		}
		finally {
			this.jdbc.execute("alter table elsewhere rename to nexmo_conversion_mark");
		}
		assertThat(this.api).within(LIMIT).hasAccepted("id").notDelivered();
	}

	@Test
	void outboxThatStopsShouldFirstDeliverWhatWasNeverTried() throws Exception {
		Thread stop = stopWhileTheFirstOfSixIsDelivered();
		this.held.countDown();
		stop.join();
		assertThat(this.api).hasReceived(6);
		assertThat(rows()).isZero();
	}

	@Test
	void stoppedOutboxShouldLeaveTheRestInTheTable() throws Exception {
		OutboxThreads threads = new OutboxThreads();
		Thread stop = stopWhileTheFirstOfSixIsDelivered();
		// After the time for final deliveries
		awaitThat().until(() -> !threads.isPolling());
		this.held.countDown();
		stop.join();
		assertThat(this.api).hasReceived(1);
		assertThat(rows()).isEqualTo(5);
		this.outbox.start();
		awaitThat().until(() -> rows() == 0);
		assertThat(this.api).hasReceived(6);
	}

	private Thread stopWhileTheFirstOfSixIsDelivered() {
		this.held = new CountDownLatch(1);
		this.outbox = outbox(POLICY, 1);
		IntStream.range(0, 6).forEach((i) -> enqueue("id-" + i));
		this.outbox.start();
		assertThat(this.api).within(LIMIT).hasReceived(1);
		Thread stop = new Thread(this.outbox::stop);
		stop.start();
		awaitThat().until(() -> stop.getState() == Thread.State.TIMED_WAITING);
		return stop;
	}

}
