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

import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;

import javax.sql.DataSource;

/**
 * Rows whose key is not known: those that a release without owners stored, and those that
 * were enqueued while the key could not be looked up. There are rarely any, so that they
 * are looked for before they are fetched.
 */
final class RowsWithoutKey {

	private final CountQueries queries;

	private final OwnerWalk walk;

	RowsWithoutKey(DataSource dataSource, OutboxDialect dialect) {
		this.queries = new CountQueries(dataSource, dialect);
		this.walk = new OwnerWalk(dataSource, dialect);
	}

	/**
	 * Find those of some accounts.
	 * @param accounts the names of the accounts
	 * @return the owners, without keys, of which there are such rows
	 */
	Set<RowOwner> find(Collection<String> accounts) {
		return this.queries
			.findFirstSeconds(accounts.stream()
				.map(RowOwner::withoutKey)
				.map(OwnerAndFormat::current)
				.flatMap(TablePart::of)
				.toList())
			.keySet()
			.stream()
			.map(TablePart::owner)
			.collect(Collectors.toSet());
	}

	/**
	 * Find those of all accounts.
	 * @return the owners, without keys, of which there are such rows
	 */
	Set<RowOwner> findAll() {
		return this.walk.findAll()
			.stream()
			.map(OwnerAndFormat::owner)
			.filter((owner) -> !owner.hasKey() && !owner.account().isEmpty())
			.collect(Collectors.toSet());
	}

}
