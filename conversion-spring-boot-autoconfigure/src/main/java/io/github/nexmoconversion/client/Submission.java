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
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

import io.github.nexmoconversion.Conversion;
import io.github.nexmoconversion.ConversionResponseException;
import io.github.nexmoconversion.observation.ConversionObservationContext;
import io.github.nexmoconversion.outcome.ConversionOutcome;
import io.github.nexmoconversion.outcome.ConversionOutcomeListener;
import io.micrometer.observation.Observation;
import io.micrometer.observation.contextpropagation.ObservationThreadLocalAccessor;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * One submission in flight. It ends once, with an answer, a failure or a cancellation,
 * whichever comes first. The listeners are then notified, as part of its trace, and its
 * observation stops. An exception from the observation is logged, since it must not keep
 * a conversion from being reported.
 */
final class Submission {

	private static final Log logger = LogFactory.getLog(Submission.class);

	private final AtomicInteger attempts = new AtomicInteger();

	private final AtomicBoolean ended = new AtomicBoolean();

	private final String account;

	private final Conversion conversion;

	private final Observation observation;

	private final @Nullable Observation innermost;

	private final ObservationScopes scopes;

	private final ConversionOutcomeListener listener;

	Submission(String account, Conversion conversion, Observation observation, @Nullable Observation caller,
			ObservationScopes scopes, ConversionOutcomeListener listener) {
		this.account = account;
		this.conversion = conversion;
		this.observation = observation;
		this.innermost = observation.isNoop() ? caller : observation;
		this.scopes = scopes;
		this.listener = listener;
	}

	/**
	 * Make the observation of the submission the parent of an attempt's observations or,
	 * if the submission is not observed, that of its caller. Tracers look at the thread
	 * first, and WebClient at the context.
	 * @param attempt supplies the attempt, anew for each retry
	 * @return the attempt, observed
	 */
	Mono<ApiResponse> observe(Supplier<Mono<ApiResponse>> attempt) {
		Mono<ApiResponse> counted = Mono.defer(() -> {
			this.attempts.incrementAndGet();
			return attempt.get();
		});
		Observation innermost = this.innermost;
		Mono<ApiResponse> nested = (innermost != null)
				? counted.contextWrite((context) -> context.put(ObservationThreadLocalAccessor.KEY, innermost))
				: counted;
		return this.scopes.inScope(nested, innermost);
	}

	/**
	 * End the submission with the result of its attempts.
	 * @param attempts the attempts
	 * @return the result of the submission
	 */
	Mono<Void> endWith(Mono<ApiResponse> attempts) {
		return attempts.doOnNext((response) -> end(response.statusCode(), null))
			.doOnError((failure) -> end(statusCodeOf(failure), failure))
			.doOnCancel(() -> end(null, null))
			.then();
	}

	private static @Nullable Integer statusCodeOf(Throwable failure) {
		return (failure instanceof ConversionResponseException response) ? response.getStatusCode() : null;
	}

	private void end(@Nullable Integer statusCode, @Nullable Throwable failure) {
		if (!this.ended.compareAndSet(false, true)) {
			return;
		}
		ConversionOutcome outcome = new ConversionOutcome(this.account, this.conversion, Instant.now(), statusCode,
				failure, Math.max(0, this.attempts.get() - 1));
		this.scopes.run(this.innermost, () -> this.listener.onOutcome(outcome));
		try {
			stopObservation(statusCode, failure);
		}
		catch (RuntimeException ex) {
			logger.error("Failed to stop the observation of a conversion", ex);
		}
	}

	private void stopObservation(@Nullable Integer statusCode, @Nullable Throwable failure) {
		if (this.observation.getContext() instanceof ConversionObservationContext context) {
			context.setStatusCode(statusCode);
			context.setCancelled(statusCode == null && failure == null);
		}
		if (failure != null) {
			this.observation.error(failure);
		}
		this.observation.stop();
	}

}
