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

package io.github.nexmoconversion;

import java.util.concurrent.CompletableFuture;

import org.jspecify.annotations.Nullable;

/**
 * Reports conversions to the Conversion API.
 * <p>
 * Report a conversion as soon as the event happens: a report is most valuable within
 * seconds. A conversion can reach the API more than once, since a report whose response
 * is lost is retried. The Conversion API reference does not say how the API treats
 * duplicates.
 * <p>
 * Implementations are thread-safe.
 *
 * @since 0.1.0
 */
public interface ConversionOperations {

	/**
	 * Report a conversion for the default account and wait until it is accepted.
	 * @param conversion the conversion to report
	 * @throws ConversionException if the conversion was not accepted, or if it is not
	 * known whether it was
	 * @throws IllegalArgumentException if there is no default account
	 * @throws IllegalStateException if the calling thread must not block, such as
	 * Reactor's non-blocking threads
	 */
	void submit(Conversion conversion);

	/**
	 * Report a conversion for a named account and wait until it is accepted.
	 * @param account the name of the account that the message was sent with
	 * @param conversion the conversion to report
	 * @throws ConversionException if the conversion was not accepted, or if it is not
	 * known whether it was
	 * @throws IllegalArgumentException if there is no account with that name
	 * @throws IllegalStateException if the calling thread must not block, such as
	 * Reactor's non-blocking threads
	 */
	void submit(String account, Conversion conversion);

	/**
	 * Report a conversion for the default account without waiting for the response. The
	 * future can be ignored: the conversion is sent, and its outcome is still counted and
	 * logged.
	 * @param conversion the conversion to report
	 * @return a future that completes when the conversion is accepted, or completes
	 * exceptionally with the exception that {@link #submit(Conversion)} would throw.
	 * Cancelling the future abandons the report. The future may complete on a thread of
	 * the HTTP client: use the {@code …Async} methods for long-running dependent stages
	 */
	CompletableFuture<@Nullable Void> submitAsync(Conversion conversion);

	/**
	 * Report a conversion for a named account without waiting for the response. The
	 * future can be ignored: the conversion is sent, and its outcome is still counted and
	 * logged.
	 * @param account the name of the account that the message was sent with
	 * @param conversion the conversion to report
	 * @return a future that completes when the conversion is accepted, or completes
	 * exceptionally with the exception that {@link #submit(String, Conversion)} would
	 * throw. Cancelling the future abandons the report. The future may complete on a
	 * thread of the HTTP client: use the {@code …Async} methods for long-running
	 * dependent stages
	 */
	CompletableFuture<@Nullable Void> submitAsync(String account, Conversion conversion);

	/**
	 * Return operations whose default account is the named one, such as to inject them
	 * where all messages are sent with that account.
	 * @param account the name of the account
	 * @return the operations
	 * @throws IllegalArgumentException if there is no account of that name. This is
	 * checked when the operations are made; if the account cannot be looked up for
	 * another reason, the submissions report it
	 */
	ConversionOperations forAccount(String account);

}
