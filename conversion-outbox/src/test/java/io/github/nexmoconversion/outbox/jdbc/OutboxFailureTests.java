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

import java.sql.SQLException;
import java.time.Duration;
import java.util.Date;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.github.nexmoconversion.ConversionChannel;
import io.github.nexmoconversion.account.ConversionAccounts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.ConnectionHolder;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.TransactionExecution;
import org.springframework.transaction.TransactionExecutionListener;
import org.springframework.transaction.TransactionSystemException;
import org.springframework.transaction.support.DefaultTransactionStatus;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * What becomes of calls, and of the transactions around them, when something fails.
 */
@ParameterizedClass
@EnumSource
class OutboxFailureTests extends AbstractOutboxTests {

	private final TestDatabase database;

	private final HookedDataSource hooked;

	private final TransactionTemplate hookedTransaction;

	private final OutboxEngine engine;

	OutboxFailureTests(TestDatabase database) {
		super(database);
		this.database = database;
		this.hooked = new HookedDataSource(this.dataSource);
		this.hookedTransaction = new TransactionTemplate(new JdbcTransactionManager(this.hooked));
		this.engine = engine(this.hookedTransaction);
		this.outbox.start();
	}

	private OutboxEngine engine(TransactionTemplate transaction) {
		return new OutboxEngineBuilder(this.hooked, transaction.getTransactionManager(),
				OutboxProcess.operations(this.api.getBaseUrl(), this.api.getAccounts()))
			.accounts(ConversionAccounts.of(this.api.getAccounts()))
			.listeners(List.of((event) -> this.events.add(event.type() + " " + event.account())))
			.build();
	}

	@Test
	void errorOfStatementShouldHarmNoTransactionOfACaller() {
		failFor((sql) -> sql.startsWith("insert into nexmo"), 1, () -> {
			throw new NoClassDefFoundError("a class of the driver");
		});
		this.hookedTransaction.executeWithoutResult((status) -> {
			login("before");
			this.engine.getOutbox().enqueue(conversion("id"));
		});
		assertThat(logins()).isOne();
		assertThat(this.api).within(LIMIT).hasAccepted("id");
		assertThat(this.events).doesNotContain("NOT_STORED default");
		shouldLeaveNoTransactionOpen();
	}

	@Test
	void errorOfStatementShouldLeaveNoTransactionOfTheOutboxOpen() {
		failFor((sql) -> sql.startsWith("insert into nexmo"), 100, () -> {
			throw new NoClassDefFoundError("a class of the driver");
		});
		this.engine.getOutbox().enqueue(conversion("id"));
		assertThat(this.api).within(LIMIT).hasAccepted("id");
		assertThat(this.events).contains("NOT_STORED default");
		shouldLeaveNoTransactionOpen();
	}

	@Test
	void transactionsOfTheOutboxShouldBeRepeatedAfterSerializationFailuresAndDeadlocks() {
		for (String state : new String[] { "40001", "40P01" }) {
			failFor((sql) -> sql.startsWith("insert into nexmo"), 4, () -> {
				throw new SQLException("conflict", state);
			});
			String id = "id-" + state;
			this.engine.getPendingConversions().confirm(ConversionChannel.SMS, id);
			assertThat(this.api).within(LIMIT).hasAccepted(id).delivered();
		}
		assertThat(this.events).doesNotContain("NOT_STORED default");
	}

	@Test
	void oneCommandThatCannotBeStoredShouldNotTakeTheOthersWithIt() {
		failFor((sql) -> sql.startsWith("insert into nexmo_conversion_mark"), 100, () -> {
			throw new SQLException("no such table", "42P01");
		});
		this.hookedTransaction.executeWithoutResult((status) -> {
			this.engine.getOutbox().enqueue(conversion("one"));
			this.engine.getPendingConversions().confirm(ConversionChannel.SMS, "other");
			this.engine.getPendingConversions().register(ConversionChannel.SMS, "third", Duration.ofMillis(1));
		});
		assertThat(this.api).within(LIMIT).hasAccepted("one");
		assertThat(this.api).within(LIMIT).hasAccepted("other").delivered();
		assertThat(this.api).within(LIMIT).hasAccepted("third").notDelivered();
		assertThat(this.events).filteredOn("NOT_STORED default"::equals).hasSize(1);
	}

	@Test
	void commitThatFailsShouldReportNothing() {
		assumeTrue(this.database == TestDatabase.POSTGRESQL, "needs constraints that are checked at the commit");
		this.jdbc.execute("create table code (login varchar(50) references login deferrable initially deferred)");
		assertThatExceptionOfType(RuntimeException.class)
			.isThrownBy(() -> this.transaction.executeWithoutResult((status) -> {
				enqueue("id");
				this.jdbc.update("insert into code values ('nobody')");
			}));
		shouldNotBeReported("id");
	}

