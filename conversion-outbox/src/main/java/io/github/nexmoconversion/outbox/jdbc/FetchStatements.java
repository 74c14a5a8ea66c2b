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

import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.github.nexmoconversion.outbox.jdbc.OutboxDialect.Product;

/**
 * The statements that fetch rows, each in the order of an index. A row that was never
 * tried is due when the second of its event has come, so what is pending is not looked
 * at; one that is tried again is due at its time of execution. Limits are literals:
 * PostgreSQL would take a parameter for a tenth of the table, and plan anew each time.
 *
 * @param product the database
 */
record FetchStatements(Product product) {

	private static final String PICK = "update " + OutboxTable.NAME
			+ " set picked = ?, picked_by = ?, last_heartbeat = ?, version = version + 1";

	/**
	 * Return the statement that chooses the newest rows of several branches by indexes
	 * alone. It takes the owner and the time of each branch.
	 * @param branches the branches
	 * @param limit the limit of all
	 * @return a query for the number of the branch of each row
	 */
	String choose(List<FetchBranch> branches, int limit) {
		return IntStream.range(0, branches.size())
			.mapToObj((i) -> "(select " + i + " as branch, priority from " + from(branches.get(i))
					+ due(branches.get(i)) + order(branches.get(i)) + " limit " + branches.get(i).limit() + ")")
			.collect(Collectors.joining(" union all ", "", " order by priority desc limit " + limit));
	}

	/**
	 * Return the statement that locks the rows of a branch. It takes the owner, the time
	 * of the branch and the time of execution.
	 * @param branch the branch
	 * @param limit the maximum number of rows
	 * @return a query for the columns of rows
	 */
	String lock(FetchBranch branch, int limit) {
		return "select * from " + from(branch) + due(branch) + " and execution_time <= ?" + order(branch) + " limit "
				+ limit + (locksRows() ? " for update skip locked" : "");
	}

	/**
	 * Return the statement that looks for a row that is due and was never tried. It takes
	 * the owner, the time of the branch and the time of execution.
	 * @param branch the branch
	 * @return a query for at most one row
	 */
	String exists(FetchBranch branch) {
		return "select 1 from " + from(branch) + due(branch) + " and execution_time <= ? limit 1";
	}

	/**
	 * Return the statement that marks rows as picked that this transaction has locked. It
	 * takes the values of three columns, and the name of the task and the id of each row.
	 * @param rows the number of rows, which are of one task
	 * @return an update
	 */
	String pickLocked(int rows) {
		return PICK + " where task_name = ? and task_instance in (" + String.join(", ", Collections.nCopies(rows, "?"))
				+ ")";
	}

	/**
	 * Return the statement that marks a row as picked, unless another instance was
	 * faster. It takes the values of three columns, the name of the task, the id and the
	 * version of the row.
	 * @return an update
	 */
	String pickUnlessPicked() {
		return PICK + " where task_name = ? and task_instance = ? and version = ? and picked = false";
	}

	/**
	 * Return whether a row that was selected cannot be picked by another instance.
	 * @return whether rows are locked
	 */
	boolean locksRows() {
		return this.product == Product.POSTGRESQL || this.product == Product.MARIADB;
	}

	private String from(FetchBranch branch) {
		// Partial indexes are of such rows alone
		String notPicked = Lane.isColumn(this.product) ? " and picked = false" : "";
		return branch.lane().table(this.product) + branch.part().where(this.product) + notPicked;
	}

	private static String due(FetchBranch branch) {
		return (branch.lane() == Lane.RETRY) ? " and execution_time <= ?" : " and priority between ? and ?";
	}

	private String order(FetchBranch branch) {
		String column = (branch.lane() == Lane.RETRY) ? "execution_time" : "priority";
		return " order by " + ((this.product == Product.H2)
				? "account desc, key_digest desc, format desc, lane desc, " + column + " desc" : column + " desc");
	}

}
