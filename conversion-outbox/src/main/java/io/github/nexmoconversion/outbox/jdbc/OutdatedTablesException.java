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

import org.springframework.dao.InvalidDataAccessResourceUsageException;

/**
 * Thrown when an outbox starts on the tables of an earlier release.
 *
 * @since 0.1.0
 */
public final class OutdatedTablesException extends InvalidDataAccessResourceUsageException {

	private static final long serialVersionUID = 1L;

	private final String missing;

	OutdatedTablesException(String missing, Throwable cause) {
		super("The tables of the outbox are those of an earlier release: " + missing + " is missing. Stop all"
				+ " instances of that release and run the script"
				+ " io/github/nexmoconversion/outbox/jdbc/migration-<database>.sql of conversion-outbox", cause);
		this.missing = missing;
	}

	/**
	 * Return what is missing.
	 * @return a table, or some of the columns of a table
	 */
	public String getMissing() {
		return this.missing;
	}

}
