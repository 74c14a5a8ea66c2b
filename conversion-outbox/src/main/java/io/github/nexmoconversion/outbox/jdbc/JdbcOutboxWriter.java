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
import java.util.Comparator;
import java.util.List;

/**
 * {@link OutboxWriter} that inserts rows and marks.
 */
final class JdbcOutboxWriter implements OutboxWriter {

	// Transactions that lock keys in the same order, and for each its expiry before its
	// mark, cannot wait for each other
	private static final Comparator<OutboxCommand> ORDER = Comparator.comparing(OutboxCommand::messageKey)
		.thenComparing((command) -> !command.voidExpiries().isEmpty());

	private final OutboxTable table;

	JdbcOutboxWriter(OutboxTable table) {
		this.table = table;
	}

	@Override
	public void write(List<OutboxCommand> commands) {
		List<OutboxRow> rows = new ArrayList<>();
		commands.stream().sorted(ORDER).forEach((command) -> command.statements().accept(rows));
		this.table.insertDue(rows);
	}

}
