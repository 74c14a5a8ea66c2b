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
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;

import io.github.nexmoconversion.Conversion;
import io.github.nexmoconversion.ConversionException;
import io.github.nexmoconversion.ConversionNotSentException;
import io.github.nexmoconversion.account.NoSuchConversionAccountException;
import io.github.nexmoconversion.outcome.ConversionOutcome;
import io.github.nexmoconversion.outcome.ConversionOutcomeListener;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.context.SmartLifecycle;
import org.springframework.util.Assert;

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

	private static final Log logger = LogFactory.getLog(AsyncConversionSubmitter.class);

	private static final Runnable NOTHING = () -> {
	};

	private final Map<CompletableFuture<?>, InFlight> unfinished = new ConcurrentHashMap<>();

	private final AtomicInteger inFlight = new AtomicInteger();

	private final LongAdder refused = new LongAdder();

	private final AtomicReference<Runnable> whenDrained = new AtomicReference<>(NOTHING);

	private final int maxInFlight;

	private final ConversionOutcomeListener outcomeListener;

	private final ObservationScopes scopes;

	private volatile boolean running = true;

	/**
	 * Create a new {@link AsyncConversionSubmitter}.
	 * @param maxInFlight the maximum number of submissions in flight
	 * @param outcomeListeners the listeners to notify of submissions that are refused
	 * @param observationRegistry the registry with the caller's observation, which
	 * becomes the parent of the submission and is current when the submission is logged
	 */
	public AsyncConversionSubmitter(int maxInFlight, Iterable<ConversionOutcomeListener> outcomeListeners,
			ObservationRegistry observationRegistry) {
		Assert.isTrue(maxInFlight > 0, "'maxInFlight' must be positive");
		this.maxInFlight = maxInFlight;
		this.outcomeListener = new CompositeOutcomeListener(outcomeListeners);
		this.scopes = new ObservationScopes(observationRegistry);
	}

	/**
	 * Return the maximum number of submissions in flight.
	 * @return the limit
	 */
	public int getMaxInFlight() {
		return this.maxInFlight;
	}

	/**
	 * Return the number of submissions in flight.
	 * @return the current number
	 */
	public int getInFlight() {
		return this.inFlight.get();
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
		Mono<Void> submission = operations.submit(account, conversion);
		int count = this.inFlight.incrementAndGet();
		if (!this.running) {
			return refuse(operations, Failures.stopping(account, conversion));
		}
		if (count > this.maxInFlight) {
			return refuse(operations, Failures.limitReached(account, conversion, this.maxInFlight));
		}
		Observation caller = this.scopes.getCurrentObservation();
		CompletableFuture<@Nullable Void> future = this.scopes.inScope(submission, caller)
			.doOnError(NoSuchConversionAccountException.class, (ex) -> this.scopes.run(caller, () -> log(ex)))
			.subscribeOn(Schedulers.parallel())
			.toFuture();
		this.unfinished.put(future, new InFlight(account, conversion, caller));
		future.whenComplete((result, failure) -> {
			this.unfinished.remove(future);
			leave();
		});
		return future;
	}

	private CompletableFuture<@Nullable Void> refuse(ReactiveConversionOperations operations,
			ConversionNotSentException failure) {
		leave();
		try {
			operations.forAccount(failure.getAccount());
		}
		catch (NoSuchConversionAccountException ex) {
			log(ex);
			return CompletableFuture.failedFuture(ex);
		}
		catch (RuntimeException ex) {
			logger.debug("Account '" + failure.getAccount() + "' could not be looked up", ex);
		}
		this.refused.increment();
		tell(failure);
		return CompletableFuture.failedFuture(failure);
	}

	// It is not the outcome of a submission, and the future may be ignored
	private static void log(NoSuchConversionAccountException ex) {
		logger.error("A conversion was not sent. " + ex.getMessage());
	}

	private void leave() {
		// Checked twice, since another may have entered between the two
		if (this.inFlight.decrementAndGet() == 0 && !this.running && this.inFlight.get() == 0) {
			this.whenDrained.getAndSet(NOTHING).run();
		}
	}

	private void tell(ConversionException failure) {
		this.outcomeListener.onOutcome(
				new ConversionOutcome(failure.getAccount(), failure.getConversion(), Instant.now(), null, failure, 0));
	}

	@Override
	public void start() {
		this.running = true;
	}

	@Override
	public void stop() {
		this.running = false;
	}

	@Override
	public void stop(Runnable callback) {
		// Counted as in flight: the last to leave runs the callback, even if it is this
		this.inFlight.incrementAndGet();
		this.whenDrained.set(callback);
		stop();
		leave();
	}

	@Override
	public boolean isRunning() {
		return this.running;
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
		this.unfinished.forEach((future, submission) -> {
			if (future.cancel(true)) {
				this.scopes.run(submission.caller(),
						() -> tell(Failures.cutOff(submission.account(), submission.conversion())));
			}
		});
	}

	private record InFlight(String account, Conversion conversion, @Nullable Observation caller) {
	}

}
