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

package io.github.nexmoconversion.outcome;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * Logs when the conversions of an account start to fail, with what to do, and when they
 * are accepted again. It does not log every failure, since an outage must not flood the
 * log.
 * <p>
 * A kind of failure, that is a status code or the cause of having none, is logged if it
 * did not occur within the last hour. An account has recovered with the first conversion
 * that is accepted after a minute without failures; after that, failures are logged
 * again.
 *
 * @since 0.1.0
 */
public class ConversionOutcomeLogger implements ConversionOutcomeListener {

	private static final Duration TIME_TO_RECOVER = Duration.ofMinutes(1);

	private static final Duration TIME_TO_REPEAT = Duration.ofHours(1);

	private static final Log logger = LogFactory.getLog(ConversionOutcomeLogger.class);

	private final Map<String, Map<Object, Instant>> lastFailures = new ConcurrentHashMap<>();

	@Override
	public void onOutcome(ConversionOutcome outcome) {
		if (logger.isDebugEnabled()) {
			logger.debug(outcome);
		}
		Throwable failure = outcome.failure();
		if (failure != null) {
			failed(outcome, failure);
		}
		else if (outcome.isAccepted()) {
			accepted(outcome);
		}
	}

	private void failed(ConversionOutcome outcome, Throwable failure) {
		Instant last = this.lastFailures.computeIfAbsent(outcome.account(), (account) -> new ConcurrentHashMap<>())
			.put(kindOf(outcome, failure), outcome.time());
		if (last == null || isQuietSince(last, outcome, TIME_TO_REPEAT)) {
			logger.warn(failure.getMessage());
		}
	}

	private void accepted(ConversionOutcome outcome) {
		Map<Object, Instant> failures = this.lastFailures.get(outcome.account());
		if (failures != null && !failures.isEmpty()
				&& failures.values().stream().allMatch((last) -> isQuietSince(last, outcome, TIME_TO_RECOVER))
				&& this.lastFailures.remove(outcome.account(), failures)) {
			logger.info("Conversions of account '" + outcome.account() + "' are accepted again");
		}
	}

	private static Object kindOf(ConversionOutcome outcome, Throwable failure) {
		if (outcome.statusCode() != null) {
			return outcome.statusCode();
		}
		return (failure.getCause() != null) ? failure.getCause().getClass() : failure.getClass();
	}

	private static boolean isQuietSince(Instant last, ConversionOutcome outcome, Duration time) {
		return !outcome.time().isBefore(last.plus(time));
	}

}
