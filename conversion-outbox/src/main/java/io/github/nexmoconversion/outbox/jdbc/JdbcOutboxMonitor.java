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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.stream.LongStream;
import java.util.stream.Stream;

import javax.sql.DataSource;

import io.github.nexmoconversion.outbox.OutboxMonitor;
import io.github.nexmoconversion.outbox.OutboxStatistics;
import io.github.nexmoconversion.outbox.PausedAccount;
import io.github.nexmoconversion.outbox.jdbc.CountQueries.InFlight;
import io.github.nexmoconversion.outbox.jdbc.CountQueries.Lane;
import io.github.nexmoconversion.outbox.jdbc.CountQueries.TablePart;
import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * {@link OutboxMonitor} that queries the tables.
 */
final class JdbcOutboxMonitor implements OutboxMonitor {

	private static final int PARTS_OF_A_QUERY = 100;

	private final JdbcClient jdbc;

	private final CountQueries queries;

	private final OutboxDialect dialect;

	private final RowOwners owners;

	private final Clock clock;

	private final SweepBudget budget;

	private @Nullable TableSweep sweep;

	private @Nullable TableSweep swept;

	JdbcOutboxMonitor(DataSource dataSource, OutboxDialect dialect, RowOwners owners, Clock clock) {
		this(dataSource, dialect, owners, clock, System::nanoTime);
	}

	JdbcOutboxMonitor(DataSource dataSource, OutboxDialect dialect, RowOwners owners, Clock clock,
			LongSupplier nanoTime) {
		this.jdbc = JdbcClient.create(dataSource);
		this.queries = new CountQueries(dataSource, dialect);
		this.dialect = dialect;
		this.owners = owners;
		this.clock = clock;
		this.budget = new SweepBudget(nanoTime);
	}

	@Override
	public OutboxStatistics getStatistics() {
		Look look = look();
		TableSweep complete = look.sweep(this.queries);
		while (!complete.isOver()) {
			complete.step(TableSweep.LARGEST_CHUNK);
		}
		return look.statistics(complete);
	}

	@Override
	public synchronized @Nullable OutboxStatistics refresh() {
		Look look = look();
		TableSweep current = (this.sweep != null) ? this.sweep : look.sweep(this.queries);
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

	private Look look() {
		Instant now = this.clock.instant();
		Set<RowOwner> own = this.owners.getOwn();
		List<TablePart> parts = own.stream()
			.flatMap((owner) -> Stream.of(Lane.values())
				.map((lane) -> new TablePart(owner, OutboxEntryMapper.FORMAT, lane)))
			.toList();
		Map<TablePart, Long> firstSeconds = new HashMap<>();
		for (int i = 0; i < parts.size(); i += PARTS_OF_A_QUERY) {
			firstSeconds
				.putAll(this.queries.findFirstSeconds(parts.subList(i, Math.min(parts.size(), i + PARTS_OF_A_QUERY))));
		}
		LongStream inFlight = this.queries.findInFlight()
			.stream()
			.filter((rows) -> own.contains(rows.owner()))
			.mapToLong(InFlight::first);
		long first = LongStream.concat(firstSeconds.values().stream().mapToLong(Long::longValue), inFlight)
			.min()
			.orElse(Long.MAX_VALUE);
		return new Look(now, own, firstSeconds.keySet(), first, AccountStates.read(this.jdbc, this.dialect, now));
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

		TableSweep sweep(CountQueries queries) {
			return new TableSweep(queries, this.own, this.parts, this.accounts, this.now);
		}

		OutboxStatistics statistics(TableSweep sweep) {
			List<PausedAccount> paused = new ArrayList<>();
			this.accounts.getPauses(this.own)
				.forEach((account, pause) -> paused.add(new PausedAccount(account, pause.since(), pause.until(),
						pause.reason(), sweep.getBacklog(account))));
			return new OutboxStatistics(sweep.getBacklog(), ageOfOldest(), sweep.getPending(), sweep.getDead(), paused,
					sweep.getUnclaimed());
		}

		private Duration ageOfOldest() {
			return Duration.ofSeconds(Math.max(0, this.now.getEpochSecond() - this.first));
		}

	}

}
