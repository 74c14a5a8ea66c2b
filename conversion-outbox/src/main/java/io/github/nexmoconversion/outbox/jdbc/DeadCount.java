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
import io.github.nexmoconversion.outbox.jdbc.CountQueries.DeadChunk;

/**
 * Counts the dead conversions of an owner, up to what {@link OutboxStatistics} tell.
 */
final class DeadCount implements SweepStep {

	private final CountQueries queries;

	private final RowOwner owner;

	private final LongConsumer result;

	private String last = "";

	private long count;

	DeadCount(CountQueries queries, RowOwner owner, LongConsumer result) {
		this.queries = queries;
		this.owner = owner;
		this.result = result;
	}

	@Override
	public boolean run(int limit) {
		DeadChunk chunk = this.queries.countDead(this.owner, this.last, limit);
		this.count += chunk.rows();
		if (chunk.last() == null || chunk.rows() < limit || this.count >= LIMIT) {
			this.result.accept(this.count);
			return true;
		}
		this.last = chunk.last();
		return false;
	}

}
