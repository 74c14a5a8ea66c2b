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
 * A report is worth most within seconds of the event. The API does not say what a
 * repeated report does; reports can be repeated when an answer is lost.
 * <p>
 * Implementations are thread-safe.
 *
 * @since 0.1.0
 */
public interface ConversionOperations {

	/**
	 * Report a conversion of the default account and wait until it is accepted.
	 * @param conversion the conversion to report
	 * @throws ConversionException if the conversion was not accepted, or if that is not
	 * known
	 * @throws IllegalArgumentException if there is no default account
	 * @throws IllegalStateException if the calling thread must not block, as the threads
	 * of Reactor
	 */
	void submit(Conversion conversion);

	/**
	 * Report a conversion of a named account and wait until it is accepted.
	 * @param account the name of the account that the message was sent with
	 * @param conversion the conversion to report
	 * @throws ConversionException if the conversion was not accepted, or if that is not
	 * known
	 * @throws IllegalArgumentException if there is no account of that name
	 * @throws IllegalStateException if the calling thread must not block, as the threads
	 * of Reactor
	 */
	void submit(String account, Conversion conversion);

	/**
	 * Start to report a conversion of the default account, without waiting for the
	 * answer. Whether or not the future is looked at, the conversion is sent and its
	 * outcome told to whoever listens, such as counters and the log.
	 * @param conversion the conversion to report
	 * @return a future that completes when the conversion is accepted, or with the
	 * exception that {@link #submit(Conversion)} would throw; cancelling it gives the
	 * report up. It may complete on a thread of the HTTP client: follow it up with the
	 * {@code …Async} methods if that takes time
	 */
	CompletableFuture<@Nullable Void> submitAsync(Conversion conversion);

	/**
	 * Start to report a conversion of a named account, without waiting for the answer.
	 * Whether or not the future is looked at, the conversion is sent and its outcome told
	 * to whoever listens, such as counters and the log.
	 * @param account the name of the account that the message was sent with
	 * @param conversion the conversion to report
	 * @return a future that completes when the conversion is accepted, or with the
	 * exception that {@link #submit(String, Conversion)} would throw; cancelling it gives
	 * the report up. It may complete on a thread of the HTTP client: follow it up with
	 * the {@code …Async} methods if that takes time
	 */
	CompletableFuture<@Nullable Void> submitAsync(String account, Conversion conversion);

	/**
	 * Return operations whose default account is the named one, such as to inject them
	 * where all messages are sent with that account.
	 * @param account the name of the account
	 * @return the operations
	 * @throws IllegalArgumentException if there is no account of that name
	 */
	ConversionOperations forAccount(String account);

}
