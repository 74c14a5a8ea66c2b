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
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import javax.sql.DataSource;

import com.github.kagkarlsson.scheduler.jdbc.JdbcTaskRepositoryContext;
import com.github.kagkarlsson.scheduler.task.Execution;

import org.springframework.jdbc.core.ArgumentPreparedStatementSetter;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.ResultSetExtractor;

/**
 * Fetches the rows that this instance can deliver now, and marks them as picked. Rows of
 * other owners and of paused accounts are not looked at.
 */
final class RowFetch {

	private static final Comparator<Execution> NEWEST_FIRST = Comparator.comparingInt(RowFetch::second)
		.reversed()
		.thenComparing((row) -> row.executionTime);

	private static final int MAX_NAME_LENGTH = 50;

	private final JdbcTemplate jdbc;

	private final OwnTransactions transactions;

	private final OutboxDialect dialect;

	private final FetchStatements statements;

	private final FetchPlan plan;

	RowFetch(DataSource dataSource, OwnTransactions transactions, OutboxDialect dialect, FetchPlan plan) {
		this.jdbc = new JdbcTemplate(dataSource);
		this.transactions = transactions;
		this.dialect = dialect;
		this.statements = new FetchStatements(dialect.product());
		this.plan = plan;
	}

	/**
	 * Fetch rows, the newest first.
	 * @param context how db-scheduler reads rows
	 * @param now the time
	 * @param limit the maximum number of rows
	 * @return the rows, which are marked as picked
	 */
	List<Execution> fetch(JdbcTaskRepositoryContext context, Instant now, int limit) {
		List<FetchBranch> branches = this.plan.plan(limit);
		if (branches.isEmpty()) {
			return List.of();
		}
		Map<FetchBranch, List<Execution>> fetched = new LinkedHashMap<>();
		AtomicBoolean full = new AtomicBoolean();
		this.transactions.run(() -> {
			fetched.clear();
			int[] limits = choose(branches, now, limit);
			full.set(this.plan.limitSlow(branches, limits));
			for (int i = 0; i < limits.length; i++) {
				FetchBranch branch = branches.get(i);
				fetched.put(branch, (limits[i] > 0) ? pick(branch, limits[i], context, now) : List.of());
			}
		});
		this.plan.fetched(fetched, full.get() || fetched.values().stream().mapToInt(List::size).sum() >= limit);
		return fetched.values().stream().flatMap(List::stream).sorted(NEWEST_FIRST).toList();
	}

	/**
	 * Return whether any row is left that was enqueued before a time and is due, but was
	 * never tried.
	 * @param now the time
	 * @param enqueuedBefore the time
	 * @return whether any is left
	 */
	boolean isAnyUntried(Instant now, Instant enqueuedBefore) {
		return this.plan.planUntried().stream().anyMatch((branch) -> {
			List<Object> parameters = range(branch, enqueuedBefore);
			parameters.add(this.dialect.parameter(now));
			return !this.jdbc
				.query(this.statements.exists(branch), new ArgumentPreparedStatementSetter(parameters.toArray()),
						(row, number) -> 1)
				.isEmpty();
		});
	}

	private int[] choose(List<FetchBranch> branches, Instant now, int limit) {
		int[] limits = new int[branches.size()];
		if (limits.length == 1) {
			limits[0] = branches.get(0).limit();
			return limits;
		}
		List<Object> parameters = new ArrayList<>();
		branches.forEach((branch) -> parameters.addAll(range(branch, now)));
		this.jdbc
			.query(this.statements.choose(branches, limit), new ArgumentPreparedStatementSetter(parameters.toArray()),
					(row, number) -> row.getInt("branch"))
			.forEach((branch) -> limits[branch]++);
		return limits;
	}

	private List<Object> range(FetchBranch branch, Instant now) {
		List<Object> range = new ArrayList<>(branch.part().parameters());
		if (branch.lane() == Lane.RETRY) {
			range.add(this.dialect.parameter(now));
		}
		else {
			range.add((branch.notBefore() != null) ? (int) branch.notBefore().getEpochSecond() : 0);
			range.add((int) now.getEpochSecond());
		}
		return range;
	}

	private List<Execution> pick(FetchBranch branch, int limit, JdbcTaskRepositoryContext context, Instant now) {
		List<Object> parameters = range(branch, now);
		parameters.add(this.dialect.parameter(now));
		ResultSetExtractor<List<Execution>> mapper = (rows) -> context.resultSetMapper.get().map(rows);
		List<Execution> found = this.jdbc.query(this.statements.lock(branch, limit),
				new ArgumentPreparedStatementSetter(parameters.toArray()), mapper);
		if (found == null || found.isEmpty()) {
			return List.of();
		}
		String name = context.schedulerName.getName();
		String pickedBy = name.substring(0, Math.min(name.length(), MAX_NAME_LENGTH));
		Object[] columns = { true, pickedBy, this.dialect.parameter(now) };
		List<Execution> picked = this.statements.locksRows() ? pickLocked(found, columns)
				: pickUnlessPicked(found, columns);
		return picked.stream().map((row) -> row.updateToPicked(pickedBy, now)).toList();
	}

	// One statement for all, which saves round trips
	private List<Execution> pickLocked(List<Execution> rows, Object[] columns) {
		rows.stream().collect(Collectors.groupingBy(Execution::getTaskName)).forEach((task, ofTask) -> {
			Stream<Object> key = Stream.concat(Stream.of(task), ofTask.stream().map(Execution::getId));
			this.jdbc.update(this.statements.pickLocked(ofTask.size()),
					Stream.concat(Stream.of(columns), key).toArray());
		});
		return rows;
	}

	private List<Execution> pickUnlessPicked(List<Execution> rows, Object[] columns) {
		int[] updated = this.jdbc.batchUpdate(this.statements.pickUnlessPicked(), rows.stream()
			.map((row) -> Stream.concat(Stream.of(columns), Stream.of(row.getTaskName(), row.getId(), row.version))
				.toArray())
			.toList());
		return IntStream.range(0, updated.length).filter((i) -> updated[i] == 1).mapToObj(rows::get).toList();
	}

	private static int second(Execution row) {
		return row.taskInstance.getPriority();
	}

}
