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

import io.github.nexmoconversion.outbox.jdbc.OutboxDialect.Product;

/**
 * Whether rows were never tried or wait to be tried again. Each lane stands together in
 * the indexes.
 */
enum Lane {

	READY(0, "_ready"), RETRY(1, "_retry");

	// In the column of the tables
	private final int number;

	private final String index;

	Lane(int number, String index) {
		this.number = number;
		this.index = index;
	}

	/**
	 * Return the table, to be read in the order in which the rows are due.
	 * @param product the database
	 * @return the name of the table, with its index where the database would take another
	 */
	String table(Product product) {
		return OutboxTable.NAME
				+ ((product == Product.MARIADB) ? " force index (" + OutboxTable.NAME + this.index + ")" : "");
	}

	/**
	 * Return whether the indexes have a column for the lane. Elsewhere, each index is of
	 * one lane, and of rows that are not picked.
	 * @param product the database
	 * @return whether they do
	 */
	static boolean isColumn(Product product) {
		return product == Product.MARIADB || product == Product.H2;
	}

	/**
	 * Return the condition of the rows, literally as in partial indexes, which are not
	 * used otherwise.
	 * @param product the database
	 * @return the condition
	 */
	String condition(Product product) {
		return isColumn(product) ? "lane = " + this.number
				: "not picked and coalesce(consecutive_failures, 0) " + ((this == READY) ? "= 0" : "> 0");
	}

}
