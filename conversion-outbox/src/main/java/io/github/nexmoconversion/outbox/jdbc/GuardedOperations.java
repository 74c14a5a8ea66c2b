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

import java.util.concurrent.CompletableFuture;

import io.github.nexmoconversion.Conversion;
import io.github.nexmoconversion.ConversionOperations;
import io.github.nexmoconversion.account.ConversionAccount;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * The operations that the outbox delivers with. Those of an application can do anything:
 * call the outbox, which the guard refuses, fail to look an account up, or return
 * {@code null}, as mocks do.
 */
final class GuardedOperations implements ConversionOperations {

	private static final Log logger = LogFactory.getLog(GuardedOperations.class);

	private final ConversionOperations delegate;

	private final DeliveryGuard guard;

	GuardedOperations(ConversionOperations delegate, DeliveryGuard guard) {
		this.delegate = delegate;
		this.guard = guard;
	}

	@Override
	public void submit(Conversion conversion) {
		submit(ConversionAccount.DEFAULT_NAME, conversion);
	}

	@Override
	public void submit(String account, Conversion conversion) {
		this.guard.call(() -> {
			this.delegate.submit(account, conversion);
			return true;
		});
	}

	@Override
	public CompletableFuture<@Nullable Void> submitAsync(Conversion conversion) {
		return submitAsync(ConversionAccount.DEFAULT_NAME, conversion);
	}

	// In the transactions of callers, which do not fail because of it
	@Override
	public CompletableFuture<@Nullable Void> submitAsync(String account, Conversion conversion) {
		try {
			return this.guard.call(() -> this.delegate.submitAsync(account, conversion));
		}
		catch (OutboxCalledInDeliveryException ex) {
			logger.error("A conversion of account '" + account + "' was not submitted. " + ex.getMessage());
			return CompletableFuture.failedFuture(ex);
		}
	}

	/**
	 * Check that an account exists.
	 * @param account the name of the account
	 * @return these operations
	 * @throws IllegalArgumentException if there is no account of that name. That it
	 * cannot be looked up, as in a vault, is no reason to throw: the delivery looks it up
	 * again
	 */
	@Override
	public ConversionOperations forAccount(String account) {
		try {
			this.delegate.forAccount(account);
		}
		catch (IllegalArgumentException ex) {
			throw ex;
		}
		catch (RuntimeException ex) {
			logger.debug("Account '" + account + "' could not be looked up", ex);
		}
		return this;
	}

}
