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

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * Rows that are fetched together: those of one account that were never tried, or those
 * that are tried again. Each kind is in the order of an index.
 *
 * @param account the account with its key, which is paused and limited
 * @param owner whose the rows are: the account, or the account without a key
 * @param lane whether the rows have failed before
 * @param limit the maximum number of rows
 * @param notBefore the time of the event from which on rows are fetched, or {@code null}
 * for all
 */
record FetchBranch(RowOwner account, RowOwner owner, Lane lane, int limit, @Nullable Instant notBefore) {

	TablePart part() {
		return new TablePart(this.owner, OutboxEntryMapper.FORMAT, this.lane);
	}

}
