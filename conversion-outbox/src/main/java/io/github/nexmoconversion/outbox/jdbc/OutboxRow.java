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

import java.util.UUID;

import io.github.nexmoconversion.outbox.jdbc.OutboxEntry.Origin;

/**
 * A row of the outbox. Its id is fixed before it is inserted: an insert that is repeated
 * because nobody knows how the first one ended adds no second row.
 *
 * @param id the id of the row, which for an expiry is the key of its message
 * @param owner the owner of the row
 * @param entry what the row holds
 */
record OutboxRow(String id, RowOwner owner, OutboxEntry entry) {

	static OutboxRow of(RowOwner owner, OutboxEntry entry) {
		String id = (entry.origin() == Origin.EXPIRY) ? entry.messageKey(owner) : UUID.randomUUID().toString();
		return new OutboxRow(id, owner, entry);
	}

}
