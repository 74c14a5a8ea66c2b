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

import javax.sql.DataSource;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerBuilder;
import com.github.kagkarlsson.scheduler.logging.LogLevel;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import io.github.nexmoconversion.ConversionOperations;
import io.github.nexmoconversion.outbox.ConversionOutbox;
import io.github.nexmoconversion.outbox.DeadConversions;
import io.github.nexmoconversion.outbox.PendingConversions;
import org.jspecify.annotations.Nullable;

import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * An outbox in a database, and what delivers it. Between {@link #start()} and
 * {@link #stop()} this instance delivers; it takes conversions at any time. Several
 * instances can share the tables.
 * <p>
 * Thread-safe, but for starting and stopping.
 *
 * @since 0.1.0
 */
public final class JdbcOutbox {

	private final DataSource dataSource;

	private final OutboxDialect dialect;

	private final OutboxTable table;

	private final ConversionDelivery delivery;

	private final PausedAccounts paused;

	private final ConversionOutbox outbox;

	private final PendingConversions pendingConversions;

	private final DeadConversions deadConversions;

	private final Confirmations confirmations;

	private final OutboxTransactions transactions;

	private final Duration timeToRemember;

	private final int concurrency;

	private final Duration pollInterval;

	private volatile @Nullable Scheduler scheduler;

	/**
	 * Create a new {@link JdbcOutbox} over the tables {@code nexmo_conversion_outbox},
	 * {@code nexmo_conversion_dead} and {@code nexmo_conversion_confirmed}.
	 * @param dataSource the database
	 * @param transactionManager the transactions of the application
	 * @param operations deliver conversions, without retries of their own, and submit
	 * those that cannot be stored
	 * @param policy when and how long to try
	 * @param timeToLive how long pending messages wait for their users unless said
	 * otherwise
	 * @param concurrency how many deliveries may be under way at once
	 * @param pollInterval time between looks at the table for what was not announced,
	 * such as what other instances enqueue
	 */
	public JdbcOutbox(DataSource dataSource, PlatformTransactionManager transactionManager,
			ConversionOperations operations, DeliveryPolicy policy, Duration timeToLive, int concurrency,
			Duration pollInterval) {
		Clock clock = Clock.systemUTC();
		OutboxEntryMapper mapper = new OutboxEntryMapper();
		DeadConversionRepository dead = new DeadConversionRepository(dataSource, mapper);
		TransactionTemplate template = new TransactionTemplate(transactionManager);
		this.transactions = new OutboxTransactions(dataSource, template);
		this.dataSource = dataSource;
		this.confirmations = new Confirmations(dataSource);
		this.dialect = OutboxDialect.of(dataSource);
		this.table = new OutboxTable(dataSource, mapper, this.dialect);
		this.paused = new PausedAccounts(policy.probeInterval(), clock);
		this.delivery = new ConversionDelivery(operations, mapper, dead, this.table, this.confirmations,
				this.transactions, this.paused, policy, clock);
		this.outbox = new JdbcConversionOutbox(operations, this.table, this.transactions, clock, this::deliverNow);
		this.pendingConversions = new JdbcPendingConversions(operations, this.table, this.confirmations,
				this.transactions, timeToLive, clock, this::deliverNow);
		this.deadConversions = new JdbcDeadConversions(dead, this.table, mapper, template, clock, this::deliverNow);
		this.timeToRemember = policy.maxAge().plus(timeToLive).multipliedBy(2);
		this.concurrency = concurrency;
		this.pollInterval = pollInterval;
	}

	/**
	 * Return what conversions are enqueued with.
	 * @return the outbox
	 */
	public ConversionOutbox getOutbox() {
		return this.outbox;
	}

	/**
	 * Return the messages that wait for their users.
	 * @return the pending conversions
	 */
	public PendingConversions getPendingConversions() {
		return this.pendingConversions;
	}

	/**
	 * Return the conversions that could not be delivered.
	 * @return the dead conversions
	 */
	public DeadConversions getDeadConversions() {
		return this.deadConversions;
	}

	/**
	 * Look at the state of the outbox, which asks the database.
	 * @return the state
	 */
	public OutboxStatistics getStatistics() {
		return new OutboxStatistics(this.table.countDue(), this.table.getAgeOfOldest(), this.table.countPending(),
				this.deadConversions.count(), this.paused.getNames());
	}

	/**
	 * Begin to deliver.
	 * @throws org.springframework.dao.DataAccessException if the tables are not there
	 */
	public void start() {
		this.table.check();
		SchedulerBuilder builder = Scheduler
			.create(this.dataSource, Tasks.custom(OutboxTable.DELIVERY, byte[].class).execute(this.delivery),
					Tasks.custom(OutboxTable.EXPIRY, byte[].class).execute(this.delivery))
			.startTasks(Tasks.recurring("cleanup", FixedDelay.ofHours(1)).execute((task, context) -> cleanUp()))
			.tableName(OutboxTable.NAME)
			.serializer(RowSerializer.INSTANCE)
			.enablePriority()
			.threads(this.concurrency)
			.pollingInterval(this.pollInterval)
			.heartbeatInterval(Duration.ofSeconds(5))
			.missedHeartbeatsLimit(4)
			.shutdownMaxWait(Duration.ofSeconds(20))
			.commitWhenAutocommitDisabled(true)
			.failureLogging(LogLevel.WARN, true);
		Scheduler scheduler = this.dialect.applyTo(builder).build();
		scheduler.start();
		this.scheduler = scheduler;
	}

	/**
	 * Take up no more deliveries, and wait for those under way. The others stay in the
	 * table.
	 */
	public void stop() {
		Scheduler scheduler = this.scheduler;
		if (scheduler != null) {
			this.scheduler = null;
			scheduler.stop();
		}
	}

	private void cleanUp() {
		Instant time = Instant.now().minus(this.timeToRemember);
		this.transactions.run(() -> this.confirmations.removeOlderThan(time));
	}

	private void deliverNow() {
		Scheduler scheduler = this.scheduler;
		if (scheduler != null) {
			scheduler.triggerCheckForDueExecutions();
		}
	}

}
