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

import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import io.github.nexmoconversion.Conversion;

/**
 * What a row of the outbox holds.
 *
 * @param account the name of the account; never its credentials
 * @param conversion the conversion
 * @param enqueued when it was enqueued or, for the expiry of a message, when that is
 * @param origin where the conversion comes from
 */
record OutboxEntry(String account, Conversion conversion, Instant enqueued, Origin origin) {

	/**
	 * Return the key by which the expiry and the confirmation of a message know each
	 * other.
	 * @param owner the owner of their rows
	 * @return a digest of API key, account, channel and message id, since db-scheduler
	 * logs keys
	 */
	String messageKey(RowOwner owner) {
		return messageKey(owner, this.account, this.conversion);
	}

	// Without the key as releases without owners made it
	static String messageKey(RowOwner owner, String account, Conversion conversion) {
		String prefix = owner.hasKey() ? owner.keyDigest() + "/" : "";
		return RowOwner.digest(prefix + account + "/" + conversion.channel().getValue() + "/" + conversion.messageId());
	}

	/**
	 * Return the keys under which a message can be in the tables.
	 * @param owner the owner of its rows
	 * @param account the name of its account
	 * @param conversion a conversion of the message
	 * @return its key and, if that is another one, the key that releases without owners
	 * made
	 */
	static Set<String> messageKeys(RowOwner owner, String account, Conversion conversion) {
		return new LinkedHashSet<>(List.of(messageKey(owner, account, conversion),
				messageKey(RowOwner.withoutKey(account), account, conversion)));
	}

	OutboxEntry enqueuedAt(Instant time) {
		return new OutboxEntry(this.account, this.conversion, time, this.origin);
	}

	enum Origin {

		/**
		 * The caller.
		 */
		CALLER,

		/**
		 * A message that its user did nothing about. Not to be reported if it was
		 * confirmed in the meantime.
		 */
		EXPIRY,

		/**
		 * A message that was confirmed. To be reported after its expiry, if that is just
		 * being reported.
		 */
		CONFIRMATION

	}

}
