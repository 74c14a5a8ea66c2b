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

import java.time.Duration;

import io.github.nexmoconversion.ConversionChannel;
import io.github.nexmoconversion.account.ConversionAccount;

/**
 * Messages that wait for their users. Register a message when it is sent, and confirm it
 * when the user did what it asked. If its time to live passes first, it is reported as
 * not delivered.
 * <p>
 * All methods join the transaction of the caller, or store immediately if there is none
 * or it is completed, as {@link ConversionOutbox} does. They never fail it: what cannot
 * be stored is logged. A message is never reported as not delivered after it was reported
 * as delivered. If it expires at the moment at which it is confirmed, it is first
 * reported as not delivered and then as delivered. Thread-safe.
 *
 * @since 0.1.0
 */
public interface PendingConversions {

	/**
	 * Register a message of the default account with the default time to live.
	 * @param channel the channel of the message
	 * @param messageId the id of the message
	 */
	default void register(ConversionChannel channel, String messageId) {
		register(ConversionAccount.DEFAULT_NAME, channel, messageId);
	}

	/**
	 * Register a message of the default account.
	 * @param channel the channel of the message
	 * @param messageId the id of the message
	 * @param timeToLive the time to live, positive
	 */
	default void register(ConversionChannel channel, String messageId, Duration timeToLive) {
		register(ConversionAccount.DEFAULT_NAME, channel, messageId, timeToLive);
	}

	/**
	 * Register a message with the default time to live.
	 * @param account the name of the account
	 * @param channel the channel of the message
	 * @param messageId the id of the message
	 */
	void register(String account, ConversionChannel channel, String messageId);

	/**
	 * Register a message. One that is registered already keeps its time to live. One that
	 * was confirmed or cancelled does not expire any more.
	 * @param account the name of the account
	 * @param channel the channel of the message
	 * @param messageId the id of the message
	 * @param timeToLive the time to live, positive
	 * @throws IllegalArgumentException if the time to live is not positive
	 * @throws io.github.nexmoconversion.account.NoSuchConversionAccountException if there
	 * is no account of that name
	 */
	void register(String account, ConversionChannel channel, String messageId, Duration timeToLive);

	/**
	 * Confirm a message of the default account.
	 * @param channel the channel of the message
	 * @param messageId the id of the message
	 */
	default void confirm(ConversionChannel channel, String messageId) {
		confirm(ConversionAccount.DEFAULT_NAME, channel, messageId);
	}

	/**
	 * Confirm a message: its user did what it asked, now. It is reported once, however
	 * often it is confirmed within two days, and even if it has expired or was never
	 * registered.
	 * @param account the name of the account
	 * @param channel the channel of the message
	 * @param messageId the id of the message
	 * @throws io.github.nexmoconversion.account.NoSuchConversionAccountException if there
	 * is no account of that name
	 */
	void confirm(String account, ConversionChannel channel, String messageId);

	/**
	 * Cancel a message of the default account.
	 * @param channel the channel of the message
	 * @param messageId the id of the message
	 */
	default void cancel(ConversionChannel channel, String messageId) {
		cancel(ConversionAccount.DEFAULT_NAME, channel, messageId);
	}

	/**
	 * Cancel a message, for instance because it was not sent. It is not reported, unless
	 * its report is in flight already. It can still be confirmed.
	 * @param account the name of the account
	 * @param channel the channel of the message
	 * @param messageId the id of the message
	 * @throws io.github.nexmoconversion.account.NoSuchConversionAccountException if there
	 * is no account of that name
	 */
	void cancel(String account, ConversionChannel channel, String messageId);

}
