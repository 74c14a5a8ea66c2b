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
 * Runs submissions that nobody waits for, up to a limit, off the thread of their caller.
 * When the application stops it takes no more and lets those under way finish, within the
 * time that Spring gives to a phase of its shutdown.
 * <p>
 * Thread-safe.
 *
 * @since 0.1.0
 */
public final class AsyncConversionSubmitter implements SmartLifecycle, DisposableBean {

	/**
	 * How many submissions may be under way if nothing else is set.
	 */
	public static final int DEFAULT_MAX_IN_FLIGHT = 4096;

	/**
	 * Phase of the lifecycle: after the web server, whose last requests may still submit.
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
	 * @param maxInFlight how many submissions may be under way
	 * @param outcomeListeners told of submissions that are refused
	 * @param observationRegistry knows what callers observe, which their submissions and
	 * what is logged of these become a part of
	 */
	public AsyncConversionSubmitter(int maxInFlight, Iterable<ConversionOutcomeListener> outcomeListeners,
			ObservationRegistry observationRegistry) {
		Assert.isTrue(maxInFlight > 0, "'maxInFlight' must be positive");
		this.maxInFlight = maxInFlight;
		this.outcomeListener = new CompositeOutcomeListener(outcomeListeners);
		this.scopes = new ObservationScopes(observationRegistry);
	}

	/**
	 * Return how many submissions may be under way.
	 * @return the limit
	 */
	public int getMaxInFlight() {
		return this.maxInFlight;
	}

	/**
	 * Return how many submissions are under way.
	 * @return the number at this moment
	 */
	public int getInFlight() {
		return this.inFlight.get();
	}

	/**
	 * Return how many submissions were refused, at the limit or while stopping.
	 * @return the number since the start
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
		this.refused.increment();
		tell(failure);
		return CompletableFuture.failedFuture(failure);
	}

	// It is no outcome of a submission, and the future may be ignored
	private static void log(NoSuchConversionAccountException ex) {
		logger.error("A conversion was not sent. " + ex.getMessage());
	}

	private void leave() {
		// Looked at twice, since another may have come between the two
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
		// Counted as one under way: the last to leave runs the callback, even this one
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
	 * Give up the submissions that the time for the shutdown did not suffice for, and
	 * tell of each.
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
