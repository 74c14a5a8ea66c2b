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

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.LongConsumer;

import io.github.nexmoconversion.outbox.OutboxStatistics;
import io.github.nexmoconversion.outbox.UnclaimedAccount;
import io.github.nexmoconversion.outbox.jdbc.CountQueries.Chunk;
import io.github.nexmoconversion.outbox.jdbc.CountQueries.DeadChunk;
import io.github.nexmoconversion.outbox.jdbc.CountQueries.Lane;
import io.github.nexmoconversion.outbox.jdbc.CountQueries.OwnerAndFormat;
import io.github.nexmoconversion.outbox.jdbc.CountQueries.TablePart;
import org.jspecify.annotations.Nullable;

/**
 * Counts the rows of the tables in steps, each of which reads a limited number of rows. A
 * step that fails can be repeated.
 */
final class TableSweep {

	static final int LARGEST_CHUNK = 10_000;

	// One more tells that there are more
	private static final long LIMIT = OutboxStatistics.COUNT_LIMIT + 1;

	private static final String NOBODY_HAS_IT = "No running instance has had this account with this API key for a minute."
			+ " Configure the account, or start an application that has it.";

	private static final String NEWER = "A newer release stored them, which this one cannot read."
			+ " Start an instance of that release.";

	private final Deque<Step> steps = new ArrayDeque<>();

	private final CountQueries queries;

	private final Set<RowOwner> own;

	private final AccountStates accounts;

	private final long second;

	private final Map<String, Long> backlog = new HashMap<>();

	private final Map<String, UnclaimedAccount> unclaimed = new TreeMap<>();

	private long pending;

	private long dead;

	/**
	 * Create a new {@link TableSweep}.
	 * @param queries the queries
	 * @param own the owners whose rows belong to this application
	 * @param parts the parts of the table that have rows of theirs
	 * @param accounts what is known of the owners
	 * @param now the time
	 */
	TableSweep(CountQueries queries, Set<RowOwner> own, Set<TablePart> parts, AccountStates accounts, Instant now) {
		this.queries = queries;
		this.own = own;
		this.accounts = accounts;
		this.second = now.getEpochSecond();
		for (TablePart part : parts) {
			LongConsumer toBacklog = (count) -> addToBacklog(part.owner(), count);
			if (part.lane() == Lane.READY) {
				this.steps.add(new Seconds(part, Integer.MIN_VALUE, this.second, toBacklog));
				this.steps.add(new Seconds(part, this.second + 1, Integer.MAX_VALUE, (count) -> this.pending += count));
			}
			else {
				this.steps.add(new Seconds(part, Integer.MIN_VALUE, Integer.MAX_VALUE, toBacklog));
			}
		}
		this.steps.add((limit) -> {
			queries.findInFlight()
				.stream()
				.filter((inFlight) -> own.contains(inFlight.owner()))
				.forEach((inFlight) -> addToBacklog(inFlight.owner(), inFlight.rows()));
			return true;
		});
		own.forEach((owner) -> this.steps.add(new Dead(owner)));
		this.steps.add(new Dead(RowOwner.NOBODY));
		queries.lanesToWalk().forEach((lane) -> this.steps.add(new Owners(lane)));
	}

	private void addToBacklog(RowOwner owner, long count) {
		this.backlog.merge(owner.account(), count, Long::sum);
	}

	private void addUnclaimed(String account, long count, String reason) {
		if (count > 0) {
			this.unclaimed.merge(account + " " + reason, new UnclaimedAccount(account, count, reason),
					(one, other) -> new UnclaimedAccount(account, limit(one.unclaimed() + other.unclaimed()), reason));
		}
	}

	private static long limit(long count) {
		return Math.min(count, LIMIT);
	}

	boolean isOver() {
		return this.steps.isEmpty();
	}

	/**
	 * Take a step.
	 * @param limit the number of rows to read at most, unless more are of one second
	 */
	void step(int limit) {
		Step step = this.steps.element();
		if (step.run(limit)) {
			this.steps.remove(step);
		}
	}

	long getBacklog() {
		return this.backlog.values().stream().mapToLong(Long::longValue).sum();
	}