	@Test
	void commandOfCommitWhoseEndIsUnknownShouldBeDroppedWithAnError() {
		TransactionTemplate unknown = new TransactionTemplate(new JdbcTransactionManager(this.hooked) {

			@Override
			protected void doCommit(DefaultTransactionStatus status) {
				throw new TransactionSystemException("connection lost");
			}

		});
		OutboxEngine engine = engine(this.hookedTransaction);
		failFor((sql) -> sql.startsWith("insert into nexmo"), 1, () -> {
			throw new SQLException("disk full");
		});
		assertThatExceptionOfType(TransactionSystemException.class).isThrownBy(() -> unknown
			.executeWithoutResult((status) -> engine.getOutbox().enqueue("marketing", conversion("id"))));
		assertThat(this.events).contains("NOT_STORED marketing");
		shouldNotBeReported("id");
	}

	// Which of the two loses is up to the database: on MariaDB, the one that did less
	@Test
	void deadlockShouldLeaveNoTransactionHalfCommitted() throws Exception {
		Future<?>[] users = deadlock(100, 0);
		int first = commits(users[0]);
		int second = commits(users[1]);
		assertThat(first + second).isPositive();
		assertThat(logins()).isEqualTo(1 + 100 * first + second);
		assertThat(this.database == TestDatabase.MARIADB && second == 1).isFalse();
		awaitThat().until(() -> pendingRows() == 1);
		shouldLeaveNoTransactionOpen();
	}

	@Test
	void deadlockThatTheOutboxWinsShouldStoreWhatItsCallerCommits() throws Exception {
		assumeTrue(this.database == TestDatabase.MARIADB, "needs a database that ends the smaller transaction");
		Future<?>[] users = deadlock(0, 100);
		assertThat(commits(users[0])).isZero();
		assertThat(commits(users[1])).isOne();
		assertThat(logins()).isEqualTo(102);
		awaitThat().until(() -> pendingRows() == 1);
		shouldLeaveNoTransactionOpen();
	}

	private static int commits(Future<?> user) throws Exception {
		try {
			user.get(1, TimeUnit.MINUTES);
			return 1;
		}
		catch (ExecutionException ex) {
			assertThat(ex).hasCauseInstanceOf(ConcurrencyFailureException.class);
			return 0;
		}
	}

