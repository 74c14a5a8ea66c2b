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

package io.github.nexmoconversion.samples.twofactorlogin;

import java.security.SecureRandom;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

import io.github.nexmoconversion.Conversion;
import io.github.nexmoconversion.ConversionChannel;
import io.github.nexmoconversion.outbox.ConversionOutbox;
import io.github.nexmoconversion.outbox.PendingConversions;

import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Sends and checks codes, and reports for each message whether its code was entered.
 * Reports go through the outbox: they join the transaction of the login and are delivered
 * after it commits, so that a login neither waits for a report nor fails with one.
 */
@Service
class LoginService {

	private static final int ATTEMPTS = 3;

	private final SecureRandom random = new SecureRandom();

	private final LoginRepository logins;

	private final SmsGateway smsGateway;

	private final PendingConversions pending;

	private final ConversionOutbox outbox;

	LoginService(LoginRepository logins, SmsGateway smsGateway, PendingConversions pending, ConversionOutbox outbox) {
		this.logins = logins;
		this.smsGateway = smsGateway;
		this.pending = pending;
		this.outbox = outbox;
	}

	// A code that is never entered is reported as not delivered after its time to live
	@Transactional
	String start(String phone) {
		String code = String.format(Locale.ROOT, "%06d", this.random.nextInt(1_000_000));
		String messageId = this.smsGateway.send(phone, "Your code is " + code);
		Login login = new Login(UUID.randomUUID().toString(), phone, code, messageId, ATTEMPTS);
		this.logins.add(login);
		this.pending.register(ConversionChannel.SMS, messageId);
		return login.id();
	}

	Optional<Login> find(String id) {
		return this.logins.find(id);
	}

	@Transactional
	boolean enterCode(String id, String code) {
		if (!this.logins.useAttempt(id)) {
			return false;
		}
		Optional<Login> login = this.logins.find(id)
			.filter((candidate) -> candidate.code().equals(code))
			.filter(this.logins::remove);
		login.ifPresent((entered) -> this.pending.confirm(ConversionChannel.SMS, entered.messageId()));
		return login.isPresent();
	}

	// The first message has not converted, even if the carrier confirmed its receipt
	@Transactional
	Optional<String> resend(String id) {
		Optional<Login> login = this.logins.find(id).filter(this.logins::remove);
		login.ifPresent((replaced) -> {
			this.pending.cancel(ConversionChannel.SMS, replaced.messageId());
			this.outbox.enqueue(Conversion.notDelivered(ConversionChannel.SMS, replaced.messageId()));
		});
		return login.map((replaced) -> start(replaced.phone()));
	}

}
