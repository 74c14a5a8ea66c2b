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

package io.github.nexmoconversion.outbox.autoconfigure;

import java.util.Optional;

import javax.sql.DataSource;

import io.github.nexmoconversion.outbox.autoconfigure.ConversionOutboxProperties.Jdbc;

import org.springframework.boot.jdbc.init.PropertiesBasedDataSourceScriptDatabaseInitializer;
import org.springframework.boot.sql.init.DatabaseInitializationMode;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.init.ScriptException;

/**
 * Creates the tables of the outbox if any of them, or of their indexes, is missing. Where
 * nothing is missing, it takes no lock: even {@code create index if not exists} waits for
 * every transaction that has written to the table.
 */
class ConversionOutboxSchemaInitializer extends PropertiesBasedDataSourceScriptDatabaseInitializer<Jdbc> {

	private final DatabaseInitializationMode mode;

	ConversionOutboxSchemaInitializer(DataSource dataSource, Jdbc properties) {
		super(dataSource, properties);
		this.mode = properties.getInitializeSchema();
	}

	// There is not a script for each database, and it is only needed if it is to run
	@Override
	public boolean initializeDatabase() {
		return isEnabled() && super.initializeDatabase();
	}

	private boolean isEnabled() {
		return switch (this.mode) {
			case ALWAYS -> true;
			case EMBEDDED -> isEmbeddedDatabase();
			case NEVER -> false;
		};
	}

	@Override
	protected void runScripts(Scripts scripts) {
		SchemaObjects objects = SchemaObjects.createdBy(scripts);
		if (objects == null) {
			super.runScripts(scripts);
			return;
		}
		requireColumns(objects);
		int missing = countMissing(objects);
		while (missing > 0) {
			missing = runScripts(scripts, objects, missing);
		}
	}

	// The script would leave such a table as it is
	private void requireColumns(SchemaObjects objects) {
		ConnectionCallback<Optional<String>> callback = objects::findMissingColumn;
		Optional<String> missing = new JdbcTemplate(getDataSource()).execute(callback);
		if (missing != null && missing.isPresent()) {
			throw OutdatedTables.failure(missing.get());
		}
	}

	// "If not exists" is no protection from other instances that start at the same
	// moment. A statement that fails because of one leaves less missing than before.
	private int runScripts(Scripts scripts, SchemaObjects objects, int missingBefore) {
		try {
			super.runScripts(scripts);
			return 0;
		}
		catch (ScriptException ex) {
			int missing = countMissing(objects);
			if (missing < missingBefore) {
				return missing;
			}
			throw ex;
		}
	}

	private int countMissing(SchemaObjects objects) {
		ConnectionCallback<Integer> callback = objects::countMissing;
		Integer missing = new JdbcTemplate(getDataSource()).execute(callback);
		return (missing != null) ? missing : 0;
	}

}
