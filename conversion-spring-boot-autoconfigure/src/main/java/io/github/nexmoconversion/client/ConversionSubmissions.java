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
import reactor.util.context.Context;
import reactor.util.context.ContextView;

/**
 * Starts submissions, and observes each beneath what its caller observes.
 */
final class ConversionSubmissions {

	private static final Log logger = LogFactory.getLog(ConversionSubmissions.class);

	private static final Object OBSERVATION_KEY = ObservationThreadLocalAccessor.KEY;

	private static final ConversionObservationConvention DEFAULT_CONVENTION = new DefaultConversionObservationConvention();

	private final ObservationRegistry registry;

	private final @Nullable ConversionObservationConvention convention;

	private final ConversionOutcomeListener listener;

	ConversionSubmissions(ObservationRegistry registry, @Nullable ConversionObservationConvention convention,
			ConversionOutcomeListener listener) {
		this.registry = registry;
		this.convention = convention;
		this.listener = listener;
	}

	ConversionSubmission start(String account, Conversion conversion, ContextView callerContext) {
		ConversionObservationContext context = new ConversionObservationContext(account, conversion);
		return new ConversionSubmission(context, observe(context, callerContext), this.listener);
	}

	private Observation observe(ConversionObservationContext context, ContextView callerContext) {
		try {
			return startObservation(context, callerContext);
		}
		catch (RuntimeException ex) {
			logger.error("The observation of a conversion could not be started", ex);
			return Observation.NOOP;
		}
	}

	private Observation startObservation(ConversionObservationContext context, ContextView callerContext) {
		Observation observation = ConversionObservationDocumentation.SUBMIT.observation(this.convention,
				DEFAULT_CONVENTION, () -> context, this.registry);
		// A blocking caller's observation is found by its thread: null would take it away
		if (callerContext.hasKey(OBSERVATION_KEY)) {
			observation.parentObservation(callerContext.get(OBSERVATION_KEY));
		}
		return observation.start();
	}

	// HTTP requests are observed beneath the submission or, where that is not observed,
	// beneath what the caller observes
	Context nest(Context context, ConversionSubmission submission) {
		if (!submission.getObservation().isNoop()) {
			return context.put(OBSERVATION_KEY, submission.getObservation());
		}
		Observation current = this.registry.getCurrentObservation();
		return (current != null && !context.hasKey(OBSERVATION_KEY)) ? context.put(OBSERVATION_KEY, current) : context;
	}

}
