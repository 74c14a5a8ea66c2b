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
import java.util.Collection;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Where instances share the pauses of accounts. They outlive a restart there.
 */
interface PauseStore {

	/**
	 * Find the pauses of accounts.
	 * @param owners the accounts with their keys
	 * @return the last pause of each that had any
	 */
	Map<RowOwner, Pause> findPauses(Collection<RowOwner> owners);

	/**
	 * Store a pause. If the account is paused already, its begin stays, and a refusal or
	 * a longer wait stays as it is.
	 * @param owner the account with its key
	 * @param now when it begins
	 * @param until when it ends, or {@code null} if it lasts until a probe is accepted
	 * @param reason why
	 */
	void pause(RowOwner owner, Instant now, @Nullable Instant until, String reason);

	/**
	 * Claim the next probe of a refused account, of which there is one for all instances.
	 * @param owner the account with its key
	 * @param now the time
	 * @param probedBefore the time before which the last probe was
	 * @return whether this instance makes it
	 */
	boolean claimProbe(RowOwner owner, Instant now, Instant probedBefore);

	/**
	 * End the pause of an account.
	 * @param owner the account with its key
	 * @param now when it ends
	 */
	void resume(RowOwner owner, Instant now);

}
