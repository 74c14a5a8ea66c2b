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

/**
 * Listener that is notified of the outcome of each submission, before its caller is. The
 * auto-configuration picks up beans of this type.
 * <p>
 * Implementations must be thread-safe and must not block: they are called concurrently,
 * on Reactor's threads too. An exception is logged and affects neither the caller nor the
 * other listeners.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface ConversionOutcomeListener {

	/**
	 * Called once for each submission.
	 * @param outcome the outcome of the submission
	 */
	void onOutcome(ConversionOutcome outcome);

}
