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

import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

/**
 * Refuses calls of the outbox by the operations that it delivers with. What they enqueued
 * would be delivered by them, so that they enqueue it again, without end. Thread-safe.
 */
final class DeliveryGuard {

	private final ThreadLocal<Call> current = new ThreadLocal<>();

	/**
	 * Call the operations that deliver.
	 * @param <T> the type of the result
	 * @param operations the call
	 * @return its result
	 * @throws OutboxCalledInDeliveryException if the outbox was called meanwhile, also if
	 * the operations caught the exception
	 */
	<T> T call(Supplier<T> operations) {
		Call outer = this.current.get();
		Call call = new Call();
		this.current.set(call);
		try {
			T result = operations.get();
			if (call.refusal != null) {
				throw call.refusal;
			}
			return result;
		}
		catch (RuntimeException | Error ex) {
			if (call.refusal != null) {
				throw call.refusal;
			}
			throw ex;
		}
		finally {
			restore(outer);
		}
	}

	/**
	 * Refuse a call of the outbox if the thread is within a call of the operations.
	 * @throws OutboxCalledInDeliveryException if it is
	 */
	void requireOutside() {
		Call call = this.current.get();
		if (call != null) {
			call.refusal = new OutboxCalledInDeliveryException();
			throw call.refusal;
		}
	}

	private void restore(@Nullable Call outer) {
		if (outer != null) {
			this.current.set(outer);
		}
		else {
			this.current.remove();
		}
	}

	private static final class Call {

		private @Nullable OutboxCalledInDeliveryException refusal;

	}

}
