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
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import javax.sql.DataSource;

import io.github.nexmoconversion.outbox.DeadConversion;

import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The table of dead conversions, of which an application sees its own. They are stored as
 * their rows were, so that a later release can replay those that this one cannot read.
 */
final class DeadConversionTable {

	static final String NAME = "nexmo_conversion_dead";

	private static final int MAX_REASON_LENGTH = 1000;

	private static final String OWN = " where concat(concat(account, '/'), key_digest) in (:own)";

	private final JdbcClient jdbc;

	private final OwnTransactions transactions;

	private final OutboxEntryMapper mapper;

	private final RowOwners owners;

	private final OutboxDialect dialect;

	DeadConversionTable(DataSource dataSource, OwnTransactions transactions, OutboxEntryMapper mapper, RowOwners owners,
			OutboxDialect dialect) {
		this.owners = owners;
		this.jdbc = JdbcClient.create(dataSource);
		this.transactions = transactions;
		this.mapper = mapper;
		this.dialect = dialect;
	}

	/**
	 * Add one, unless it is there already because of a crash after it was added.
	 * @param id its id
	 * @param owner the owner of its row
	 * @param data the data of its row
	 * @param reason why it is dead
	 * @param time when it died
	 */
	void add(String id, RowOwner owner, byte[] data, String reason, Instant time) {
		String shortened = reason.substring(0, Math.min(reason.length(), MAX_REASON_LENGTH));
		this.transactions.run(() -> {
			if (!exists(id)) {
				this.jdbc
					.sql("insert into " + NAME + " (id, entry, reason, died_at, account, key_digest)"
							+ " values (?, ?, ?, ?, ?, ?)")
					.params(id, data, shortened, this.dialect.parameter(time), owner.account(), owner.keyDigest())
					.update();
			}
		});
	}

	// Whoever added it
	private boolean exists(String id) {
		return this.jdbc.sql("select count(*) from " + NAME + " where id = ?").param(id).query(Long.class).single() > 0;
	}

	long count() {
		return this.jdbc.sql("select count(*) from " + NAME + OWN)
			.param("own", this.owners.getOwnKeys())
			.query(Long.class)
			.single();
	}

	List<DeadConversion> find(long offset, int limit) {
		return this.jdbc
			.sql("select id, entry, reason, died_at from " + NAME + OWN
					+ " order by died_at desc, id offset :offset rows fetch next :limit rows only")
			.param("own", this.owners.getOwnKeys())
			.param("offset", offset)
			.param("limit", limit)
			.query(this::map)
			.list();
	}

	List<String> findIds() {
		return this.jdbc.sql("select id from " + NAME + OWN + " order by died_at, id")
			.param("own", this.owners.getOwnKeys())
			.query(String.class)
			.list();
	}

	Optional<byte[]> findData(String id) {
		return this.jdbc.sql("select entry from " + NAME + OWN + " and id = :id")
			.param("own", this.owners.getOwnKeys())
			.param("id", id)
			.query((row, number) -> row.getBytes("entry"))
			.optional();
	}

	boolean remove(String id) {
		return this.jdbc.sql("delete from " + NAME + OWN + " and id = :id")
			.param("own", this.owners.getOwnKeys())
			.param("id", id)
			.update() == 1;
	}

	private DeadConversion map(ResultSet row, int number) throws SQLException {
		String id = row.getString("id");
		Instant time = this.dialect.getInstant(row, "died_at");
		String reason = row.getString("reason");
		return this.mapper.readIfPossible(row.getBytes("entry"))
			.map((entry) -> new DeadConversion(id, entry.account(), entry.conversion(), time, reason))
			.orElseGet(() -> new DeadConversion(id, null, null, time, reason));
	}

}
