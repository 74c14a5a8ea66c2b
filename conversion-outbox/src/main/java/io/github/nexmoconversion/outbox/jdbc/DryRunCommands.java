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

import io.github.nexmoconversion.ConversionOperations;

/**
 * Submits conversions in a dry run, whose operations send nothing. Nothing is stored.
 */
final class DryRunCommands implements IndependentCommands {

	private final ConversionOperations operations;

	DryRunCommands(ConversionOperations operations) {
		this.operations = operations;
	}

	@Override
	public void execute(OutboxCommand command, boolean canHoldConnection) {
		if (command.due() && command.conversion() != null) {
			this.operations.submitAsync(command.account(), command.conversion());
		}
	}

	@Override
	public void writeLater(List<OutboxCommand> commands) {
		commands.forEach((command) -> execute(command, true));
	}

	@Override
	public void afterCommit(List<OutboxCommand> commands) {
		writeLater(commands);
	}

	@Override
	public void drop(OutboxCommand command) {
	}

}
