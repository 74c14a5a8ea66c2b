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
import java.util.stream.Stream;

import io.github.nexmoconversion.outbox.UnclaimedAccount;
import org.jspecify.annotations.Nullable;

/**
 * Counts the rows of the tables in steps, each of which reads a limited number of rows. A
 * step that fails can be repeated.
 */
final class TableSweep {

	static final int LARGEST_CHUNK = 10_000;

	private final Deque<SweepStep> steps = new ArrayDeque<>();

	private final CountQueries queries;

	private final OwnerWalk walk;

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
	 * @param walk finds all owners
	 * @param own the owners whose rows belong to this application
	 * @param parts the parts of the table that have rows of theirs
	 * @param accounts what is known of the owners
	 * @param now the time
	 */
	TableSweep(CountQueries queries, OwnerWalk walk, Set<RowOwner> own, Set<TablePart> parts, AccountStates accounts,
			Instant now) {
		this.queries = queries;
		this.walk = walk;
		this.own = own;
		this.accounts = accounts;
		this.second = now.getEpochSecond();
		for (TablePart part : parts) {
			LongConsumer toBacklog = (count) -> addToBacklog(part.owner(), count);
			if (part.lane() == Lane.READY) {
				this.steps.add(new RowCount(queries, part, Integer.MIN_VALUE, this.second, toBacklog));
				this.steps.add(new RowCount(queries, part, this.second + 1, Integer.MAX_VALUE,
						(count) -> this.pending += count));
			}
			else {
				this.steps.add(new RowCount(queries, part, Integer.MIN_VALUE, Integer.MAX_VALUE, toBacklog));
			}
		}
		this.steps.add((limit) -> {
			queries.findInFlight()
				.stream()
				.filter((inFlight) -> own.contains(inFlight.owner()))
				.forEach((inFlight) -> addToBacklog(inFlight.owner(), inFlight.rows()));
			return true;
		});
		Stream.concat(own.stream(), Stream.of(RowOwner.NOBODY))
			.forEach((owner) -> this.steps.add(new DeadCount(queries, owner, (count) -> this.dead += count)));
		walk.lanes().forEach((lane) -> this.steps.add(new Owners(lane)));
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
		return Math.min(count, SweepStep.LIMIT);
	}

	boolean isOver() {
		return this.steps.isEmpty();
	}

	/**
	 * Take a step.
	 * @param limit the number of rows to read at most, unless more are of one second
	 */
	void step(int limit) {
		SweepStep step = this.steps.element();
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
	 * Goes from owner to owner, and has those rows counted that nobody can deliver.
	 */
	private final class Owners implements SweepStep {

		private final @Nullable Lane lane;

		private OwnerAndFormat last = OwnerAndFormat.LOWEST;

		Owners(@Nullable Lane lane) {
			this.lane = lane;
		}

		@Override
		public boolean run(int limit) {
			OwnerAndFormat next = TableSweep.this.walk.findNext(this.lane, this.last).orElse(null);
			if (next == null) {
				return true;
			}
			String reason = TableSweep.this.accounts.whyUnclaimed(next, TableSweep.this.own);
			if (reason != null) {
				for (Lane each : (this.lane != null) ? List.of(this.lane) : List.of(Lane.values())) {
					TableSweep.this.steps
						.add(new RowCount(TableSweep.this.queries, new TablePart(next.owner(), next.format(), each),
								Integer.MIN_VALUE, TableSweep.this.second - AccountStates.ABSENCE.toSeconds(),
								(count) -> addUnclaimed(next.owner().account(), count, reason)));
				}
			}
			this.last = next;
			return false;
		}

	}

}
