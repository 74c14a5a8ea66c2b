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

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

	private static final String NOT_ONLY_SCHEDULED = " and task_name in ('" + OutboxTable.DELIVERY + "', '"
			+ OutboxTable.EXPIRY + "')";

	// An order and a small limit, else PostgreSQL reads the table while it has no
	// statistics
	private static final int USUALLY_IN_FLIGHT = 500;

	private static final int MOST_IN_FLIGHT = 10_000;

	private final JdbcClient jdbc;

	private final boolean partialIndexes;

	private final String table;

	private final String lane;

	CountQueries(DataSource dataSource, OutboxDialect dialect) {
		this.jdbc = JdbcClient.create(dataSource);
		// PostgreSQL has an index for each lane, of rows that are not picked
		this.partialIndexes = dialect.product() == Product.POSTGRESQL;
		this.lane = this.partialIndexes ? "" : "lane, ";
		// The optimizer of MariaDB would take another index, and sort
		boolean mariaDb = dialect.product() == Product.MARIADB;
		this.table = OutboxTable.NAME + (mariaDb ? " force index (" + OutboxTable.NAME + "_ready)" : "");
	}

	/**
	 * Find the first second of each part of the table that has any rows.
	 * @param parts the parts
	 * @return the seconds by their parts
	 */
	Map<TablePart, Long> findFirstSeconds(List<TablePart> parts) {
		if (parts.isEmpty()) {
			return Map.of();
		}
		List<String> queries = new ArrayList<>();
		for (int i = 0; i < parts.size(); i++) {
			queries.add("select * from (select " + i + " as part, priority from " + this.table + where(parts.get(i))
					+ orderBy() + first(1) + ") q");
		}
		return this.jdbc.sql(String.join(" union all ", queries))
			.params(parts.stream().flatMap((part) -> parameters(part)).toList())
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
					+ this.table + where(part) + " and priority >= ? and priority <= ?" + orderBy() + first(limit)
					+ ") q group by priority order by priority desc" + first(1))
			.params(Stream.concat(parameters(part), Stream.of(from, to)).toList())
			.query((row, number) -> new Chunk(row.getLong("total"), row.getLong("priority"), row.getLong("seconds")))
			.optional()
			.orElse(Chunk.EMPTY);
	}

	/**
	 * Count the rows that are being delivered, where they are not among the other parts.
	 * @return a line for each owner
	 */
	List<InFlight> findInFlight() {
		if (!this.partialIndexes) {
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
			.query((row, number) -> new InFlight(owner(row), row.getLong("total"), row.getLong("priority")))
			.list();
	}

	/**
	 * Return the lanes whose owners are looked for one after the other.
	 * @return the lanes, or {@code null} for all at once
	 */
	List<@Nullable Lane> lanesToWalk() {
		List<@Nullable Lane> lanes = new ArrayList<>();
		if (this.partialIndexes) {
			lanes.addAll(List.of(Lane.values()));
		}
		else {
			lanes.add(null);
		}
		return lanes;
	}

	/**
	 * Find the next owner and format of which there are rows.
	 * @param lane the lane, or {@code null} for all
	 * @param previous the previous owner and format
	 * @return the next ones
	 */
	Optional<OwnerAndFormat> findNext(@Nullable Lane lane, OwnerAndFormat previous) {
		RowOwner owner = previous.owner();
		String and = (lane != null) ? " and " + condition(lane) : "";
		// Three ranges rather than a comparison of rows, for which not all databases use
		// an index
		return this.jdbc
			.sql(Stream
				.of("account = ? and key_digest = ? and format > ?", "account = ? and key_digest > ?", "account > ?")
				.map((range) -> "select * from (select account, key_digest, format from " + this.table + " where "
						+ range + and + " order by account, key_digest, format" + first(1) + ") q")
				.collect(Collectors.joining(" union all ", "", " order by account, key_digest, format" + first(1))))
			.params(owner.account(), owner.keyDigest(), previous.format(), owner.account(), owner.keyDigest(),
					owner.account())
			.query((row, number) -> new OwnerAndFormat(owner(row), row.getInt("format")))
			.optional();
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

	private String where(TablePart part) {
		return " where account = ? and key_digest = ? and format = ? and " + condition(part.lane())
				+ (part.owner().account().isEmpty() ? NOT_ONLY_SCHEDULED : "");
	}

	private static Stream<Object> parameters(TablePart part) {
		return Stream.of(part.owner().account(), part.owner().keyDigest(), part.format());
	}

	// Literally as in the indexes of PostgreSQL
	private String condition(Lane lane) {
		boolean ready = (lane == Lane.READY);
		return this.partialIndexes ? "not picked and coalesce(consecutive_failures, 0) " + (ready ? "= 0" : "> 0")
				: "lane = " + (ready ? "0" : "1");
	}

	// All columns of the index, else H2 sorts
	private String orderBy() {
		return " order by account, key_digest, format, " + this.lane + "priority";
	}

	private static String first(int limit) {
		return " fetch first " + limit + " rows only";
	}

	private static RowOwner owner(ResultSet row) throws SQLException {
		return new RowOwner(row.getString("account"), row.getString("key_digest"));
	}

	/**
	 * Whether rows were never tried or wait to be tried again.
	 */
	enum Lane {

		READY, RETRY

	}

	/**
	 * Rows that stand together in an index, by their seconds.
	 *
	 * @param owner their owner
	 * @param format their format
	 * @param lane their lane
	 */
	record TablePart(RowOwner owner, int format, Lane lane) {

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
	 * Whose rows are, and their format.
	 *
	 * @param owner the owner
	 * @param format the format
	 */
	record OwnerAndFormat(RowOwner owner, int format) {

		static final OwnerAndFormat LOWEST = new OwnerAndFormat(RowOwner.NOBODY, -1);

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
