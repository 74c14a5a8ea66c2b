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

package io.github.nexmoconversion.health;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

import io.github.nexmoconversion.outcome.ConversionOutcome;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.health.contributor.Status;

/**
 * Health of one account. It holds what is shown alone, since an exception can hold on to
 * much else.
 *
 * @param status the status of the account
 * @param lastStatus the status of the last outcome as text, or {@code null} if there was
 * none
 * @param lastTime the time of the last outcome, or {@code null} if there was none
 * @param message what happened and what to do, or {@code null} if there was no failure
 */
record AccountHealth(Status status, @Nullable String lastStatus, @Nullable Instant lastTime, @Nullable String message) {

	static final Status REFUSED = new Status("REFUSED", "The Conversion API refuses an account");

	static final AccountHealth UNKNOWN = new AccountHealth(Status.UNKNOWN, null, null, null);

	AccountHealth after(ConversionOutcome outcome) {
		Throwable failure = outcome.failure();
		return new AccountHealth(statusAfter(outcome), outcome.statusText(), outcome.time(),
				(failure != null) ? failure.getMessage() : null);
	}

	private Status statusAfter(ConversionOutcome outcome) {
		if (outcome.isAccepted()) {
			return Status.UP;
		}
		return outcome.isAccountFault() ? REFUSED : this.status;
	}

	Map<String, Object> details() {
		Map<String, Object> details = new LinkedHashMap<>();
		details.put("status", this.status.getCode());
		putIfKnown(details, "lastStatus", this.lastStatus);
		putIfKnown(details, "lastTime", this.lastTime);
		putIfKnown(details, "message", this.message);
		return details;
	}

	private static void putIfKnown(Map<String, Object> details, String name, @Nullable Object value) {
		if (value != null) {
			details.put(name, value);
		}
	}

}
