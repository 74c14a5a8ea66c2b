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

package io.github.nexmoconversion.outbox;

import io.github.nexmoconversion.Conversion;
import io.github.nexmoconversion.account.ConversionAccount;

/**
 * Transactional outbox: enqueues conversions in the transaction of the caller and
 * delivers them after its commit, the newest first, with retries.
 * <p>
 * Delivery is at-least-once: after a crash, a conversion can arrive twice. Thread-safe.
 *
 * @since 0.1.0
 */
public interface ConversionOutbox {

	/**
	 * Enqueue a conversion of the default account.
	 * @param conversion the conversion
	 * @throws io.github.nexmoconversion.account.NoSuchConversionAccountException if there
	 * is no default account
	 * @see #enqueue(String, Conversion)
	 */
	default void enqueue(Conversion conversion) {
		enqueue(ConversionAccount.DEFAULT_NAME, conversion);
	}

	/**
	 * Enqueue a conversion. It joins the transaction of the caller, exists exactly if
	 * that is committed, and is delivered after the commit. Without a transaction, or
	 * after the end of one as in an {@code AFTER_COMMIT} listener, it is stored
	 * independently, on another thread and connection. The call waits for that within
	 * limits. Until it is stored, it exists in memory only.
	 * <p>
	 * A failure to store the conversion does not fail the caller: its transaction remains
	 * usable, and storing is retried after the commit. If that fails too, the failure is
	 * logged and the conversion is submitted directly, once and without a guarantee. If
	 * the database itself ended the caller's transaction, as after a deadlock, its commit
	 * fails with a {@link org.springframework.dao.ConcurrencyFailureException}.
	 * @param account the name of the account
	 * @param conversion the conversion
	 * @throws io.github.nexmoconversion.account.NoSuchConversionAccountException if there
	 * is no account of that name
	 * @throws IllegalStateException if this thread must not block, such as an event loop
	 * of Reactor
	 */
	void enqueue(String account, Conversion conversion);

}
