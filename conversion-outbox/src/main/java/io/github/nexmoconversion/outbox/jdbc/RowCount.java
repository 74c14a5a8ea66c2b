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

import java.util.function.LongConsumer;

import io.github.nexmoconversion.outbox.OutboxStatistics;
import io.github.nexmoconversion.outbox.jdbc.CountQueries.Chunk;
import org.jspecify.annotations.Nullable;

/**
 * Counts the rows of some seconds, up to what {@link OutboxStatistics} tell.
 */
final class RowCount implements SweepStep {

	private final CountQueries queries;

	private final TablePart part;

	private final long to;

	private final LongConsumer result;

	private long from;

	private long count;

	private @Nullable Long crowded;

	/**
	 * Create a new {@link RowCount}.
	 * @param queries the queries
	 * @param part the part of the table
	 * @param from the first second
	 * @param to the last second
	 * @param result takes the number of rows
	 */
	RowCount(CountQueries queries, TablePart part, long from, long to, LongConsumer result) {
		this.queries = queries;
		this.part = part;
		this.from = from;
		this.to = to;
		this.result = result;
	}

	@Override
	public boolean run(int limit) {
		boolean last = (this.crowded != null) ? countCrowded(this.crowded) : countNext(limit);
		if (last || this.count >= LIMIT) {
			this.result.accept(Math.min(this.count, LIMIT));
			return true;
		}
		return false;
	}

	private boolean countNext(int limit) {
		Chunk chunk = this.queries.count(this.part, this.from, this.to, limit);
		if (chunk.rows() < limit) {
			this.count += chunk.rows();
			return true;
		}
		// There may be more of its last second, which the next chunk begins with
		this.count += chunk.rows() - chunk.rowsOfLast();
		this.from = chunk.last();
		if (chunk.rows() == chunk.rowsOfLast()) {
			this.crowded = chunk.last();
		}
		return false;
	}

	// A second that does not fit into a chunk can only be counted in one go
	private boolean countCrowded(long crowded) {
		this.count += this.queries.count(this.part, crowded, crowded, (int) LIMIT).rows();
		this.from = crowded + 1;
		this.crowded = null;
		return this.from > this.to;
	}

}
