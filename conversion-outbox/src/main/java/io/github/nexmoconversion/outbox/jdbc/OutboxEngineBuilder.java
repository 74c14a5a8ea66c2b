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
import java.util.List;
import java.util.concurrent.ThreadFactory;

import javax.sql.DataSource;

import io.github.nexmoconversion.ConversionOperations;
import io.github.nexmoconversion.account.ConversionAccounts;
import io.github.nexmoconversion.outbox.OutboxListener;
import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Builds an {@link OutboxEngine} over the tables {@code nexmo_conversion_outbox},
 * {@code nexmo_conversion_dead} and {@code nexmo_conversion_mark}. The auto-configuration
 * does so with the properties of the application. Not thread-safe.
 *
 * @since 0.1.0
 */
public final class OutboxEngineBuilder {

	private final DataSource dataSource;

	private final PlatformTransactionManager transactionManager;

	private final ConversionOperations operations;

	private DeliveryPolicy deliveryPolicy = new DeliveryPolicy(Duration.ofSeconds(1), 2, Duration.ofMinutes(5),
			Duration.ofDays(1), Duration.ofMinutes(1));

	private Duration timeToLive = Duration.ofMinutes(5);

	private int concurrency = 16;

	private Duration pollInterval = Duration.ofSeconds(1);

	private ThreadFactory threadFactory = daemonThreads();

	private List<OutboxListener> listeners = List.of();

	private boolean dryRun;

	private Clock clock = Clock.systemUTC();

	private @Nullable ConversionAccounts accounts;

	/**
	 * Create a new {@link OutboxEngineBuilder}.
	 * @param dataSource the database
	 * @param transactionManager the transactions of the application
	 * @param operations the operations that deliver conversions, without retries of their
	 * own, and that submit those that cannot be stored. They must not call the outbox:
	 * what they should have delivered becomes a dead conversion then. Their
	 * {@link ConversionOperations#forAccount(String) forAccount} is called to check that
	 * an account exists
	 */
	public OutboxEngineBuilder(DataSource dataSource, PlatformTransactionManager transactionManager,
			ConversionOperations operations) {
		this.dataSource = managed(dataSource);
		this.transactionManager = transactionManager;
		this.operations = operations;
	}

	// Transactions have connections of what is behind this proxy
	private static DataSource managed(DataSource dataSource) {
		DataSource target = (dataSource instanceof TransactionAwareDataSourceProxy proxy) ? proxy.getTargetDataSource()
				: null;
		return (target != null) ? target : dataSource;
	}

	/**
	 * Set the backoff, the maximum age and the probe interval of deliveries.
	 * @param deliveryPolicy the policy. By default, the backoff grows from a second to
	 * five minutes, the maximum age is a day, and an account is probed each minute
	 * @return this builder
	 */
	public OutboxEngineBuilder deliveryPolicy(DeliveryPolicy deliveryPolicy) {
		this.deliveryPolicy = deliveryPolicy;
		return this;
	}

	/**
	 * Set the default time to live of pending conversions.
	 * @param timeToLive the time to live, five minutes if not set
	 * @return this builder
	 */
	public OutboxEngineBuilder timeToLive(Duration timeToLive) {
		this.timeToLive = timeToLive;
		return this;
	}

	/**
	 * Set the maximum number of deliveries in flight.
	 * @param concurrency the maximum number, 16 if not set
	 * @return this builder
	 */
	public OutboxEngineBuilder concurrency(int concurrency) {
		this.concurrency = concurrency;
		return this;
	}

	/**
	 * Set the poll interval for conversions that other instances enqueued or left behind.
	 * @param pollInterval the interval, a second if not set
	 * @return this builder
	 */
	public OutboxEngineBuilder pollInterval(Duration pollInterval) {
		this.pollInterval = pollInterval;
		return this;
	}

	/**
	 * Set the factory of the threads that deliver.
	 * @param threadFactory the factory, of daemon platform threads if not set. Other
	 * threads than daemons keep the JVM alive until the engine is stopped
	 * @return this builder
	 */
	public OutboxEngineBuilder threadFactory(ThreadFactory threadFactory) {
		this.threadFactory = threadFactory;
		return this;
	}

	/**
	 * Set the listeners for the events of the outbox.
	 * @param listeners the listeners, none if not set
	 * @return this builder
	 */
	public OutboxEngineBuilder listeners(List<OutboxListener> listeners) {
		this.listeners = listeners;
		return this;
	}

	/**
	 * Set the accounts, whose API keys tell rows of this application from those of others
	 * that share the tables.
	 * @param accounts the accounts. If not set, only rows whose key is not known are
	 * delivered, which are those that this engine enqueues
	 * @return this builder
	 */
	public OutboxEngineBuilder accounts(ConversionAccounts accounts) {
		this.accounts = accounts;
		return this;
	}

