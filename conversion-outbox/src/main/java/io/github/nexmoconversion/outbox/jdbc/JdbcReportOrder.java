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

import java.util.Set;

import io.github.nexmoconversion.outbox.jdbc.OutboxEntry.Origin;

/**
 * {@link ReportOrder} that queries the tables.
 */
final class JdbcReportOrder implements ReportOrder {

	private final MarkTable marks;

	private final OutboxTable table;

	private final RowOwners owners;

	JdbcReportOrder(MarkTable marks, OutboxTable table, RowOwners owners) {
		this.owners = owners;
		this.marks = marks;
		this.table = table;
	}

	@Override
	public boolean isTooLate(OutboxEntry entry) {
		return entry.origin() == Origin.EXPIRY && this.marks.containsAny(messageKeys(entry));
	}

	@Override
	public boolean isTooEarly(OutboxEntry entry) {
		return entry.origin() == Origin.CONFIRMATION && this.table.isExpiryBeingReported(messageKeys(entry));
	}

	// What an earlier release registered can be confirmed by this one
	private Set<String> messageKeys(OutboxEntry entry) {
		return OutboxEntry.messageKeys(this.owners.getOwner(entry.account()), entry.account(), entry.conversion());
	}

}
