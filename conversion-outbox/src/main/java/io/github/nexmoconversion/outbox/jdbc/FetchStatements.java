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

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.github.nexmoconversion.outbox.jdbc.OutboxDialect.Product;

/**
 * The statements that fetch rows, each in the order of an index. A row that was never
 * tried is due when the second of its event has come, so what is pending is not looked
 * at; one that is tried again is due at its time of execution.
 *
 * @param product the database
 */
record FetchStatements(Product product) {

	/**
	 * Return the statement that chooses the newest rows of several branches by indexes
	 * alone. It takes the owner, the time and the limit of each branch, and the limit of
	 * all.
	 * @param branches the branches
	 * @return a query for the number of the branch of each row
	 */
	String choose(List<FetchBranch> branches) {
		return IntStream.range(0, branches.size())
			.mapToObj((i) -> "(select " + i + " as branch, priority from " + from(branches.get(i))
					+ due(branches.get(i)) + order(branches.get(i)) + " limit ?)")
			.collect(Collectors.joining(" union all ", "", " order by priority desc limit ?"));
	}

	/**
	 * Return the statement that locks the rows of a branch. It takes the owner, the time
	 * of the branch, the time of execution and the limit.
	 * @param branch the branch
	 * @return a query for the columns of rows
	 */
	String lock(FetchBranch branch) {
		return "select * from " + from(branch) + due(branch)
				+ (Lane.isColumn(this.product) ? " and picked = false" : "") + " and execution_time <= ?"
				+ order(branch) + " limit ?" + (locksRows() ? " for update skip locked" : "");
	}

	/**
	 * Return the statement that looks for a row that is due and was never tried. It takes
	 * the owner, the time of the branch and the time of execution.
	 * @param branch the branch
	 * @return a query for at most one row
	 */
	String exists(FetchBranch branch) {
		return "select 1 from " + from(branch) + due(branch)
				+ (Lane.isColumn(this.product) ? " and picked = false" : "") + " and execution_time <= ? limit 1";
	}

	/**
	 * Return whether a row that was selected cannot be picked by another instance.
	 * @return whether rows are locked
	 */
	boolean locksRows() {
		return this.product == Product.POSTGRESQL || this.product == Product.MARIADB;
	}

	private String from(FetchBranch branch) {
		return branch.lane().table(this.product) + branch.part().where(this.product);
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
