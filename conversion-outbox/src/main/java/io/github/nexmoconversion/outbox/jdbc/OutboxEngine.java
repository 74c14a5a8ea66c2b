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

import io.github.nexmoconversion.outbox.ConversionOutbox;
import io.github.nexmoconversion.outbox.DeadConversions;
import io.github.nexmoconversion.outbox.OutboxMonitor;
import io.github.nexmoconversion.outbox.PendingConversions;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.transaction.ConfigurableTransactionManager;

/**
 * Outbox in a database, with the scheduler that delivers its conversions. An outbox
 * engine accepts conversions at any time and delivers them between {@link #start()} and
 * {@link #stop()}, which can be called repeatedly. Several instances can share the
 * tables. Built by an {@code OutboxEngineBuilder}.
 * <p>
 * Thread-safe.
 *
 * @since 0.1.0
 */
public final class OutboxEngine implements AutoCloseable {

	private static final Log logger = LogFactory.getLog(OutboxEngine.class);

	static final Duration WRITE_LIMIT = Duration.ofSeconds(3);

	private final ConversionOutbox outbox;

	private final PendingConversions pendingConversions;

	private final DeadConversions deadConversions;

	private final SchemaCheck schemaCheck;

	private final OutboxMonitor monitor;

	private final FollowedTransactionManagers transactionManagers;

	private final IndependentWriter writer;

	private final OutboxScheduler scheduler;

	private final boolean dryRun;

	OutboxEngine(ConversionOutbox outbox, PendingConversions pendingConversions, DeadConversions deadConversions,
			OutboxMonitor monitor, SchemaCheck schemaCheck, FollowedTransactionManagers transactionManagers,
			IndependentWriter writer, OutboxScheduler scheduler, boolean dryRun) {
		this.outbox = outbox;
		this.pendingConversions = pendingConversions;
		this.deadConversions = deadConversions;
		this.schemaCheck = schemaCheck;
		this.monitor = monitor;
		this.transactionManagers = transactionManagers;
		this.writer = writer;
		this.scheduler = scheduler;
		this.dryRun = dryRun;
	}

	/**
	 * Return the outbox that enqueues conversions.
	 * @return the outbox
	 */
	public ConversionOutbox getOutbox() {
		return this.outbox;
	}

	/**
	 * Return the pending conversions.
	 * @return the pending conversions
	 */
	public PendingConversions getPendingConversions() {
		return this.pendingConversions;
	}

	/**
	 * Return the dead conversions.
	 * @return the dead conversions
	 */
	public DeadConversions getDeadConversions() {
		return this.deadConversions;
	}

	/**
	 * Return the monitor of this outbox.
	 * @return the monitor
	 */
	public OutboxMonitor getMonitor() {
		return this.monitor;
	}

	/**
	 * Follow the transactions of a further transaction manager of the same database. The
	 * outbox joins them anyway, but only those of its own transaction manager are
	 * followed by themselves. Otherwise, a call in a transaction of another database,
	 * within one of this manager, only takes effect if both commit. Transactions of other
	 * databases, which the same transaction manager can begin, are left alone. The
	 * auto-configuration follows the transaction managers of the application.
	 * @param transactionManager the transaction manager
	 */
	public void follow(ConfigurableTransactionManager transactionManager) {
		this.transactionManagers.add(transactionManager);
	}

	/**
	 * Check the tables and start to deliver. Does nothing else if it is started.
	 * @throws OutdatedTablesException if the tables are those of an earlier release
	 * @throws org.springframework.dao.DataAccessException if a table is missing
	 */
	public void start() {
		this.schemaCheck.run();
		if (this.dryRun) {
			logger.info("Dry run: the outbox stores nothing, and what is in its tables stays there");
			return;
		}
		this.scheduler.start();
	}

	/**
	 * Deliver what is due and was never tried, for at most ten seconds, wait for the
	 * deliveries in flight, and stop. The rest stays in the table. Does nothing if it is
	 * stopped. A failure is logged, and even if the database or the API hangs, this
	 * returns within half a minute.
	 */
	public void stop() {
		this.writer.stop(WRITE_LIMIT);
		this.scheduler.stop();
	}

	/**
	 * Stop, and follow no transaction manager any longer. What is enqueued afterwards is
	 * stored for other instances.
	 */
	@Override
	public void close() {
		stop();
		this.transactionManagers.clear();
	}

}
