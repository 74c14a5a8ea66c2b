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

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.sql.init.AbstractScriptDatabaseInitializer.Scripts;
import org.springframework.core.io.Resource;
import org.springframework.util.StringUtils;

/**
 * Tables with their columns, and indexes, that a script creates. The metadata of the
 * database shows which of them are missing, without a lock on them.
 */
final class SchemaObjects {

	private static final Pattern COMMENT = Pattern.compile("--.*");

	private static final Pattern CREATION = Pattern.compile(
			"create (unique )?(table|index) (if not exists )?(?<name>\\w+)( on (?<table>\\w+))? ?\\((?<body>.*)",
			Pattern.CASE_INSENSITIVE);

	// In the body of a table, what is no column begins with one of these
	private static final Set<String> NO_COLUMNS = Set.of("check", "constraint", "exclude", "foreign", "fulltext",
			"index", "key", "like", "period", "primary", "spatial", "unique");

	private static final Pattern COLUMN = Pattern.compile("(?<name>\\w+) .*");

	// The names of columns by that of their table
	private final Map<String, Set<String>> columns = new HashMap<>();

	// The names of indexes by that of their table
	private final Map<String, Set<String>> indexes = new HashMap<>();

	private boolean createdAlone = true;

	private SchemaObjects() {
	}

	/**
	 * Find what scripts create.
	 * @param scripts the scripts
	 * @return their tables and indexes, or {@code null} if the scripts do anything else
	 */
	static @Nullable SchemaObjects createdBy(Scripts scripts) {
		SchemaObjects objects = new SchemaObjects();
		for (Resource script : scripts) {
			statements(script, scripts).forEach(objects::add);
		}
		return objects.createdAlone ? objects : null;
	}

	private static Stream<String> statements(Resource script, Scripts scripts) {
		Charset encoding = (scripts.getEncoding() != null) ? scripts.getEncoding() : StandardCharsets.UTF_8;
		try {
			String sql = COMMENT.matcher(script.getContentAsString(encoding)).replaceAll("");
			return Stream.of(StringUtils.delimitedListToStringArray(sql, scripts.getSeparator()))
				.map((statement) -> statement.strip().replaceAll("\\s+", " "))
				.filter(StringUtils::hasText);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private void add(String statement) {
		Matcher creation = CREATION.matcher(statement);
		this.createdAlone &= creation.matches();
		if (!creation.matches()) {
			return;
		}
		String name = lowerCase(creation.group("name"));
		String table = creation.group("table");
		Set<String> indexesOfTable = this.indexes.computeIfAbsent((table != null) ? lowerCase(table) : name,
				(key) -> new HashSet<>());
		if (table != null) {
			indexesOfTable.add(name);
		}
		else {
			this.columns.computeIfAbsent(name, (key) -> new LinkedHashSet<>()).addAll(columns(creation.group("body")));
		}
	}

	private static Set<String> columns(String body) {
		Set<String> names = new LinkedHashSet<>();
		int depth = 0;
		int begin = 0;
		for (int i = 0; i < body.length() && depth >= 0; i++) {
			char character = body.charAt(i);
			depth += (character == '(') ? 1 : (character == ')') ? -1 : 0;
			if (depth < 0 || (depth == 0 && character == ',')) {
				Matcher column = COLUMN.matcher(body.substring(begin, i).strip());
				if (column.matches() && !NO_COLUMNS.contains(lowerCase(column.group("name")))) {
					names.add(lowerCase(column.group("name")));
				}
				begin = i + 1;
			}
		}
		return names;
	}

	/**
	 * Find a column that a table lacks although it exists.
	 * @param connection a connection to the database
	 * @return the column and its table, empty if none is missing
	 */
	Optional<String> findMissingColumn(Connection connection) throws SQLException {
		DatabaseMetaData metaData = connection.getMetaData();
		for (Map.Entry<String, Set<String>> entry : this.columns.entrySet()) {
			Set<String> existing = columns(connection, metaData, entry.getKey());
			for (String column : entry.getValue()) {
				if (!existing.isEmpty() && !existing.contains(column)) {
					return Optional.of("the column " + column + " of " + entry.getKey());
				}
			}
		}
		return Optional.empty();
	}

	private static Set<String> columns(Connection connection, DatabaseMetaData metaData, String table)
			throws SQLException {
		Set<String> names = new HashSet<>();
		try (ResultSet columns = metaData.getColumns(connection.getCatalog(), connection.getSchema(),
				pattern(metaData, table), null)) {
			while (columns.next()) {
				// The pattern has wildcards
				if (lowerCase(columns.getString("TABLE_NAME")).equals(table)) {
					names.add(lowerCase(columns.getString("COLUMN_NAME")));
				}
			}
		}
		return names;
	}

	/**
	 * Count what is missing.
	 * @param connection a connection to the database
	 * @return the number of missing tables and indexes
	 */
	int countMissing(Connection connection) throws SQLException {
		int missing = 0;
		for (Map.Entry<String, Set<String>> entry : this.indexes.entrySet()) {
			missing += countMissing(connection, entry.getKey(), entry.getValue());
		}
		return missing;
	}

	private static int countMissing(Connection connection, String table, Set<String> indexes) throws SQLException {
		DatabaseMetaData metaData = connection.getMetaData();
		try (ResultSet tables = metaData.getTables(connection.getCatalog(), connection.getSchema(),
				pattern(metaData, table), null)) {
			while (tables.next()) {
				// The pattern has wildcards
				if (lowerCase(tables.getString("TABLE_NAME")).equals(table)) {
					Set<String> missing = new HashSet<>(indexes);
					missing.removeAll(indexes(metaData, tables));
					return missing.size();
				}
			}
		}
		return 1 + indexes.size();
	}

	private static String pattern(DatabaseMetaData metaData, String table) throws SQLException {
		return metaData.storesUpperCaseIdentifiers() ? table.toUpperCase(Locale.ROOT) : table;
	}

	private static Set<String> indexes(DatabaseMetaData metaData, ResultSet table) throws SQLException {
		Set<String> names = new HashSet<>();
		try (ResultSet indexes = metaData.getIndexInfo(table.getString("TABLE_CAT"), table.getString("TABLE_SCHEM"),
				table.getString("TABLE_NAME"), false, true)) {
			while (indexes.next()) {
				names.add(lowerCase(String.valueOf(indexes.getString("INDEX_NAME"))));
			}
		}
		return names;
	}

	private static String lowerCase(String name) {
		return name.toLowerCase(Locale.ROOT);
	}

}
