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
import java.util.Set;
import java.util.function.Consumer;

import io.github.nexmoconversion.Conversion;
import org.jspecify.annotations.Nullable;

/**
 * What a caller asks the outbox to store.
 *
 * @param account the name of the account
 * @param messageKey the key of the message, empty if the command locks none
 * @param conversion the conversion, or {@code null} if the command stores none
 * @param statements what stores it, repeatable. Rows that are due at once are not
 * inserted but added to the list, since they are inserted together
 * @param due whether the conversion is due now: delivered right after the commit or, if
 * it cannot be stored, submitted directly
 * @param voidExpiries the keys of expiries of the message, which are void after the
 * commit
 * @param consequence what the log says if it cannot be stored
 */
record OutboxCommand(String account, String messageKey, @Nullable Conversion conversion,
		Consumer<List<OutboxRow>> statements, boolean due, Set<String> voidExpiries, String consequence) {

	private static final String SUBMITTED = "A conversion is submitted directly instead, once.";

	static OutboxCommand enqueue(OutboxRow row) {
		OutboxEntry entry = row.entry();
		return new OutboxCommand(entry.account(), "", entry.conversion(), (rows) -> rows.add(row), true, Set.of(),
				SUBMITTED);
	}

	static OutboxCommand register(OutboxRow row, Runnable insert) {
		OutboxEntry expiry = row.entry();
		return new OutboxCommand(expiry.account(), row.id(), expiry.conversion(), (rows) -> insert.run(), false,
				Set.of(), "If the user of that message does nothing, it is not reported.");
	}

	static OutboxCommand confirm(String messageKey, Set<String> voidExpiries, OutboxEntry confirmation,
			Consumer<List<OutboxRow>> statements) {
		return new OutboxCommand(confirmation.account(), messageKey, confirmation.conversion(), statements, true,
				voidExpiries, SUBMITTED);
	}

	static OutboxCommand cancel(String account, String messageKey, Set<String> voidExpiries, Runnable mark) {
		return new OutboxCommand(account, messageKey, null, (rows) -> mark.run(), false, voidExpiries,
				"The message that was cancelled is reported as not delivered.");
	}

}
