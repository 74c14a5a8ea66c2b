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

import java.util.List;

/**
 * Executes commands independently of the transactions of their callers.
 */
interface IndependentCommands {

	/**
	 * Execute a command that joins no transaction.
	 * @param command the command
	 * @param canHoldConnection whether the caller can hold a connection, and with it the
	 * last one of the pool
	 */
	void execute(OutboxCommand command, boolean canHoldConnection);

	/**
	 * Write commands whose transaction has been committed without them.
	 * @param commands the commands
	 */
	void writeLater(List<OutboxCommand> commands);

	/**
	 * Deliver what has been written and committed, and remove what it made void.
	 * @param commands the commands
	 */
	void afterCommit(List<OutboxCommand> commands);

	/**
	 * Report a command that was not written, and of which nobody knows whether it counts.
	 * @param command the command
	 */
	void drop(OutboxCommand command);

}
