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

package io.github.nexmoconversion.client;

import java.time.Instant;
import java.util.concurrent.CompletableFuture;

import io.github.nexmoconversion.Conversion;
import io.github.nexmoconversion.ConversionException;
import io.github.nexmoconversion.account.NoSuchConversionAccountException;
import io.github.nexmoconversion.outcome.ConversionOutcome;
import io.github.nexmoconversion.outcome.ConversionOutcomeListener;
import io.micrometer.observation.Observation;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * One asynchronous submission, which may end unnoticed by its caller. The observation of
 * the caller is current wherever the submission is started or logged, so that all of it
 * belongs to the caller's trace.
 */
final class AsyncSubmission {

	private static final Log logger = LogFactory.getLog(AsyncConversionSubmitter.class);

	private final String account;

	private final Conversion conversion;

	private final ConversionOutcomeListener listener;

	private final ObservationScopes scopes;

	private final @Nullable Observation caller;

	AsyncSubmission(String account, Conversion conversion, ConversionOutcomeListener listener,
			ObservationScopes scopes) {
		this.account = account;
		this.conversion = conversion;
		this.listener = listener;
		this.scopes = scopes;
		this.caller = scopes.getCurrentObservation();
	}

	/**
	 * Start the submission off the caller's thread.
	 * @param source the submission itself
	 * @return the result
	 */
	CompletableFuture<@Nullable Void> start(Mono<Void> source) {
		return this.scopes.inScope(source, this.caller)
			.doOnError(NoSuchConversionAccountException.class, (ex) -> this.scopes.run(this.caller, () -> log(ex)))
			.subscribeOn(Schedulers.parallel())
			.toFuture();
	}

	/**
	 * Log that there is no such account. It is not the outcome of a submission, and the
	 * future may be ignored.
	 * @param failure the reason
	 * @return the result
	 */
	CompletableFuture<@Nullable Void> reject(NoSuchConversionAccountException failure) {
		log(failure);
		return CompletableFuture.failedFuture(failure);
	}

	/**
	 * Notify the listeners that the submission did not start.
	 * @param failure the reason
	 * @return the result
	 */
	CompletableFuture<@Nullable Void> refuse(ConversionException failure) {
		publish(failure);
		return CompletableFuture.failedFuture(failure);
	}

	/**
	 * Notify the listeners that the submission did not finish before the application
	 * stopped.
	 */
	void cutOff() {
		this.scopes.run(this.caller, () -> publish(Failures.cutOff(this.account, this.conversion)));
	}

	private void publish(ConversionException failure) {
		this.listener.onOutcome(new ConversionOutcome(this.account, this.conversion, Instant.now(), null, failure, 0));
	}

	private static void log(NoSuchConversionAccountException ex) {
		logger.error("A conversion was not sent. " + ex.getMessage());
	}

}
