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

import org.jspecify.annotations.Nullable;

import org.springframework.core.Ordered;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Tells the transaction of a caller how far it is. It comes first of all
 * synchronizations, so that the outbox knows of a commit before anybody else hears of it
 * and calls the outbox.
 */
final class CallerSynchronization implements TransactionSynchronization {

	private final Object key;

	private final @Nullable Object outer;

	private final CallerTransaction transaction;

	CallerSynchronization(Object key, @Nullable Object outer, CallerTransaction transaction) {
		this.key = key;
		this.outer = outer;
		this.transaction = transaction;
	}

	@Override
	public int getOrder() {
		return Ordered.HIGHEST_PRECEDENCE;
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

	// What is thrown from now on is logged by Spring, and the commit goes on
	@Override
	public void beforeCompletion() {
		this.transaction.writeAfterCommit();
	}

	@Override
	public void afterCommit() {
		this.transaction.close();
	}

	// Even if an afterCommit of another synchronization has failed
	@Override
	public void afterCompletion(int status) {
		this.transaction.close();
		TransactionSynchronizationManager.unbindResourceIfPossible(this.key);
		if (this.outer != null) {
			TransactionSynchronizationManager.bindResource(this.key, this.outer);
		}
		if (status == STATUS_COMMITTED) {
			this.transaction.committed();
		}
		else if (status == STATUS_UNKNOWN) {
			this.transaction.unknown();
		}
	}

}
