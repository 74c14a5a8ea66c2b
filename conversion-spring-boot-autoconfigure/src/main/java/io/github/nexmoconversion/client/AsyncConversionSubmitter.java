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

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.LongAdder;

import io.github.nexmoconversion.Conversion;
import io.github.nexmoconversion.ConversionNotSentException;
import io.github.nexmoconversion.account.NoSuchConversionAccountException;
import io.github.nexmoconversion.outcome.ConversionOutcomeListener;
import io.micrometer.observation.ObservationRegistry;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.context.SmartLifecycle;

/**
 * Runs asynchronous submissions off the caller's thread, with a limit on those in flight.
 * On shutdown it accepts no more submissions and drains those in flight, within the
 * timeout of the shutdown phase.
 * <p>
 * Thread-safe.
 *
 * @since 0.1.0
 */
public final class AsyncConversionSubmitter implements SmartLifecycle, DisposableBean {

	/**
	 * Default maximum number of submissions in flight.
	 */
	public static final int DEFAULT_MAX_IN_FLIGHT = 4096;

	/**
	 * Lifecycle phase, which stops after the web server, since the last requests may
	 * still submit.
	 */
	public static final int PHASE = Integer.MAX_VALUE - 4096;

	private final LongAdder refused = new LongAdder();

	private final InFlightSubmissions inFlight;

	private final ConversionOutcomeListener outcomeListener;

	private final ObservationScopes scopes;

	/**
	 * Create a new {@link AsyncConversionSubmitter}.
	 * @param maxInFlight the maximum number of submissions in flight
	 * @param outcomeListeners the listeners to notify of submissions that are refused
	 * @param observationRegistry the registry with the caller's observation, which
	 * becomes the parent of the submission and is current when the submission is logged
	 */
	public AsyncConversionSubmitter(int maxInFlight, Iterable<ConversionOutcomeListener> outcomeListeners,
			ObservationRegistry observationRegistry) {
		this.inFlight = new InFlightSubmissions(maxInFlight);
		this.outcomeListener = new CompositeOutcomeListener(outcomeListeners);
		this.scopes = new ObservationScopes(observationRegistry);
	}

	/**
	 * Return the maximum number of submissions in flight.
	 * @return the limit
	 */
	public int getMaxInFlight() {
		return this.inFlight.getLimit();
	}

	/**
	 * Return the number of submissions in flight.
	 * @return the current number
	 */
	public int getInFlight() {
		return this.inFlight.getCount();
	}

	/**
	 * Return the number of submissions refused, at the limit or during shutdown.
	 * @return the number since startup
	 */
	public long getRefused() {
		return this.refused.sum();
	}

	CompletableFuture<@Nullable Void> submit(ReactiveConversionOperations operations, String account,
			Conversion conversion) {
		AsyncSubmission submission = new AsyncSubmission(account, conversion, this.outcomeListener, this.scopes);
		try {
			Mono<Void> source = operations.submit(account, conversion);
			ConversionNotSentException refusal = this.inFlight.enter(account, conversion);
			return (refusal != null) ? refuse(operations, submission, refusal) : start(submission, source);
		}
		catch (NoSuchConversionAccountException ex) {
			return submission.reject(ex);
		}
	}

	private CompletableFuture<@Nullable Void> start(AsyncSubmission submission, Mono<Void> source) {
		CompletableFuture<@Nullable Void> future = submission.start(source);
		this.inFlight.keep(submission, future);
		return future;
	}

	private CompletableFuture<@Nullable Void> refuse(ReactiveConversionOperations operations,
			AsyncSubmission submission, ConversionNotSentException refusal) {
		AccountLookup.forAccount(operations, refusal.getAccount());
		this.refused.increment();
		return submission.refuse(refusal);
	}

	@Override
	public void start() {
		this.inFlight.open();
	}

	@Override
	public void stop() {
		this.inFlight.close();
	}

	@Override
	public void stop(Runnable callback) {
		this.inFlight.drain(callback);
	}

	@Override
	public boolean isRunning() {
		return this.inFlight.isOpen();
	}

	@Override
	public int getPhase() {
		return PHASE;
	}

	/**
	 * Cancel the submissions that did not finish within the shutdown timeout, and notify
	 * the listeners of each.
	 */
	@Override
	public void destroy() {
		this.inFlight.cutOff();
	}

}