	long getBacklog(String account) {
		return limit(this.backlog.getOrDefault(account, 0L));
	}

	long getPending() {
		return this.pending;
	}

	long getDead() {
		return this.dead;
	}

	List<UnclaimedAccount> getUnclaimed() {
		return List.copyOf(this.unclaimed.values());
	}

	/**
	 * A part of what is to be counted.
	 */
	@FunctionalInterface
	private interface Step {

		/**
		 * Count on.
		 * @param limit the number of rows to read at most
		 * @return whether this was the last time
		 */
		boolean run(int limit);

	}

	/**
	 * Counts the rows of some seconds.
	 */
	private final class Seconds implements Step {

		private final TablePart part;

		private final long to;

		private final LongConsumer result;

		private long from;

		private long count;

		private @Nullable Long crowded;

		Seconds(TablePart part, long from, long to, LongConsumer result) {
			this.part = part;
			this.from = from;
			this.to = to;
			this.result = result;
		}

		@Override
		public boolean run(int limit) {
			boolean last = (this.crowded != null) ? countCrowded(this.crowded) : countNext(limit);
			if (last || this.count >= LIMIT) {
				this.result.accept(limit(this.count));
				return true;
			}
			return false;
		}

		private boolean countNext(int limit) {
			Chunk chunk = TableSweep.this.queries.count(this.part, this.from, this.to, limit);
			if (chunk.rows() < limit) {
				this.count += chunk.rows();
				return true;
			}
			// There may be more of its last second, which the next chunk begins with
			this.count += chunk.rows() - chunk.rowsOfLast();
			this.from = chunk.last();
			if (chunk.rows() == chunk.rowsOfLast()) {
				this.crowded = chunk.last();
			}
			return false;
		}

		// A second that does not fit into a chunk can only be counted in one go
		private boolean countCrowded(long crowded) {
			this.count += TableSweep.this.queries.count(this.part, crowded, crowded, (int) LIMIT).rows();
			this.from = crowded + 1;
			this.crowded = null;
			return this.from > this.to;
		}

	}

	/**
	 * Counts the dead conversions of an owner.
	 */
	private final class Dead implements Step {

		private final RowOwner owner;

		private String last = "";

		private long count;

		Dead(RowOwner owner) {
			this.owner = owner;
		}

		@Override
		public boolean run(int limit) {
			DeadChunk chunk = TableSweep.this.queries.countDead(this.owner, this.last, limit);
			this.count += chunk.rows();
			if (chunk.last() == null || chunk.rows() < limit || this.count >= LIMIT) {
				TableSweep.this.dead += this.count;
				return true;
			}
			this.last = chunk.last();
			return false;
		}

	}

	/**
	 * Goes from owner to owner, and has those rows counted that nobody can deliver.
	 */
	private final class Owners implements Step {

		private final @Nullable Lane lane;

		private OwnerAndFormat last = OwnerAndFormat.LOWEST;

		Owners(@Nullable Lane lane) {
			this.lane = lane;
		}

		@Override
		public boolean run(int limit) {
			OwnerAndFormat next = TableSweep.this.queries.findNext(this.lane, this.last).orElse(null);
			if (next == null) {
				return true;
			}
			String reason = whyUnclaimed(next);
			if (reason != null) {
				for (Lane each : (this.lane != null) ? List.of(this.lane) : List.of(Lane.values())) {
					TableSweep.this.steps.add(new Seconds(new TablePart(next.owner(), next.format(), each),
							Integer.MIN_VALUE, TableSweep.this.second - AccountStates.ABSENCE.toSeconds(),
							(count) -> addUnclaimed(next.owner().account(), count, reason)));
				}
			}
			this.last = next;
			return false;
		}

		private @Nullable String whyUnclaimed(OwnerAndFormat rows) {
			if (TableSweep.this.own.contains(rows.owner())) {
				return (rows.format() > OutboxEntryMapper.FORMAT) ? NEWER : null;
			}
			return TableSweep.this.accounts.isPresent(rows.owner()) ? null : NOBODY_HAS_IT;
		}

	}

}
