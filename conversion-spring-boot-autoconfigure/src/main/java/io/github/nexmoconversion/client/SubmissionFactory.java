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

import java.util.function.Supplier;

import io.github.nexmoconversion.Conversion;
import io.github.nexmoconversion.observation.ConversionObservationContext;
import io.github.nexmoconversion.observation.ConversionObservationConvention;
import io.github.nexmoconversion.observation.ConversionObservationDocumentation;
import io.github.nexmoconversion.observation.DefaultConversionObservationConvention;
import io.github.nexmoconversion.outcome.ConversionOutcomeListener;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.contextpropagation.ObservationThreadLocalAccessor;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import reactor.util.context.ContextView;

/**
 * Starts submissions, each observed as a child of the caller's observation.
 */
final class SubmissionFactory {

	private static final Log logger = LogFactory.getLog(SubmissionFactory.class);

	private static final Object OBSERVATION_KEY = ObservationThreadLocalAccessor.KEY;

	private static final ConversionObservationConvention DEFAULT_CONVENTION = new DefaultConversionObservationConvention();

	private final ObservationRegistry registry;

	private final ObservationScopes scopes;

	private final @Nullable ConversionObservationConvention convention;

	private final ConversionOutcomeListener listener;

	SubmissionFactory(ObservationRegistry registry, @Nullable ConversionObservationConvention convention,
			ConversionOutcomeListener listener) {
		this.registry = registry;
		this.scopes = new ObservationScopes(registry);
		this.convention = convention;
		this.listener = listener;
	}

	@Nullable Observation getCurrentObservation() {
		return this.scopes.getCurrentObservation();
	}

	/**
	 * Start a submission.
	 * @param account the name of the account
	 * @param conversion the conversion
	 * @param callerContext the context of a reactive caller, whose observation takes
	 * precedence
	 * @param caller the observation of any other caller, or {@code null}
	 * @return the submission
	 */
	Submission start(String account, Conversion conversion, ContextView callerContext, @Nullable Observation caller) {
		Observation parent = callerContext.getOrDefault(OBSERVATION_KEY, caller);
		Observation observation = observe(() -> new ConversionObservationContext(account, conversion), parent);
		return new Submission(account, conversion, observation, parent, this.scopes, this.listener);
	}

	private Observation observe(Supplier<ConversionObservationContext> context, @Nullable Observation parent) {
		try {
			Observation observation = ConversionObservationDocumentation.SUBMIT.observation(this.convention,
					DEFAULT_CONVENTION, context, this.registry);
			// Null would hide the observation of the thread
			if (parent != null) {
				observation.parentObservation(parent);
			}
			return observation.start();
		}
		catch (RuntimeException ex) {
			logger.error("Failed to start the observation of a conversion", ex);
			return Observation.NOOP;
		}
	}

}
