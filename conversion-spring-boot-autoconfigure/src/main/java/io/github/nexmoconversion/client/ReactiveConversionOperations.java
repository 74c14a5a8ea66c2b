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

/**
 * Reports conversions to the Conversion API without blocking. The reactive counterpart of
 * {@link io.github.nexmoconversion.ConversionOperations ConversionOperations}.
 * <p>
 * Implementations are thread-safe.
 *
 * @since 0.1.0
 */
public interface ReactiveConversionOperations {

	/**
	 * Report a conversion of the default account.
	 * @param conversion the conversion to report
	 * @return a publisher that reports the conversion on each subscription, and completes
	 * when the conversion is accepted. It fails with a
	 * {@link io.github.nexmoconversion.ConversionException ConversionException} if the
	 * conversion was not accepted or if that is unknown, and with an
	 * {@link IllegalArgumentException} if there is no default account
	 */
	Mono<Void> submit(Conversion conversion);

	/**
	 * Report a conversion of a named account.
	 * @param account the name of the account that the message was sent with
	 * @param conversion the conversion to report
	 * @return a publisher that reports the conversion on each subscription, and completes
	 * when the conversion is accepted. It fails with a
	 * {@link io.github.nexmoconversion.ConversionException ConversionException} if the
	 * conversion was not accepted or if that is unknown, and with an
	 * {@link IllegalArgumentException} if there is no account of that name
	 */
	Mono<Void> submit(String account, Conversion conversion);

	/**
	 * Return operations whose default account is the named one, for callers that send all
	 * messages with that account.
	 * @param account the name of the account
	 * @return the operations
	 * @throws io.github.nexmoconversion.account.NoSuchConversionAccountException if there
	 * is no account of that name. This is checked when the operations are made; if the
	 * account cannot be looked up for another reason, the submissions report it
	 */
	ReactiveConversionOperations forAccount(String account);

}
