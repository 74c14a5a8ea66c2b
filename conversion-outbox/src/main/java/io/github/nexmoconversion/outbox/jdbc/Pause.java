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

package io.github.nexmoconversion.outbox.jdbc;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * The last pause of an account, as all instances see it.
 *
 * @param since when it began, or {@code null} if it is over
 * @param until when it ends, or {@code null} if it lasts until a probe is accepted
 * @param probed when the account was last probed
 * @param resumed when the last pause but this one ended, or {@code null} if there was
 * none
 * @param reason why the account is paused
 */
record Pause(@Nullable Instant since, @Nullable Instant until, @Nullable Instant probed, @Nullable Instant resumed,
		@Nullable String reason) {

	/**
	 * Return whether deliveries of the account are held back.
	 * @param now the time
	 * @return whether they are, but for a probe
	 */
	boolean isHolding(Instant now) {
		return this.since != null && (this.until == null || now.isBefore(this.until));
	}

	/**
	 * Return whether the Conversion API refused the account, rather than asked to wait.
	 * @return whether probes end the pause
	 */
	boolean isRefusal() {
		return this.since != null && this.until == null;
	}

	/**
	 * Return since when conversions of the account could have been delivered: the time
	 * for which it is refused does not count.
	 * @param now the time
	 * @return the time, or {@code null} for always
	 */
	@Nullable Instant deliverableSince(Instant now) {
		return isRefusal() ? now : this.resumed;
	}

}
