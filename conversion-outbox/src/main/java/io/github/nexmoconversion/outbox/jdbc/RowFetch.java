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
import java.util.stream.Collectors;

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
		this.transactions.run(() -> {
			fetched.clear();
			int[] limits = choose(branches, now, limit);
			for (int i = 0; i < limits.length; i++) {
				FetchBranch branch = branches.get(i);
				fetched.put(branch, (limits[i] > 0) ? pick(branch, limits[i], context, now) : List.of());
			}
		});
		this.plan.fetched(fetched, limit);
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
		branches.forEach((branch) -> {
			parameters.addAll(range(branch, now));
			parameters.add(branch.limit());
		});
		parameters.add(limit);
		this.jdbc
			.query(this.statements.choose(branches), new ArgumentPreparedStatementSetter(parameters.toArray()),
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
		parameters.add(limit);
		ResultSetExtractor<List<Execution>> mapper = (rows) -> context.resultSetMapper.get().map(rows);
		List<Execution> found = this.jdbc.query(this.statements.lock(branch),
				new ArgumentPreparedStatementSetter(parameters.toArray()), mapper);
		String name = context.schedulerName.getName();
		String pickedBy = name.substring(0, Math.min(name.length(), MAX_NAME_LENGTH));
		int[] updated = pick((found != null) ? found : List.of(), pickedBy, now);
		List<Execution> picked = new ArrayList<>();
		for (int i = 0; i < updated.length; i++) {
			if (updated[i] == 1) {
				picked.add(found.get(i).updateToPicked(pickedBy, now));
			}
		}
		return picked;
	}

	private int[] pick(List<Execution> rows, String pickedBy, Instant now) {
		return this.jdbc.batchUpdate(
				"update " + OutboxTable.NAME
						+ " set picked = ?, picked_by = ?, last_heartbeat = ?, version = version + 1"
						+ " where task_name = ? and task_instance = ? and version = ? and picked = ?",
				rows.stream()
					.map((row) -> new Object[] { true, pickedBy, this.dialect.parameter(now), row.getTaskName(),
							row.getId(), row.version, false })
					.collect(Collectors.toList()));
	}

	private static int second(Execution row) {
		return row.taskInstance.getPriority();
	}

}
