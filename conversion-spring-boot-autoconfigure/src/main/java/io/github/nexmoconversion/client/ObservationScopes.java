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

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Mono;

/**
 * Makes an observation the current one on another thread, so that what is logged there
 * carries its trace. An exception from the observation is logged, since it must not keep
 * a conversion from being reported.
 */
final class ObservationScopes {

	private static final Log logger = LogFactory.getLog(ObservationScopes.class);

	private final ObservationRegistry registry;

	ObservationScopes(ObservationRegistry registry) {
		this.registry = registry;
	}

	@Nullable Observation getCurrentObservation() {
		return this.registry.getCurrentObservation();
	}

	void run(@Nullable Observation observation, Runnable action) {
		Observation.Scope before = this.registry.getCurrentObservationScope();
		Observation.Scope scope = (observation != null) ? open(observation, before) : Observation.Scope.NOOP;
		try {
			action.run();
		}
		finally {
			close(scope, before);
		}
	}

	/**
	 * Return a source that is subscribed to while an observation is the current one.
	 * @param source the source
	 * @param observation the observation, or {@code null} for none
	 * @param <T> the type of the result
	 * @return the source in the scope of the observation
	 */
	<T> Mono<T> inScope(Mono<T> source, @Nullable Observation observation) {
		// Mono.from() would cancel the source once it has its result
		return new Mono<>() {

			@Override
			public void subscribe(CoreSubscriber<? super T> subscriber) {
				run(observation, () -> source.subscribe(subscriber));
			}

		};
	}

	private Observation.Scope open(Observation observation, Observation.@Nullable Scope before) {
		try {
			return observation.openScope();
		}
		catch (RuntimeException ex) {
			// It would stay open and become the parent of what the thread does next
			this.registry.setCurrentObservationScope(before);
			logger.error("Failed to open the scope of an observation", ex);
			return Observation.Scope.NOOP;
		}
	}

	private void close(Observation.Scope scope, Observation.@Nullable Scope before) {
		try {
			scope.close();
		}
		catch (RuntimeException ex) {
			this.registry.setCurrentObservationScope(before);
			logger.error("Failed to close the scope of an observation", ex);
		}
	}

}
