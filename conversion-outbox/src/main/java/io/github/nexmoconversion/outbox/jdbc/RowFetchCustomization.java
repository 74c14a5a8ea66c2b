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

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

import com.github.kagkarlsson.scheduler.jdbc.JdbcCustomization;
import com.github.kagkarlsson.scheduler.jdbc.JdbcTaskRepositoryContext;
import com.github.kagkarlsson.scheduler.task.Execution;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.core.NestedExceptionUtils;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/**
 * Makes db-scheduler fetch rows by {@link RowFetch}, on each database.
 */
final class RowFetchCustomization implements JdbcCustomization {

	private static final Log logger = LogFactory.getLog(RowFetchCustomization.class);

	private final JdbcCustomization database;

	private final RowFetch fetch;

	private volatile boolean failing;

	RowFetchCustomization(JdbcCustomization database, RowFetch fetch) {
		this.database = database;
		this.fetch = fetch;
	}

	@Override
	public boolean supportsSingleStatementLockAndFetch() {
		return true;
	}

	@Override
	public List<Execution> lockAndFetchSingleStatement(JdbcTaskRepositoryContext context, Instant now, int limit,
			boolean orderByPriority) {
		try {
			List<Execution> rows = this.fetch.fetch(context, now, limit);
			this.failing = false;
			return rows;
		}
		catch (DataAccessException | TransactionException ex) {
			// Once for each outage, since there is a poll each second
			if (!this.failing) {
				this.failing = true;
				logger.warn("The outbox cannot take rows from the database, and tries again at each poll: "
						+ NestedExceptionUtils.getMostSpecificCause(ex));
			}
			return List.of();
		}
	}

	@Override
	public boolean supportsGenericLockAndFetch() {
		return false;
	}

	@Override
	public String getName() {
		return this.database.getName();
	}

	@Override
	public void setInstant(PreparedStatement statement, int index, Instant value) throws SQLException {
		this.database.setInstant(statement, index, value);
	}

	@Override
	public Instant getInstant(ResultSet row, String column) throws SQLException {
		return this.database.getInstant(row, column);
	}

	@Override
	public void setTaskData(PreparedStatement statement, int index, byte[] value) throws SQLException {
		this.database.setTaskData(statement, index, value);
	}

	@Override
	public byte[] getTaskData(ResultSet row, String column) throws SQLException {
		return this.database.getTaskData(row, column);
	}

	@Override
	public boolean supportsExplicitQueryLimitPart() {
		return this.database.supportsExplicitQueryLimitPart();
	}

	@Override
	public String getQueryLimitPart(int limit) {
		return this.database.getQueryLimitPart(limit);
	}

	@Override
	public String createGenericSelectForUpdateQuery(String tableName, int limit, String requiredAndCondition,
			boolean orderByPriority) {
		return this.database.createGenericSelectForUpdateQuery(tableName, limit, requiredAndCondition, orderByPriority);
	}

	@Override
	public String createSelectDueQuery(String tableName, int limit, String andCondition, boolean orderByPriority) {
		return this.database.createSelectDueQuery(tableName, limit, andCondition, orderByPriority);
	}

}
