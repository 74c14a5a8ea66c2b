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

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import io.github.nexmoconversion.Conversion;
import io.github.nexmoconversion.ConversionStatus;
import org.jspecify.annotations.Nullable;

/**
 * Outcome of one submission of a conversion. There is exactly one for each submission
 * that was started or refused, whether or not the caller looks at the result.
 *
 * @param account the name of the account that the conversion was submitted for
 * @param conversion the conversion
 * @param time the time of the outcome
 * @param statusCode the status code of the answer, or {@code null} if there was none
 * @param failure the reason why the conversion was not accepted, or {@code null} if it
 * was accepted or the caller cancelled the submission before there was an answer
 * @param retries the number of retries
 * @since 0.1.0
 */
public record ConversionOutcome(String account, Conversion conversion, Instant time, @Nullable Integer statusCode,
		@Nullable Throwable failure, int retries) {

	/**
	 * Upper bounds of the buckets of freshness.
	 */
	public static final List<Duration> FRESHNESS_BUCKETS = List.of(Duration.ofSeconds(1), Duration.ofSeconds(5),
			Duration.ofSeconds(30), Duration.ofMinutes(1), Duration.ofMinutes(5), Duration.ofMinutes(15));

	/**
	 * Return the freshness of the conversion: the time from its event to this outcome.
	 * @return the freshness, zero if the event is in the future because clocks differ
	 */
	public Duration freshness() {
		Duration age = Duration.between(this.conversion.timestamp(), this.time);
		return age.isNegative() ? Duration.ZERO : age;
	}

	/**
	 * Return the status as text.
	 * @return the status code, or {@code none} if there was no answer
	 */
	public String statusText() {
		return (this.statusCode != null) ? this.statusCode.toString() : "none";
	}

	/**
	 * Return whether the conversion was accepted.
	 * @return {@code true} if the API answered with a 2xx status
	 */
	public boolean isAccepted() {
		return this.statusCode != null && this.failure == null;
	}

	/**
	 * Return whether the answer shows that all conversions of the account fail until it
	 * is corrected, at the vendor or in the configuration.
	 * @return {@code true} if the account has to be fixed first
	 * @see ConversionStatus#isAccountFault()
	 */
	public boolean isAccountFault() {
		return this.statusCode != null && ConversionStatus.from(this.statusCode).isAccountFault();
	}

	/**
	 * Return whether the caller cancelled the submission before there was an answer.
	 * @return {@code true} if it was cancelled
	 */
	public boolean isCancelled() {
		return this.statusCode == null && this.failure == null;
	}

}
