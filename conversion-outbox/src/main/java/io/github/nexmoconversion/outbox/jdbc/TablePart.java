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
import java.util.stream.Stream;

import io.github.nexmoconversion.outbox.jdbc.OutboxDialect.Product;

/**
 * Rows that stand together in an index.
 *
 * @param owner their owner
 * @param format the format of their data
 * @param lane their lane
 */
record TablePart(RowOwner owner, int format, Lane lane) {

	// Of rows without an account some may not be of an outbox
	private static final String OF_OUTBOX = " and task_name in ('" + OutboxTable.DELIVERY + "', '" + OutboxTable.EXPIRY
			+ "')";

	/**
	 * Return the parts with the rows of an owner.
	 * @param rows the owner and the format
	 * @return a part for each lane
	 */
	static Stream<TablePart> of(OwnerAndFormat rows) {
		return Stream.of(Lane.values()).map((lane) -> new TablePart(rows.owner(), rows.format(), lane));
	}

	/**
	 * Return the condition of the rows. It takes {@link #parameters()}.
	 * @param product the database
	 * @return the condition
	 */
	String where(Product product) {
		return " where account = ? and key_digest = ? and format = ? and " + this.lane.condition(product)
				+ (this.owner.account().isEmpty() ? OF_OUTBOX : "");
	}

	/**
	 * Return the order of the rows by age, by all columns of the index, else H2 sorts.
	 * @param product the database
	 * @return the end of a query
	 */
	static String oldestFirst(Product product) {
		return " order by account, key_digest, format, " + (Lane.isColumn(product) ? "lane, " : "") + "priority";
	}

	List<Object> parameters() {
		return List.of(this.owner.account(), this.owner.keyDigest(), this.format);
	}

}