	// One user holds the expiry of a message and waits for a login, the other the reverse
	private Future<?>[] deadlock(int loginsOfFirst, int loginsOfSecond) {
		this.jdbc.update("insert into login values ('contended')");
		CountDownLatch expiryHeld = new CountDownLatch(1);
		CountDownLatch loginHeld = new CountDownLatch(1);
		ExecutorService executor = Executors.newFixedThreadPool(2);
		Future<?> first = executor.submit(() -> this.transaction.executeWithoutResult((status) -> {
			logins("first-", loginsOfFirst);
			register("id", Duration.ofHours(1));
			// After that of the outbox
			TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {

				@Override
				public void beforeCommit(boolean readOnly) {
					expiryHeld.countDown();
					await(loginHeld);
					OutboxFailureTests.this.jdbc.update("update login set id = 'contended' where id = 'contended'");
				}

			});
		}));
		Future<?> second = executor.submit(() -> {
			await(expiryHeld);
			this.transaction.executeWithoutResult((status) -> {
				logins("second-", loginsOfSecond);
				login("second");
				this.jdbc.update("update login set id = 'contended' where id = 'contended'");
				register("id", Duration.ofHours(1));
				TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {

					@Override
					public int getOrder() {
						return HIGHEST_PRECEDENCE + 1;
					}

					@Override
					public void beforeCommit(boolean readOnly) {
						loginHeld.countDown();
					}

				});
			});
		});
		executor.shutdown();
		return new Future<?>[] { first, second };
	}

	@Test
	void thousandCallsInOneTransactionShouldTakeOneSavepoint() {
		this.hooked.savepoints.set(0);
		this.hookedTransaction.executeWithoutResult((status) -> IntStream.range(0, 1_000).forEach((i) -> {
			login("login-" + i);
			this.engine.getOutbox().enqueue(conversion("id-" + i));
		}));
		assertThat(this.hooked.savepoints).hasValue(1);
		awaitThat().until(() -> rows() == 0);
		assertThat(this.api).hasReceived(1_000);
	}

	@Test
	void outboxShouldAddNoSerializationFailureToItsCallers() throws Exception {
		assumeTrue(this.database == TestDatabase.POSTGRESQL, "needs serializable snapshots");
		for (int isolation : new int[] { TransactionDefinition.ISOLATION_SERIALIZABLE,
				TransactionDefinition.ISOLATION_REPEATABLE_READ }) {
			TransactionTemplate isolated = new TransactionTemplate(this.transaction.getTransactionManager());
			isolated.setIsolationLevel(isolation);
			ConcurrentLinkedQueue<Exception> failures = new ConcurrentLinkedQueue<>();
			ExecutorService users = Executors.newFixedThreadPool(8);
			IntStream.range(0, 2_000).forEach((i) -> users.submit(() -> {
				try {
					isolated.executeWithoutResult((status) -> callAny(i, isolation + "-" + i));
				}
				catch (RuntimeException ex) {
					failures.add(ex);
				}
			}));
			users.shutdown();
			assertThat(users.awaitTermination(LIMIT.toSeconds() * 5, TimeUnit.SECONDS)).isTrue();
			assertThat(failures).isEmpty();
		}
		assertThat(this.events).doesNotContain("NOT_STORED default");
	}

	@Test
	void callersThatHoldAllConnectionsShouldLoseNothing() throws Exception {
		ExecutorService users = Executors.newFixedThreadPool(64);
		int messages = 400;
		IntStream.range(0, messages)
			.forEach((i) -> users.submit(() -> this.transaction.executeWithoutResult((status) -> {
				this.jdbc.queryForObject("select count(*) from login", Long.class);
				confirm("confirmed-" + i);
				TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {

					@Override
					public void afterCompletion(int completion) {
						register("registered-" + i, Duration.ofHours(1));
					}

				});
			})));
		users.shutdown();
		assertThat(users.awaitTermination(LIMIT.toSeconds() * 5, TimeUnit.SECONDS)).isTrue();
		awaitThat().until(() -> pendingRows() == messages);
		assertThat(this.events).doesNotContain("NOT_STORED default");
	}

	@Test
	void secondAttemptShouldHappenHoweverOtherSynchronizationsEnd() {
		failFor((sql) -> sql.startsWith("insert into nexmo"), 1, () -> {
			throw new SQLException("disk full");
		});
		assertThatIllegalStateException().isThrownBy(() -> this.hookedTransaction.executeWithoutResult((status) -> {
			TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {

				@Override
				public void afterCommit() {
					throw new IllegalStateException("after commit");
				}

			});
			login("id");
			this.engine.getOutbox().enqueue(conversion("id"));
		})).withMessage("after commit");
		assertThat(logins()).isOne();
		assertThat(this.api).within(LIMIT).hasAccepted("id");
		assertThat(this.events).doesNotContain("NOT_STORED default");
	}

	@Test
	void moreCommandsThanCanWaitShouldBeStored() {
		TransactionTemplate readOnly = new TransactionTemplate(this.transaction.getTransactionManager());
		readOnly.setReadOnly(true);
		int messages = 12_000;
		readOnly.executeWithoutResult(
				(status) -> IntStream.range(0, messages).forEach((i) -> register("id-" + i, Duration.ofHours(1))));
		awaitThat().until(() -> pendingRows() == messages);
		assertThat(this.events).doesNotContain("NOT_STORED default");
	}

	@Test
	void transactionAfterItsTimeoutShouldBeCommittedWithItsConversion() {
		TransactionTemplate limited = new TransactionTemplate(this.hookedTransaction.getTransactionManager());
		limited.setTimeout(1);
		limited.executeWithoutResult((status) -> {
			login("id");
			this.engine.getOutbox().enqueue(conversion("id"));
			ConnectionHolder holder = (ConnectionHolder) TransactionSynchronizationManager.getResource(this.hooked);
			awaitThat().until(() -> holder.getDeadline().before(new Date()));
		});
		assertThat(logins()).isOne();
		assertThat(this.api).within(LIMIT).hasAccepted("id");
	}

	@Test
	void commitWhoseAnswerIsLostShouldBeReportedOnce() {
		AtomicInteger left = new AtomicInteger(1);
		this.outbox.stop();
		this.hooked.afterCommit = () -> {
			if (left.getAndDecrement() > 0) {
				throw new SQLException("connection lost", "08006");
			}
		};
		this.engine.getOutbox().enqueue(conversion("id"));
		awaitThat().until(() -> left.get() < 1);
		this.outbox.start();
		assertThat(this.api).within(LIMIT).hasAccepted("id");
		awaitThat().until(() -> rows() == 0);
		assertThat(this.api).hasReceived(1);
		assertThat(this.events).doesNotContain("NOT_STORED default");
	}

	@Test
	void commandsOfOneTransactionShouldNotWaitForTheDatabaseOneByOne() {
		AtomicInteger attempts = new AtomicInteger();
		this.hooked.beforeConnection = () -> {
			if (Thread.currentThread().getName().startsWith("conversion-writer")) {
				attempts.incrementAndGet();
				throw new SQLException("no connection within 30 s", "08001");
			}
		};
		TransactionTemplate readOnly = new TransactionTemplate(this.hookedTransaction.getTransactionManager());
		readOnly.setReadOnly(true);
		readOnly.executeWithoutResult((status) -> IntStream.range(0, 100)
			.forEach((i) -> this.engine.getOutbox().enqueue(conversion("id-" + i))));
		awaitThat().until(() -> this.api.getReceived().size() == 100);
		assertThat(attempts).hasValueLessThan(100);
		assertThat(this.events).filteredOn("NOT_STORED default"::equals).hasSize(100);
	}

	@Test
	void stopWhileTheDatabaseHangsShouldSubmitWhatIsNotStored() throws Exception {
		CountDownLatch back = new CountDownLatch(1);
		this.hooked.beforeConnection = () -> await(back);
		ExecutorService users = Executors.newFixedThreadPool(20);
		// In a transaction of something else, whose callers wait for a short time only
		IntStream.range(0, 20)
			.forEach((i) -> users.submit(() -> this.transaction
				.executeWithoutResult((status) -> this.engine.getOutbox().enqueue(conversion("id-" + i)))));
		users.shutdown();
		assertThat(users.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
		this.engine.stop();
		assertThat(this.events).filteredOn("NOT_STORED default"::equals).hasSize(20);
		awaitThat().until(() -> this.api.getReceived().size() == 20);
		back.countDown();
	}

	@Test
	void keysInOppositeOrderShouldEndNoTransaction() throws Exception {
		ExecutorService users = Executors.newFixedThreadPool(2);
		for (int round = 0; round < 20; round++) {
			String prefix = "id-" + round + "-";
			CyclicBarrier bothCalled = new CyclicBarrier(2);
			List<Future<?>> both = Stream.of(IntStream.range(0, 20), IntStream.iterate(19, (i) -> i >= 0, (i) -> i - 1))
				.<Future<?>>map((order) -> users.submit(() -> {
					this.transaction.executeWithoutResult((status) -> {
						order.forEach((i) -> confirm(prefix + i));
						await(bothCalled);
					});
					return null;
				}))
				.toList();
			for (Future<?> one : both) {
				one.get(1, TimeUnit.MINUTES);
			}
		}
		users.shutdown();
	}

	@Test
	void transactionThatOutlivesTheOutboxShouldBeJoined() {
		this.hookedTransaction.executeWithoutResult((status) -> {
			this.engine.getOutbox().enqueue(conversion("id"));
			this.engine.close();
			this.hooked.beforeConnection = () -> {
				throw new SQLException("the pool is closed", "08001");
			};
		});
		this.hooked.beforeConnection = () -> {
		};
		assertThat(TransactionSynchronizationManager.getResourceMap()).isEmpty();
		assertThat(this.api).within(LIMIT).hasAccepted("id");
		assertThat(this.events).doesNotContain("NOT_STORED default");
	}

	@Test
	void outageInTheMiddleOfABatchShouldNotBeAwaitedByEachCommand() {
		AtomicBoolean down = new AtomicBoolean();
		AtomicInteger attempts = new AtomicInteger();
		failFor((sql) -> sql.startsWith("insert into nexmo"), 1, () -> {
			down.set(true);
			throw new SQLException("disk full");
		});
		this.hooked.beforeConnection = () -> {
			if (down.get() && Thread.currentThread().getName().startsWith("conversion-writer")) {
				attempts.incrementAndGet();
				throw new SQLException("no connection within 30 s", "08001");
			}
		};
		TransactionTemplate readOnly = new TransactionTemplate(this.hookedTransaction.getTransactionManager());
		readOnly.setReadOnly(true);
		readOnly.executeWithoutResult((status) -> IntStream.range(0, 100)
			.forEach((i) -> this.engine.getOutbox().enqueue(conversion("id-" + i))));
		awaitThat().until(() -> this.api.getReceived().size() == 100);
		assertThat(attempts).hasValueLessThan(10);
	}

	@Test
	void stopOfAnInterruptedThreadShouldAwaitWhatIsBeingWritten() throws Exception {
		CountDownLatch writing = new CountDownLatch(1);
		CountDownLatch stopping = new CountDownLatch(1);
		this.hooked.beforeStatement = (sql) -> {
			if (sql.startsWith("insert into nexmo")) {
				writing.countDown();
				await(stopping);
			}
		};
		Thread caller = new Thread(() -> this.engine.getOutbox().enqueue(conversion("id")));
		Thread stop = new Thread(() -> {
			Thread.currentThread().interrupt();
			this.engine.stop();
		});
		caller.start();
		assertThat(writing.await(1, TimeUnit.MINUTES)).isTrue();
		stop.start();
		awaitThat().until(() -> stop.getState() == Thread.State.TIMED_WAITING);
		stopping.countDown();
		caller.join();
		stop.join();
		assertThat(this.events).doesNotContain("NOT_STORED default");
		assertThat(this.api).within(LIMIT).hasAccepted("id");
	}

	@Test
	void registrationAndConfirmationInAnyOrderShouldEndNoTransaction() throws Exception {
		ExecutorService users = Executors.newFixedThreadPool(2);
		for (int round = 0; round < 20; round++) {
			String messageId = "id-" + round;
			CyclicBarrier bothCalled = new CyclicBarrier(2);
			List<Runnable> calls = List.of(() -> register(messageId, Duration.ofHours(1)), () -> confirm(messageId));
			List<Future<?>> both = Stream.of(calls, List.of(calls.get(1), calls.get(0)))
				.<Future<?>>map((order) -> users.submit(() -> {
					this.transaction.executeWithoutResult((status) -> {
						order.forEach(Runnable::run);
						await(bothCalled);
					});
					return null;
				}))
				.toList();
			for (Future<?> one : both) {
				one.get(1, TimeUnit.MINUTES);
			}
		}
		users.shutdown();
	}

	@Test
	void listenersOfTransactionManagerThatCannotBeChangedShouldBeKept() {
		JdbcTransactionManager manager = new JdbcTransactionManager(this.hooked);
		AtomicInteger begun = new AtomicInteger();
		manager.setTransactionExecutionListeners(List.of(new TransactionExecutionListener() {

			@Override
			public void beforeBegin(TransactionExecution execution) {
				begun.incrementAndGet();
			}

		}));
		TransactionTemplate template = new TransactionTemplate(manager);
		OutboxEngine other = engine(template);
		begun.set(0);
		template.executeWithoutResult((status) -> other.getOutbox().enqueue(conversion("id")));
		assertThat(begun).hasValue(1);
		assertThat(this.api).within(LIMIT).hasAccepted("id");
	}

	private void callAny(int number, String messageId) {
		switch (number % 4) {
			case 0 -> enqueue(messageId);
			case 1 -> register(messageId, Duration.ofHours(1));
			case 2 -> confirm(messageId);
			default -> this.outbox.getPendingConversions().cancel(ConversionChannel.SMS, messageId);
		}
	}

	private void failFor(Predicate<String> statement, int times, Failure failure) {
		AtomicInteger left = new AtomicInteger(times);
		this.hooked.beforeStatement = (prepared) -> {
			if (statement.test(prepared) && left.getAndDecrement() > 0) {
				failure.fail();
			}
		};
	}

	private void shouldNotBeReported(String messageId) {
		enqueue("later");
		assertThat(this.api).within(LIMIT).hasAccepted("later");
		awaitThat().until(() -> rows() == 0);
		assertThat(this.api.getReceived()).noneMatch((received) -> received.messageId().equals(messageId));
	}

	private void shouldLeaveNoTransactionOpen() {
		awaitThat().until(() -> this.dataSource.getHikariPoolMXBean().getActiveConnections() == 0);
	}

	private void login(String id) {
		JdbcTemplate template = new JdbcTemplate(
				TransactionSynchronizationManager.hasResource(this.hooked) ? this.hooked : this.dataSource);
		template.update("insert into login values (?)", id);
	}

	private void logins(String prefix, int count) {
		IntStream.range(0, count).forEach((i) -> login(prefix + i));
	}

	private long logins() {
		return this.jdbc.queryForObject("select count(*) from login", Long.class);
	}

	private static void await(CyclicBarrier barrier) {
		try {
			barrier.await(1, TimeUnit.MINUTES);
		}
		catch (Exception ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static void await(CountDownLatch latch) {
		try {
			assertThat(latch.await(1, TimeUnit.MINUTES)).isTrue();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	@FunctionalInterface
	private interface Failure {

		void fail() throws SQLException;

	}

}
