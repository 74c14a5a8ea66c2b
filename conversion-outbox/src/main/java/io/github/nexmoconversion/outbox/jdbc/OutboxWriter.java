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
import java.util.List;
import java.util.Objects;

/**
 * Writes commands to the tables.
 */
final class OutboxWriter {

	private final OutboxTable table;

	private final MarkTable marks;

	OutboxWriter(OutboxTable table, MarkTable marks) {
		this.table = table;
		this.marks = marks;
	}

	/**
	 * Write commands in the current transaction. Nothing is read or deleted, so that
	 * transactions of different messages never conflict, whatever their isolation.
	 * @param commands the commands
	 */
	void write(List<OutboxCommand> commands) {
		List<OutboxRow> rows = new ArrayList<>();
		commands.forEach((command) -> command.statements().accept(rows));
		this.table.insertDue(rows);
	}

	/**
	 * Remove what commands made void, in the current transaction. An expiry without a
	 * committed mark remains.
	 * @param commands the commands
	 */
	void removeVoid(List<OutboxCommand> commands) {
		commands.stream().map(OutboxCommand::voidExpiry).filter(Objects::nonNull).forEach(this.marks::removeVoidExpiry);
	}

}
