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
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import javax.sql.DataSource;

import io.github.nexmoconversion.outbox.jdbc.OutboxDialect.Product;
import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Goes from owner to owner of which there are rows. It skips their rows, of which there
 * can be millions.
 */
final class OwnerWalk {

	private final JdbcClient jdbc;

	private final Product product;

	OwnerWalk(DataSource dataSource, OutboxDialect dialect) {
		this.jdbc = JdbcClient.create(dataSource);
		this.product = dialect.product();
	}

	/**
	 * Return the lanes through which one has to go, one after the other.
	 * @return the lanes, or one that is {@code null} for all at once
	 */
	List<@Nullable Lane> lanes() {
		List<@Nullable Lane> lanes = new ArrayList<>();
		if (Lane.isColumn(this.product)) {
			lanes.add(null);
		}
		else {
			lanes.addAll(List.of(Lane.values()));
		}
		return lanes;
	}

	/**
	 * Find all owners and formats of which there are rows.
	 * @return the owners and formats
	 */
	Set<OwnerAndFormat> findAll() {
		Set<OwnerAndFormat> found = new LinkedHashSet<>();
		for (Lane lane : lanes()) {
			Optional<OwnerAndFormat> next = findNext(lane, OwnerAndFormat.LOWEST);
			while (next.isPresent()) {
				found.add(next.get());
				next = findNext(lane, next.get());
			}
		}
		return found;
	}

	/**
	 * Find the next owner and format of which there are rows.
	 * @param lane one of the {@link #lanes()}
	 * @param previous the previous owner and format
	 * @return the next ones
	 */
	Optional<OwnerAndFormat> findNext(@Nullable Lane lane, OwnerAndFormat previous) {
		RowOwner owner = previous.owner();
		String and = (lane != null) ? " and " + lane.condition(this.product) : "";
		// Three ranges rather than a comparison of rows, for which not all databases use
		// an index
		return this.jdbc
			.sql(Stream
				.of("account = ? and key_digest = ? and format > ?", "account = ? and key_digest > ?", "account > ?")
				.map((range) -> "select * from (select account, key_digest, format from "
						+ Lane.READY.table(this.product) + " where " + range + and
						+ " order by account, key_digest, format fetch first 1 rows only) q")
				.collect(Collectors.joining(" union all ", "",
						" order by account, key_digest, format fetch first 1 rows only")))
			.params(owner.account(), owner.keyDigest(), previous.format(), owner.account(), owner.keyDigest(),
					owner.account())
			.query((row, number) -> new OwnerAndFormat(RowOwner.of(row), row.getInt("format")))
			.optional();
	}

}
