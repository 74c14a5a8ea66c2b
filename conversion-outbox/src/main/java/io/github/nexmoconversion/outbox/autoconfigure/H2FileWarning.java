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

import java.util.Locale;

import javax.sql.DataSource;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Warns of an H2 database in a file that writes with a delay: it loses what was committed
 * in the moments before a crash.
 */
final class H2FileWarning {

	private static final Log logger = LogFactory.getLog(H2FileWarning.class);

	private H2FileWarning() {
	}

	static void logIfNeeded(DataSource dataSource) {
		JdbcTemplate jdbc = new JdbcTemplate(dataSource);
		ConnectionCallback<String> callback = (connection) -> connection.getMetaData().getURL();
		String url = jdbc.execute(callback);
		if (url != null && isH2File(url.toUpperCase(Locale.ROOT)) && isDelayed(jdbc)) {
			logger.warn("The outbox is in an H2 database that writes to its file with a delay, so that a crash can lose"
					+ " conversions that were committed. Add ;WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE to the URL of the database.");
		}
	}

	private static boolean isH2File(String url) {
		return url.startsWith("JDBC:H2:") && !url.startsWith("JDBC:H2:MEM:");
	}

	private static boolean isDelayed(JdbcTemplate jdbc) {
		return !jdbc
			.queryForList("select setting_value from information_schema.settings where setting_name = 'WRITE_DELAY'",
					String.class)
			.contains("0");
	}

}
