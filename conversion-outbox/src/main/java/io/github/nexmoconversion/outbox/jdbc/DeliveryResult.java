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

import java.time.Duration;

import io.github.nexmoconversion.ConversionException;
import io.github.nexmoconversion.ConversionResponseException;

/**
 * What follows from an attempt to deliver.
 *
 * @param verdict what to do
 * @param reason why, empty if it was delivered
 * @param retryAfter how long the API asks to wait, zero if it does not
 */
record DeliveryResult(Verdict verdict, String reason, Duration retryAfter) {

	static final DeliveryResult DELIVERED = new DeliveryResult(Verdict.DELIVERED, "", Duration.ZERO);

	/**
	 * Judge a failed attempt: what a wrong configuration causes heals when somebody acts,
	 * what the network or a busy API causes heals by itself, and all else does not.
	 * @param failure the failure
	 * @return what follows
	 */
	static DeliveryResult of(RuntimeException failure) {
		if (failure instanceof ConversionResponseException response) {
			Duration retryAfter = response.getRetryAfter();
			return new DeliveryResult(verdictOf(response), String.valueOf(response.getMessage()),
					(retryAfter != null) ? retryAfter : Duration.ZERO);
		}
		// An account that is not known here can be known to an instance of another
		// release
		boolean hopeless = (failure instanceof ConversionException ex && !ex.isRetryable())
				|| failure instanceof OutboxCalledInDeliveryException;
		return new DeliveryResult(hopeless ? Verdict.GIVE_UP : Verdict.RETRY, String.valueOf(failure.getMessage()),
				Duration.ZERO);
	}

	private static Verdict verdictOf(ConversionResponseException response) {
		if (response.getStatus().isAccountFault()) {
			return Verdict.PAUSE_ACCOUNT;
		}
		return response.isRetryable() ? Verdict.RETRY : Verdict.GIVE_UP;
	}

	enum Verdict {

		DELIVERED, RETRY, PAUSE_ACCOUNT, GIVE_UP

	}

}
