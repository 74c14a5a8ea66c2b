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
import java.util.HashMap;
import java.util.Map;

/**
 * {@link PauseStore} in memory, for instances in one test.
 */
final class StubPauseStore implements PauseStore {

	final Map<RowOwner, Pause> pauses = new HashMap<>();

	@Override
	public synchronized Map<RowOwner, Pause> findPauses(Collection<RowOwner> owners) {
		Map<RowOwner, Pause> found = new HashMap<>(this.pauses);
		found.keySet().retainAll(owners);
		return found;
	}

	@Override
	public synchronized void pause(RowOwner owner, Instant now, Instant until, String reason) {
		Pause before = this.pauses.get(owner);
		boolean holding = before != null && before.isHolding(now);
		this.pauses.put(owner, new Pause(holding ? before.since() : now, until, now,
				(before != null) ? before.resumed() : null, reason));
	}

	@Override
	public synchronized boolean claimProbe(RowOwner owner, Instant now, Instant probedBefore) {
		Pause pause = this.pauses.get(owner);
		if (pause == null || !pause.isRefusal() || pause.probed().isAfter(probedBefore)) {
			return false;
		}
		this.pauses.put(owner, new Pause(pause.since(), null, now, pause.resumed(), pause.reason()));
		return true;
	}

	@Override
	public synchronized void resume(RowOwner owner, Instant now) {
		this.pauses.put(owner, new Pause(null, null, null, now, null));
	}

}
