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

package io.github.nexmoconversion.docs.outbox;

import java.time.Duration;

import io.github.nexmoconversion.Conversion;
import io.github.nexmoconversion.ConversionChannel;
import io.github.nexmoconversion.outbox.ConversionOutbox;
import io.github.nexmoconversion.outbox.PendingConversions;

import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

@Service
class LoginService {

	private final PendingConversions pending;

	private final ConversionOutbox outbox;

	LoginService(PendingConversions pending, ConversionOutbox outbox) {
		this.pending = pending;
		this.outbox = outbox;
	}

	@Transactional
	void codeSent(String messageId) {
		this.pending.register(ConversionChannel.SMS, messageId, Duration.ofMinutes(5));
	}

	@Transactional
	void codeEntered(String messageId) {
		this.pending.confirm(ConversionChannel.SMS, messageId);
	}

	@Transactional
	void linkFollowed(String messageId) {
		this.outbox.enqueue("marketing", Conversion.delivered(ConversionChannel.SMS, messageId));
	}

}
