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

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import javax.sql.DataSource;

import io.github.nexmoconversion.outbox.jdbc.OutboxDialect.Product;
import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Queries that count rows along their indexes. Each of them reads a limited number of
 * entries, however many rows there are.
 */
final class CountQueries {

	// An order and a small limit, else PostgreSQL reads the table while it has no
	// statistics
	private static final int USUALLY_IN_FLIGHT = 500;

	private static final int MOST_IN_FLIGHT = 10_000;

	private static final int PARTS_OF_A_QUERY = 100;

	private final JdbcClient jdbc;

	private final Product product;

	private final String table;

	CountQueries(DataSource dataSource, OutboxDialect dialect) {
		this.jdbc = JdbcClient.create(dataSource);
		this.product = dialect.product();
		this.table = Lane.READY.table(this.product);
	}

	/**
	 * Find the first second of each part of the table that has any rows.
	 * @param parts the parts
	 * @return the seconds by their parts
	 */
	Map<TablePart, Long> findFirstSeconds(List<TablePart> parts) {
		Map<TablePart, Long> seconds = new HashMap<>();
		for (int i = 0; i < parts.size(); i += PARTS_OF_A_QUERY) {
			seconds.putAll(findSomeFirstSeconds(parts.subList(i, Math.min(parts.size(), i + PARTS_OF_A_QUERY))));
		}
		return seconds;
	}

	private Map<TablePart, Long> findSomeFirstSeconds(List<TablePart> parts) {
		List<String> queries = new ArrayList<>();
		for (int i = 0; i < parts.size(); i++) {
			queries.add("select * from (select " + i + " as part, priority from " + this.table
					+ parts.get(i).where(this.product) + TablePart.oldestFirst(this.product) + first(1) + ") q");
		}
		return this.jdbc.sql(String.join(" union all ", queries))
			.params(parts.stream().flatMap((part) -> part.parameters().stream()).toList())
			.query((row, number) -> Map.entry(parts.get(row.getInt("part")), row.getLong("priority")))
			.list()
			.stream()
			.collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
	}

	/**
	 * Count the rows of some seconds.
	 * @param part their part of the table
	 * @param from the first second
	 * @param to the last second
	 * @param limit the number of rows to read at most
	 * @return the number of rows, with those of the last second among them
	 */
	Chunk count(TablePart part, long from, long to, int limit) {
		return this.jdbc
			.sql("select priority, count(*) as seconds, sum(count(*)) over () as total from (select priority from "
					+ this.table + part.where(this.product) + " and priority >= ? and priority <= ?"
					+ TablePart.oldestFirst(this.product) + first(limit)
					+ ") q group by priority order by priority desc" + first(1))
			.params(Stream.concat(part.parameters().stream(), Stream.of(from, to)).toList())
			.query((row, number) -> new Chunk(row.getLong("total"), row.getLong("priority"), row.getLong("seconds")))
			.optional()
			.orElse(Chunk.EMPTY);
	}

	/**
	 * Count the rows that are being delivered, where they are not among the other parts.
	 * @return a line for each owner
	 */
	List<InFlight> findInFlight() {
		if (Lane.isColumn(this.product)) {
			return List.of();
		}
		List<InFlight> inFlight = findInFlight(USUALLY_IN_FLIGHT);
		boolean all = inFlight.stream().mapToLong(InFlight::rows).sum() < USUALLY_IN_FLIGHT;
		return all ? inFlight : findInFlight(MOST_IN_FLIGHT);
	}

	private List<InFlight> findInFlight(int limit) {
		return this.jdbc
			.sql("select account, key_digest, count(*) as total, min(priority) as priority from"
					+ " (select account, key_digest, priority from " + this.table
					+ " where last_heartbeat is not null and picked order by last_heartbeat" + first(limit)
					+ ") q group by account, key_digest")
			.query((row, number) -> new InFlight(RowOwner.of(row), row.getLong("total"), row.getLong("priority")))
			.list();
	}

	/**
	 * Count dead conversions.
	 * @param owner their owner
	 * @param after the id after which to begin
	 * @param limit the number of rows to read at most
	 * @return the number of rows, and the last id
	 */
	DeadChunk countDead(RowOwner owner, String after, int limit) {
		return this.jdbc
			.sql("select count(*) as total, max(id) as id from (select id from " + DeadConversionTable.NAME
					+ " where account = ? and key_digest = ? and id > ? order by account, key_digest, id" + first(limit)
					+ ") q")
			.params(owner.account(), owner.keyDigest(), after)
			.query((row, number) -> new DeadChunk(row.getLong("total"), row.getString("id")))
			.single();
	}

	private static String first(int limit) {
		return " fetch first " + limit + " rows only";
	}

	/**
	 * Rows that were counted.
	 *
	 * @param rows the number of rows
	 * @param last the second of the last of them
	 * @param rowsOfLast the number of those of that second
	 */
	record Chunk(long rows, long last, long rowsOfLast) {

		static final Chunk EMPTY = new Chunk(0, 0, 0);

	}

	/**
	 * Rows of an owner that are being delivered.
	 *
	 * @param owner the owner
	 * @param rows the number of rows
	 * @param first the second of the first of them
	 */
	record InFlight(RowOwner owner, long rows, long first) {

	}

	/**
	 * Dead conversions that were counted.
	 *
	 * @param rows the number of rows
	 * @param last the id of the last of them, or {@code null} if there is none
	 */
	record DeadChunk(long rows, @Nullable String last) {

	}

}
