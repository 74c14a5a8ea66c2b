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

package io.github.nexmoconversion.outbox.actuate;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.springframework.core.task.SimpleAsyncTaskExecutor;
import org.springframework.core.task.TaskRejectedException;

/**
 * Limits the time that a caller waits for the database: a connection pool waits for half
 * a minute.
 */
final class TimeLimit {

	private static final int MAX_QUERIES = 4;

	private final SimpleAsyncTaskExecutor executor = new SimpleAsyncTaskExecutor("conversion-outbox-endpoint-");

	private final Duration limit;

	TimeLimit(Duration limit) {
		this.limit = limit;
		this.executor.setDaemon(true);
		// Those that were given up still wait for the database
		this.executor.setConcurrencyLimit(MAX_QUERIES);
		this.executor.setRejectTasksWhenLimitReached(true);
	}

	/**
	 * Run a query.
	 * @param query the query
	 * @param <T> the type of its result
	 * @return the result
	 * @throws OutboxUnavailableException if it fails or takes too long
	 */
	<T> T call(Callable<T> query) {
		try {
			return await(this.executor.submit(query));
		}
		catch (TaskRejectedException ex) {
			throw new OutboxUnavailableException("The database has not answered earlier requests yet", ex);
		}
	}

	private <T> T await(Future<T> future) {
		try {
			return future.get(this.limit.toMillis(), TimeUnit.MILLISECONDS);
		}
		catch (TimeoutException ex) {
			throw new OutboxUnavailableException(
					"The database did not answer within " + this.limit.toSeconds() + " seconds", ex);
		}
		catch (ExecutionException ex) {
			throw new OutboxUnavailableException("The database did not tell the state of the outbox", ex.getCause());
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new OutboxUnavailableException("The request was interrupted", ex);
		}
	}

}
