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
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import com.github.kagkarlsson.scheduler.task.Execution;

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
		Set<RowOwner> own = this.owners.getFetched();
		boolean shared = own.stream().map(RowOwner::account).distinct().count() > 1;
		List<FetchBranch> branches = new ArrayList<>();
		for (RowOwner owner : own) {
			RowOwner account = this.owners.getOwner(owner.account());
			if (this.paused.isHeld(account)) {
				// Of one kind alone, since one row is the probe
				if (owner.equals(account) && this.paused.claimProbe(account)) {
					branches.add(new FetchBranch(owner, Lane.READY, 1, null));
					branches.add(new FetchBranch(owner, Lane.RETRY, 1, null));
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
		return this.owners.getFetched()
			.stream()
			.filter((owner) -> !this.paused.isHeld(this.owners.getOwner(owner.account())))
			.map((owner) -> new FetchBranch(owner, Lane.READY, 1, null))
			.toList();
	}

	private void add(List<FetchBranch> branches, RowOwner owner, RowOwner account, int free) {
		Instant resumed = this.paused.getResumed(account);
		int waited = (resumed != null) ? this.recovery.getFree(account, resumed) : Integer.MAX_VALUE;
		if (waited > 0) {
			branches.add(new FetchBranch(owner, Lane.READY, Math.min(free, waited), null));
			branches.add(new FetchBranch(owner, Lane.RETRY, Math.min(free, waited), null));
		}
		else {
			branches.add(new FetchBranch(owner, Lane.READY, free, resumed));
		}
	}

	/**
	 * Note what was fetched. Whether an account has more rows that waited is only known
	 * from all of its branches together.
	 * @param fetched the rows of each branch
	 * @param limit the maximum number of rows that was planned
	 */
	void fetched(Map<FetchBranch, List<Execution>> fetched, int limit) {
		// Rows of other accounts can have left no room
		boolean full = fetched.values().stream().mapToInt(List::size).sum() >= limit;
		Map<RowOwner, List<FetchBranch>> branches = fetched.keySet()
			.stream()
			.collect(Collectors.groupingBy((branch) -> this.owners.getOwner(branch.owner().account())));
		branches.forEach((account, ofAccount) -> {
			List<Execution> rows = ofAccount.stream()
				.flatMap((branch) -> fetched.getOrDefault(branch, List.of()).stream())
				.toList();
			rows.forEach((row) -> this.shares.fetched(row.getId(), account));
			Instant resumed = this.paused.getResumed(account);
			if (resumed != null && ofAccount.stream().allMatch((branch) -> branch.notBefore() == null)) {
				long waited = rows.stream()
					.filter((row) -> row.taskInstance.getPriority() < resumed.getEpochSecond())
					.count();
				boolean exhausted = !full && rows.size() < ofAccount.get(0).limit();
				this.recovery.fetched(account, (int) waited, exhausted);
			}
		});
	}

}
