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
import java.util.Arrays;
import java.util.HashSet;
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
		boolean shared = this.owners.hasSeveralAccounts();
		Set<RowOwner> probed = new HashSet<>();
		List<FetchBranch> branches = new ArrayList<>();
		for (RowOwner owner : this.owners.getFetched()) {
			RowOwner account = this.owners.getOwner(owner.account());
			if (this.paused.isHeld(account)) {
				if (owner.equals(account) && this.paused.claimProbe(account)) {
					probed.add(account);
				}
				// The first of these rows is the probe, the others come back
				if (probed.contains(account)) {
					branches.add(new FetchBranch(account, owner, Lane.READY, 1, null));
					branches.add(new FetchBranch(account, owner, Lane.RETRY, 1, null));
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
	 * Limit the rows of slow accounts, which have one share together.
	 * @param branches the branches
	 * @param chosen the number of rows of each branch, which is reduced
	 * @return whether it was reduced
	 */
	boolean limitSlow(List<FetchBranch> branches, int[] chosen) {
		if (!this.owners.hasSeveralAccounts()) {
			return false;
		}
		int[] wanted = chosen.clone();
		int left = this.shares.getFreeOfSlow();
		List<Integer> slow = new ArrayList<>();
		for (int i = 0; i < chosen.length; i++) {
			RowOwner account = branches.get(i).account();
			// A probe was claimed for all instances
			if (this.shares.isSlow(account) && !this.paused.isHeld(account)) {
				slow.add(i);
				// One that is not known has one row more than the share
				chosen[i] = Math.min(wanted[i], Math.max(0, this.shares.getFree(account) - left));
			}
		}
		slow.removeIf((i) -> chosen[i] == wanted[i]);
		while (left > 0 && !slow.isEmpty()) {
			for (int i : slow.subList(0, Math.min(left, slow.size()))) {
				chosen[i]++;
				left--;
			}
			slow.removeIf((i) -> chosen[i] == wanted[i]);
		}
		return !Arrays.equals(chosen, wanted);
	}

	/**
	 * Plan a look at what was never tried.
	 * @return a branch for each account that is not held back
	 */
	List<FetchBranch> planUntried() {
		return this.owners.getFetched()
			.stream()
			.map((owner) -> new FetchBranch(this.owners.getOwner(owner.account()), owner, Lane.READY, 1, null))
			.filter((branch) -> !this.paused.isHeld(branch.account()))
			.toList();
	}

	private void add(List<FetchBranch> branches, RowOwner owner, RowOwner account, int free) {
		Instant resumed = this.paused.getResumed(account);
		int waited = (resumed != null) ? this.recovery.getFree(account, resumed) : Integer.MAX_VALUE;
		if (waited > 0) {
			branches.add(new FetchBranch(account, owner, Lane.READY, Math.min(free, waited), null));
			branches.add(new FetchBranch(account, owner, Lane.RETRY, Math.min(free, waited), null));
		}
		else {
			branches.add(new FetchBranch(account, owner, Lane.READY, free, resumed));
		}
	}

	/**
	 * Note what was fetched. Whether an account has more rows that waited is only known
	 * from all of its branches together.
	 * @param fetched the rows of each branch
	 * @param full whether rows of other accounts can have left no room
	 */
	void fetched(Map<FetchBranch, List<Execution>> fetched, boolean full) {
		Map<RowOwner, List<FetchBranch>> branches = fetched.keySet()
			.stream()
			.collect(Collectors.groupingBy(FetchBranch::account));
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