	/**
	 * Set whether this is a dry run. It stores and delivers nothing: conversions go to
	 * the operations after the commit, and what is in the tables stays there.
	 * @param dryRun whether this is a dry run, {@code false} if not set
	 * @return this builder
	 */
	public OutboxEngineBuilder dryRun(boolean dryRun) {
		this.dryRun = dryRun;
		return this;
	}

	OutboxEngineBuilder clock(Clock clock) {
		this.clock = clock;
		return this;
	}

	/**
	 * Build an outbox engine. It accepts conversions immediately and delivers once it is
	 * started.
	 * @return a new {@link OutboxEngine}
	 * @throws UnsuitableTransactionManagerException if the transaction manager does not
	 * synchronize its transactions, or if they are not transactions of the
	 * {@link DataSource}
	 * @throws org.springframework.dao.DataAccessException if the database cannot be
	 * reached
	 * @throws org.springframework.transaction.CannotCreateTransactionException if the
	 * database cannot be reached
	 */
	public OutboxEngine build() {
		new TransactionCheck(this.dataSource, this.transactionManager).run();
		OutboxDialect dialect = OutboxDialect.of(this.dataSource);
		DatabaseClock clock = new DatabaseClock(this.dataSource, dialect, this.clock);
		clock.synchronize();
		OutboxEntryMapper mapper = new OutboxEntryMapper();
		RowOwners owners = new RowOwners(this.accounts);
		OutboxTable table = new OutboxTable(this.dataSource, mapper, dialect, clock);
		MarkTable marks = new MarkTable(this.dataSource, dialect);
		OwnTransactions transactions = new OwnTransactions(this.dataSource, this.transactionManager);
		DeadConversionTable dead = new DeadConversionTable(this.dataSource, transactions, mapper, owners, dialect);
		AccountTable accountTable = new AccountTable(this.dataSource, transactions, dialect);
		PausedAccounts paused = new PausedAccounts(accountTable, owners, this.deliveryPolicy.probeInterval(), clock);
		OutboxListener listener = new CompositeOutboxListener(this.listeners);
		DeliveryGuard guard = new DeliveryGuard();
		ConversionOperations operations = new GuardedOperations(this.operations, guard);
		OutboxDelivery delivery = new OutboxDelivery(operations, mapper, new JdbcReportOrder(marks, table, owners),
				owners, paused, this.deliveryPolicy, clock, listener);
		Burial burial = new Burial(dead, mapper, owners, listener, clock);
		DeliveryHandler handler = new DeliveryHandler(delivery, burial, clock);
		AccountShares shares = new AccountShares(this.concurrency);
		RowFetch fetch = new RowFetch(this.dataSource, transactions, dialect,
				new FetchPlan(owners, paused, new RecoveryRate(clock), shares));
		Duration timeToRemember = this.deliveryPolicy.maxAge().plus(this.timeToLive).multipliedBy(2);
		Housekeeping housekeeping = new Housekeeping(clock, accountTable, owners,
				new RowsWithoutKey(this.dataSource, dialect), paused,
				new UnclaimedRows(this.dataSource, dialect, owners, accountTable, burial, transactions,
						this.deliveryPolicy.maxAge(), clock),
				() -> transactions
					.run(() -> marks.removeOlderThan(clock.instant().minus(timeToRemember), this.accounts != null)));
		OutboxScheduler scheduler = new OutboxScheduler(this.dataSource, dialect, fetch, handler, shares, housekeeping,
				this.concurrency, this.pollInterval, this.threadFactory, clock);
		OutboxWriter writer = this.dryRun ? (ignored) -> {
		} : new JdbcOutboxWriter(table);
		IndependentWriter independentWriter = new IndependentWriter(transactions, writer,
				new VoidExpiries(marks, transactions), new LastResort(operations, listener), scheduler::deliverNow);
		IndependentCommands independent = this.dryRun ? new DryRunCommands(operations) : independentWriter;
		CallerTransactions callerTransactions = new CallerTransactions(this.dataSource, writer, independent);
		CommandExecutor commands = new CommandExecutor(operations, guard, callerTransactions, independent);
		return new OutboxEngine(new JdbcConversionOutbox(commands, owners, clock),
				new JdbcPendingConversions(commands, table, marks, owners, this.timeToLive, clock),
				new JdbcDeadConversions(dead, table, mapper, owners, new TransactionTemplate(this.transactionManager),
						clock, scheduler::deliverNow),
				new JdbcOutboxMonitor(this.dataSource, dialect, owners, accountTable, clock),
				new SchemaCheck(this.dataSource),
				new FollowedTransactionManagers(callerTransactions, this.dataSource, this.transactionManager),
				independentWriter, scheduler, this.dryRun);
	}

	private static ThreadFactory daemonThreads() {
		CustomizableThreadFactory factory = new CustomizableThreadFactory("conversion-outbox-");
		factory.setDaemon(true);
		return factory;
	}

}
