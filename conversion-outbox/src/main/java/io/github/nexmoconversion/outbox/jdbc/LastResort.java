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

import io.github.nexmoconversion.ConversionOperations;
import io.github.nexmoconversion.outbox.OutboxEvent;
import io.github.nexmoconversion.outbox.OutboxListener;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.core.NestedExceptionUtils;

/**
 * What happens to commands that cannot be stored: they are logged and counted, and a
 * conversion that is due is submitted directly, once.
 */
final class LastResort {

	private static final Log logger = LogFactory.getLog(LastResort.class);

	private final ConversionOperations operations;

	private final OutboxListener listener;

	LastResort(ConversionOperations operations, OutboxListener listener) {
		this.operations = operations;
		this.listener = listener;
	}

	/**
	 * Give a command up, but for a direct submission.
	 * @param command the command
	 * @param failure why it cannot be stored
	 */
	void submit(OutboxCommand command, Throwable failure) {
		report(command, command.consequence(), failure);
		if (command.due() && command.conversion() != null) {
			try {
				this.operations.submitAsync(command.account(), command.conversion());
			}
			catch (RuntimeException | Error ex) {
				logger.error("A conversion of account '" + command.account() + "' is lost: it was not submitted", ex);
			}
		}
	}

	/**
	 * Give a command up of which nobody knows whether its transaction was committed.
	 * @param command the command
	 */
	void drop(OutboxCommand command) {
		report(command, "It is not known whether the transaction of its caller was committed, so it is dropped.",
				new IllegalStateException("The commit failed"));
	}

	private void report(OutboxCommand command, String consequence, Throwable failure) {
		// What is around the first cause can hold the row, and so the message id
		Throwable cause = NestedExceptionUtils.getMostSpecificCause(failure);
		logger.error("The outbox could not store something of account '" + command.account() + "'. " + consequence,
				cause);
		this.listener.onEvent(new OutboxEvent(OutboxEvent.Type.NOT_STORED, command.account(), command.conversion(),
				cause.toString()));
	}

}
