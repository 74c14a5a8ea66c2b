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

import java.util.concurrent.CompletableFuture;

import io.github.nexmoconversion.Conversion;
import io.github.nexmoconversion.ConversionOperations;
import io.github.nexmoconversion.account.ConversionAccount;
import org.jspecify.annotations.Nullable;
import reactor.core.Exceptions;
import reactor.core.scheduler.Schedulers;

import org.springframework.util.Assert;

/**
 * {@link ConversionOperations} for blocking and asynchronous callers, over
 * {@link ReactiveConversionOperations}.
 * <p>
 * Thread-safe. The blocking methods throw an {@link IllegalStateException} on Reactor's
 * own threads; reactive callers use {@link ReactiveConversionOperations}.
 *
 * @since 0.1.0
 */
public class ConversionTemplate implements ConversionOperations {

	private final ReactiveConversionOperations operations;

	private final AsyncConversionSubmitter asyncSubmitter;

	private final String account;

	private final ConversionTemplate original = this;

	/**
	 * Create a new {@link ConversionTemplate}.
	 * @param operations the operations to delegate to
	 * @param asyncSubmitter the submitter that runs asynchronous submissions
	 */
	public ConversionTemplate(ReactiveConversionOperations operations, AsyncConversionSubmitter asyncSubmitter) {
		this(operations, asyncSubmitter, ConversionAccount.DEFAULT_NAME);
	}

	private ConversionTemplate(ReactiveConversionOperations operations, AsyncConversionSubmitter asyncSubmitter,
			String account) {
		this.operations = operations;
		this.asyncSubmitter = asyncSubmitter;
		this.account = account;
	}

	@Override
	public void submit(Conversion conversion) {
		submit(this.account, conversion);
	}

	@Override
	public void submit(String account, Conversion conversion) {
		// Checked before anything is sent, since block() would only throw afterwards
		Assert.state(!Schedulers.isInNonBlockingThread(),
				"This thread must not block: use ReactiveConversionOperations or submitAsync");
		try {
			this.operations.submit(account, conversion).block();
		}
		catch (RuntimeException ex) {
			if (Exceptions.unwrap(ex) instanceof InterruptedException interrupted) {
				throw Failures.interrupted(account, conversion, interrupted);
			}
			throw ex;
		}
	}

	@Override
	public CompletableFuture<@Nullable Void> submitAsync(Conversion conversion) {
		return submitAsync(this.account, conversion);
	}

	@Override
	public CompletableFuture<@Nullable Void> submitAsync(String account, Conversion conversion) {
		return this.asyncSubmitter.submit(this.operations, account, conversion);
	}

	/**
	 * Return a template like this one without retries, for callers that retry themselves,
	 * such as an outbox. Decorators of the reactive operations are kept. The Reactor
	 * context tells the operations not to retry, so submissions are retried all the same
	 * if a decorator leaves the Reactor chain, for instance through a
	 * {@code CompletableFuture}.
	 * @return the template without retries. A spy of a test framework is returned as it
	 * is, since what is stubbed on it counts
	 */
	public ConversionTemplate withoutRetries() {
		// A spy has copies of the fields of the object that it spies on
		if (this.original != this) {
			return this;
		}
		return new ConversionTemplate(new SingleAttemptOperations(this.operations), this.asyncSubmitter, this.account);
	}

	@Override
	public ConversionTemplate forAccount(String account) {
		Assert.notNull(account, "'account' must not be null");
		return new ConversionTemplate(AccountLookup.forAccount(this.operations, account), this.asyncSubmitter, account);
	}

}
