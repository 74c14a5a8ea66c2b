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

import java.util.function.BooleanSupplier;

import org.springframework.core.Ordered;
import org.springframework.transaction.support.TransactionSynchronization;

/**
 * Tells the transaction of a caller how far it is. It comes first of all
 * synchronizations, so that the outbox knows of a commit before anybody else hears of it
 * and calls the outbox.
 */
final class CallerSynchronization implements TransactionSynchronization {

	private final Object key;

	private final CallerTransaction transaction;

	private final BooleanSupplier followed;

	/**
	 * Create a new {@link CallerSynchronization}.
	 * @param key the key to which the transaction is bound
	 * @param transaction the transaction
	 * @param followed whether the transaction manager announces the commit and the end,
	 * as it does until the outbox is closed
	 */
	CallerSynchronization(Object key, CallerTransaction transaction, BooleanSupplier followed) {
		this.key = key;
		this.transaction = transaction;
		this.followed = followed;
	}

	// Without an announcement, before the commit is late enough, and what others add
	// later than that is written after the commit
	@Override
	public int getOrder() {
		return this.followed.getAsBoolean() ? Ordered.HIGHEST_PRECEDENCE : Ordered.LOWEST_PRECEDENCE;
	}

	@Override
	public void suspend() {
		this.transaction.suspend();
	}

	@Override
	public void resume() {
		this.transaction.resume();
	}

	@Override
	public void savepoint(Object savepoint) {
		this.transaction.savepoint(savepoint);
	}

	@Override
	public void savepointRollback(Object savepoint) {
		this.transaction.rollBackTo(savepoint);
	}

	@Override
	public void beforeCommit(boolean readOnly) {
		if (!this.followed.getAsBoolean()) {
			this.transaction.write();
		}
	}

	@Override
	public void afterCommit() {
		this.transaction.close();
	}

	// Even if an afterCommit of another synchronization has failed
	@Override
	public void afterCompletion(int status) {
		boolean participated = this.transaction.isClosed();
		this.transaction.close();
		if (!this.followed.getAsBoolean() || status == STATUS_UNKNOWN) {
			this.transaction.unbind(this.key);
		}
		if (status == STATUS_COMMITTED) {
			this.transaction.committed();
		}
		else if (status == STATUS_UNKNOWN) {
			this.transaction.unknown(participated);
		}
	}

}
