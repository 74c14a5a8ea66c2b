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
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * Logs when the conversions of an account begin to fail, with what to do, and when they
 * are accepted again. It does not log each failure: an outage must not flood the log.
 * <p>
 * An account counts as failing until a conversion is accepted at least a minute after its
 * last failure. Until then each kind of failure, which is a status code or the lack of
 * one, is logged once.
 *
 * @since 0.1.0
 */
public class ConversionOutcomeLogger implements ConversionOutcomeListener {

	private static final Duration RECOVERY_TIME = Duration.ofMinutes(1);

	private static final Log logger = LogFactory.getLog(ConversionOutcomeLogger.class);

	private final Map<String, Failures> failuresByAccount = new ConcurrentHashMap<>();

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
		Failures failures = this.failuresByAccount.computeIfAbsent(outcome.account(), (account) -> new Failures());
		failures.last = outcome.time();
		Object kind = (outcome.statusCode() != null) ? outcome.statusCode() : failure.getClass();
		if (failures.kinds.add(kind)) {
			logger.warn(failure.getMessage());
		}
	}

	private void accepted(ConversionOutcome outcome) {
		Failures failures = this.failuresByAccount.get(outcome.account());
		if (failures != null && !outcome.time().isBefore(failures.last.plus(RECOVERY_TIME))
				&& this.failuresByAccount.remove(outcome.account(), failures)) {
			logger.info("Conversions of account '" + outcome.account() + "' are accepted again");
		}
	}

	/**
	 * The failures of one account since it began to fail.
	 */
	private static final class Failures {

		private final Set<Object> kinds = ConcurrentHashMap.newKeySet();

		private volatile Instant last = Instant.MIN;

	}

}
