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
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.stream.LongStream;

import javax.sql.DataSource;

import io.github.nexmoconversion.outbox.OutboxMonitor;
import io.github.nexmoconversion.outbox.OutboxStatistics;
import io.github.nexmoconversion.outbox.PausedAccount;
import io.github.nexmoconversion.outbox.jdbc.CountQueries.InFlight;
import org.jspecify.annotations.Nullable;

/**
 * {@link OutboxMonitor} that queries the tables.
 */
final class JdbcOutboxMonitor implements OutboxMonitor {

	private final CountQueries queries;

	private final OwnerWalk walk;

	private final AccountTable accounts;

	private final RowOwners owners;

	private final Clock clock;

	private final SweepBudget budget;

	private @Nullable TableSweep sweep;

	private @Nullable TableSweep swept;

	JdbcOutboxMonitor(DataSource dataSource, OutboxDialect dialect, RowOwners owners, AccountTable accounts,
			Clock clock) {
		this(dataSource, dialect, owners, accounts, clock, System::nanoTime);
	}

	JdbcOutboxMonitor(DataSource dataSource, OutboxDialect dialect, RowOwners owners, AccountTable accounts,
			Clock clock, LongSupplier nanoTime) {
		this.queries = new CountQueries(dataSource, dialect);
		this.walk = new OwnerWalk(dataSource, dialect);
		this.accounts = accounts;
		this.owners = owners;
		this.clock = clock;
		this.budget = new SweepBudget(nanoTime);
	}

	@Override
	public OutboxStatistics getStatistics() {
		Look look = look();
		TableSweep complete = sweep(look);
		while (!complete.isOver()) {
			complete.step(TableSweep.LARGEST_CHUNK);
		}
		return look.statistics(complete);
	}

	@Override
	public synchronized @Nullable OutboxStatistics refresh() {
		Look look = look();
		TableSweep current = (this.sweep != null) ? this.sweep : sweep(look);
		// What fails begins anew
		this.sweep = null;
		this.budget.spendOn(current);
		if (current.isOver()) {
			this.swept = current;
		}
		else {
			this.sweep = current;
		}
		return (this.swept != null) ? look.statistics(this.swept) : null;
	}

	private TableSweep sweep(Look look) {
		return new TableSweep(this.queries, this.walk, look.own(), look.parts(), look.accounts(), look.now());
	}

	private Look look() {
		Instant now = this.clock.instant();
		Set<RowOwner> own = this.owners.getOwn();
		List<TablePart> parts = own.stream().map(OwnerAndFormat::current).flatMap(TablePart::of).toList();
		Map<TablePart, Long> firstSeconds = this.queries.findFirstSeconds(parts);
		LongStream inFlight = this.queries.findInFlight()
			.stream()
			.filter((rows) -> own.contains(rows.owner()))
			.mapToLong(InFlight::first);
		long first = LongStream.concat(firstSeconds.values().stream().mapToLong(Long::longValue), inFlight)
			.min()
			.orElse(Long.MAX_VALUE);
		return new Look(now, own, firstSeconds.keySet(), first, this.accounts.findStates(now));
	}

	/**
	 * What is always of this moment.
	 *
	 * @param now the time
	 * @param own the owners whose rows belong to this application
	 * @param parts the parts of the table that have rows of theirs
	 * @param first the second of the oldest of them
	 * @param accounts what is known of the owners
	 */
	private record Look(Instant now, Set<RowOwner> own, Set<TablePart> parts, long first, AccountStates accounts) {

		OutboxStatistics statistics(TableSweep sweep) {
			List<PausedAccount> paused = new ArrayList<>();
			this.accounts.getPauses(this.own)
				.forEach((account, pause) -> paused
					.add(new PausedAccount(account, Objects.requireNonNull(pause.since()), pause.until(),
							Objects.requireNonNullElse(pause.reason(), ""), sweep.getBacklog(account))));
			return new OutboxStatistics(sweep.getBacklog(), ageOfOldest(), sweep.getPending(), sweep.getDead(), paused,
					sweep.getUnclaimed());
		}

		private Duration ageOfOldest() {
			return Duration.ofSeconds(Math.max(0, this.now.getEpochSecond() - this.first));
		}

	}

}
