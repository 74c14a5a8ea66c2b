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
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Decides of which accounts rows are fetched, and how many of each. Called by the thread
 * that fetches.
 */
final class FetchPlan {

	private final RowOwners owners;

	private final PausedAccounts paused;

	private final RecoveryRate recovery;

	private final AccountShares shares;

	FetchPlan(RowOwners owners, PausedAccounts paused, RecoveryRate recovery, AccountShares shares) {
		this.owners = owners;
		this.paused = paused;
		this.recovery = recovery;
		this.shares = shares;
	}

	/**
	 * Plan a fetch.
	 * @param limit the maximum number of rows
	 * @return the branches that are fetched
	 */
	List<FetchBranch> plan(int limit) {
		Set<RowOwner> own = this.owners.getOwn();
		boolean shared = own.stream().map(RowOwner::account).distinct().count() > 1;
		List<FetchBranch> branches = new ArrayList<>();
		for (RowOwner owner : own) {
			RowOwner account = this.owners.getOwner(owner.account());
			if (this.paused.isHeld(account)) {
				// Of one kind alone, since one row is the probe
				if (owner.equals(account) && this.paused.claimProbe(account)) {
					branches.add(new FetchBranch(owner, false, 1, null));
					branches.add(new FetchBranch(owner, true, 1, null));
				}
				continue;
			}
			int free = shared ? Math.min(limit, this.shares.getFree(account)) : limit;
			if (free > 0) {
				add(branches, owner, account, free);
			}
		}
		return branches;
	}

	/**
	 * Plan a look at what was never tried.
	 * @return a branch for each account that is not held back
	 */
	List<FetchBranch> planUntried() {
		return this.owners.getOwn()
			.stream()
			.filter((owner) -> !this.paused.isHeld(this.owners.getOwner(owner.account())))
			.map((owner) -> new FetchBranch(owner, false, 1, null))
			.toList();
	}

	private void add(List<FetchBranch> branches, RowOwner owner, RowOwner account, int free) {
		Instant resumed = this.paused.getResumed(account);
		int waited = (resumed != null) ? this.recovery.getFree(account, resumed) : Integer.MAX_VALUE;
		if (waited > 0) {
			branches.add(new FetchBranch(owner, false, Math.min(free, waited), null));
			branches.add(new FetchBranch(owner, true, Math.min(free, waited), null));
		}
		else {
			branches.add(new FetchBranch(owner, false, free, resumed));
		}
	}

	/**
	 * Note what was fetched.
	 * @param branch the branch
	 * @param rowIds the ids of the rows
	 * @param waited how many of them waited for the end of a pause
	 */
	void fetched(FetchBranch branch, List<String> rowIds, int waited) {
		RowOwner account = this.owners.getOwner(branch.owner().account());
		rowIds.forEach((id) -> this.shares.fetched(id, account));
		if (branch.notBefore() == null) {
			this.recovery.fetched(account, waited);
		}
	}

	/**
	 * Return since when rows of a branch that are fetched did not wait for a pause.
	 * @param branch the branch
	 * @return the time, the beginning of time if there was no pause
	 */
	Instant getResumed(FetchBranch branch) {
		Instant resumed = this.paused.getResumed(this.owners.getOwner(branch.owner().account()));
		return (resumed != null) ? resumed : Instant.EPOCH;
	}

}
