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

package io.github.nexmoconversion.client;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import io.github.nexmoconversion.Conversion;
import io.github.nexmoconversion.ConversionNotSentException;
import org.jspecify.annotations.Nullable;

import org.springframework.util.Assert;

/**
 * The asynchronous submissions in flight: limits, drains and cuts them off.
 */
final class InFlightSubmissions {

	private static final Runnable NOTHING = () -> {
	};

	private final Map<CompletableFuture<?>, AsyncSubmission> unfinished = new ConcurrentHashMap<>();

	private final AtomicInteger count = new AtomicInteger();

	private final AtomicReference<Runnable> whenDrained = new AtomicReference<>(NOTHING);

	private final int limit;

	private volatile boolean open = true;

	InFlightSubmissions(int limit) {
		Assert.isTrue(limit > 0, "'maxInFlight' must be positive");
		this.limit = limit;
	}

	int getLimit() {
		return this.limit;
	}

	int getCount() {
		return this.count.get();
	}

	boolean isOpen() {
		return this.open;
	}

	void open() {
		this.open = true;
	}

	void close() {
		this.open = false;
	}

	/**
	 * Accept no more submissions, and drain those in flight.
	 * @param whenDrained called once none is in flight
	 */
	void drain(Runnable whenDrained) {
		// Counted as in flight: the last to leave runs the callback, even if it is this
		this.count.incrementAndGet();
		this.whenDrained.set(whenDrained);
		close();
		leave();
	}

	/**
	 * Count a submission as in flight, unless it is refused.
	 * @param account the name of the account
	 * @param conversion the conversion
	 * @return why the submission is refused, or {@code null} if it is not
	 */
	@Nullable ConversionNotSentException enter(String account, Conversion conversion) {
		int count = this.count.incrementAndGet();
		ConversionNotSentException refusal = null;
		if (!this.open) {
			refusal = Failures.stopping(account, conversion);
		}
		else if (count > this.limit) {
			refusal = Failures.limitReached(account, conversion, this.limit);
		}
		if (refusal != null) {
			leave();
		}
		return refusal;
	}

	/**
	 * Keep a submission that entered until it ends.
	 * @param submission the submission
	 * @param future its result
	 */
	void keep(AsyncSubmission submission, CompletableFuture<?> future) {
		this.unfinished.put(future, submission);
		future.whenComplete((result, failure) -> {
			this.unfinished.remove(future);
			leave();
		});
	}

	void cutOff() {
		this.unfinished.forEach((future, submission) -> {
			if (future.cancel(true)) {
				submission.cutOff();
			}
		});
	}

	private void leave() {
		// Checked twice, since another may have entered between the two
		if (this.count.decrementAndGet() == 0 && !this.open && this.count.get() == 0) {
			this.whenDrained.getAndSet(NOTHING).run();
		}
	}

}
