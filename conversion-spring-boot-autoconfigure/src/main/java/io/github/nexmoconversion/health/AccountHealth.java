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

import java.util.LinkedHashMap;
import java.util.Map;

import io.github.nexmoconversion.outcome.ConversionOutcome;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.health.contributor.Status;

/**
 * Health of one account.
 *
 * @param status the status of the account
 * @param last the last outcome, or {@code null} if there was none
 */
record AccountHealth(Status status, @Nullable ConversionOutcome last) {

	static final Status REFUSED = new Status("REFUSED", "The Conversion API refuses an account");

	static final AccountHealth UNKNOWN = new AccountHealth(Status.UNKNOWN, null);

	AccountHealth after(ConversionOutcome outcome) {
		if (outcome.isAccepted()) {
			return new AccountHealth(Status.UP, outcome);
		}
		return new AccountHealth(outcome.isAccountFault() ? REFUSED : this.status, outcome);
	}

	Map<String, Object> details() {
		Map<String, Object> details = new LinkedHashMap<>();
		details.put("status", this.status.getCode());
		if (this.last != null) {
			details.put("lastStatus", this.last.statusText());
			details.put("lastTime", this.last.time());
			Throwable failure = this.last.failure();
			if (failure != null && failure.getMessage() != null) {
				details.put("message", failure.getMessage());
			}
		}
		return details;
	}

}
