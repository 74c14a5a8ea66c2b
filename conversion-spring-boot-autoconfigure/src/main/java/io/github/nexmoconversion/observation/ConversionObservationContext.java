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

package io.github.nexmoconversion.observation;

import io.github.nexmoconversion.Conversion;
import io.micrometer.observation.Observation;
import org.jspecify.annotations.Nullable;

/**
 * Context of the observation of one submission.
 *
 * @since 0.1.0
 */
public class ConversionObservationContext extends Observation.Context {

	private final String account;

	private final Conversion conversion;

	private volatile @Nullable Integer statusCode;

	private volatile boolean cancelled;

	/**
	 * Create a new {@link ConversionObservationContext}.
	 * @param account the name of the account
	 * @param conversion the submitted conversion
	 */
	public ConversionObservationContext(String account, Conversion conversion) {
		this.account = account;
		this.conversion = conversion;
	}

	/**
	 * Return the name of the account that the conversion is submitted for.
	 * @return the name of the account
	 */
	public String getAccount() {
		return this.account;
	}

	/**
	 * Return the submitted conversion.
	 * @return the conversion
	 */
	public Conversion getConversion() {
		return this.conversion;
	}

	/**
	 * Return the status code of the answer.
	 * @return the status code, or {@code null} if there is no answer (yet)
	 */
	public @Nullable Integer getStatusCode() {
		return this.statusCode;
	}

	/**
	 * Set the status code of the answer.
	 * @param statusCode the status code, or {@code null} if there is no answer
	 */
	public void setStatusCode(@Nullable Integer statusCode) {
		this.statusCode = statusCode;
	}

	/**
	 * Return whether the caller cancelled the submission before there was an answer.
	 * @return {@code true} if it was cancelled
	 */
	public boolean isCancelled() {
		return this.cancelled;
	}

	/**
	 * Set whether the caller cancelled the submission before there was an answer.
	 * @param cancelled {@code true} if it was cancelled
	 */
	public void setCancelled(boolean cancelled) {
		this.cancelled = cancelled;
	}

}
