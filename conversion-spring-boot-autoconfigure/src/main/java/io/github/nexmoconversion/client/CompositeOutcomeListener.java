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

import io.github.nexmoconversion.outcome.ConversionOutcome;
import io.github.nexmoconversion.outcome.ConversionOutcomeListener;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * Notifies several listeners. An exception from one of them reaches neither the others
 * nor the caller, since the conversion was reported all the same.
 */
final class CompositeOutcomeListener implements ConversionOutcomeListener {

	private static final Log logger = LogFactory.getLog(CompositeOutcomeListener.class);

	private final Iterable<ConversionOutcomeListener> listeners;

	CompositeOutcomeListener(Iterable<ConversionOutcomeListener> listeners) {
		this.listeners = listeners;
	}

	@Override
	public void onOutcome(ConversionOutcome outcome) {
		try {
			this.listeners.forEach((listener) -> notify(listener, outcome));
		}
		catch (RuntimeException ex) {
			logger.error("Failed to obtain the ConversionOutcomeListeners", ex);
		}
	}

	private static void notify(ConversionOutcomeListener listener, ConversionOutcome outcome) {
		try {
			listener.onOutcome(outcome);
		}
		catch (RuntimeException ex) {
			logger.error("A ConversionOutcomeListener failed: " + listener, ex);
		}
	}

}
