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

import io.github.nexmoconversion.Conversion;
import reactor.core.publisher.Mono;
import reactor.util.context.ContextView;

/**
 * {@link ReactiveConversionOperations} whose submissions make a single attempt, for
 * callers that retry themselves. The Reactor context carries this through decorators of
 * the operations that stay within the Reactor chain. A decorator that subscribes on its
 * own, for instance through a {@code CompletableFuture}, loses it.
 */
final class SingleAttemptOperations implements ReactiveConversionOperations {

	private static final Object KEY = SingleAttemptOperations.class;

	private final ReactiveConversionOperations delegate;

	SingleAttemptOperations(ReactiveConversionOperations delegate) {
		this.delegate = delegate;
	}

	static boolean isSingleAttempt(ContextView context) {
		return context.hasKey(KEY);
	}

	@Override
	public Mono<Void> submit(Conversion conversion) {
		return this.delegate.submit(conversion).contextWrite((context) -> context.put(KEY, true));
	}

	@Override
	public Mono<Void> submit(String account, Conversion conversion) {
		return this.delegate.submit(account, conversion).contextWrite((context) -> context.put(KEY, true));
	}

	@Override
	public ReactiveConversionOperations forAccount(String account) {
		return new SingleAttemptOperations(this.delegate.forAccount(account));
	}

}
