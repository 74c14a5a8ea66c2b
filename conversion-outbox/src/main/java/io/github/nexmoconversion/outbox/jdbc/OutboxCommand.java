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

import io.github.nexmoconversion.Conversion;
import org.jspecify.annotations.Nullable;

/**
 * What a caller asks the outbox to store.
 *
 * @param account the name of the account
 * @param conversion the conversion, or {@code null} if the command stores none
 * @param statements what stores it, repeatable
 * @param due whether the conversion is due now: delivered right after the commit or, if
 * it cannot be stored, submitted directly
 * @param consequence what the log says if it cannot be stored
 */
record OutboxCommand(String account, @Nullable Conversion conversion, Runnable statements, boolean due,
		String consequence) {

	/**
	 * Create a command for a conversion that is due now.
	 * @param entry the conversion
	 * @param statements what stores it
	 * @return the command
	 */
	static OutboxCommand deliver(OutboxEntry entry, Runnable statements) {
		return new OutboxCommand(entry.account(), entry.conversion(), statements, true,
				"A conversion is submitted directly instead, once.");
	}

	static OutboxCommand register(OutboxEntry expiry, Runnable statements) {
		return new OutboxCommand(expiry.account(), expiry.conversion(), statements, false,
				"If the user of that message does nothing, it is not reported.");
	}

	static OutboxCommand cancel(String account, Runnable statements) {
		return new OutboxCommand(account, null, statements, false,
				"The message that was cancelled is reported as not delivered.");
	}

}
