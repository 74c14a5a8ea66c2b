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

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.github.nexmoconversion.test.MockConversionApi;
import io.github.nexmoconversion.test.ReceivedConversion;

/**
 * The times for which the API refuses an account, and what it received meanwhile.
 */
final class ClusterPauses {

	private final MockConversionApi api;

	private final String account;

	private final List<Integer> begins = new ArrayList<>();

	private final List<Integer> ends = new ArrayList<>();

	private final List<Duration> durations = new ArrayList<>();

	private long begin;

	ClusterPauses(MockConversionApi api, String account) {
		this.api = api;
		this.account = account;
	}

	void begin() {
		this.begins.add(this.api.getReceived().size());
		this.begin = System.nanoTime();
		this.api.setEnabled(this.account, false);
	}

	void end() {
		if (this.ends.size() < this.begins.size()) {
			this.api.setEnabled(this.account, true);
			this.durations.add(Duration.ofNanos(System.nanoTime() - this.begin));
			this.ends.add(this.api.getReceived().size());
		}
	}

	List<Duration> getDurations() {
		return this.durations;
	}

	/**
	 * Return the number of requests that were refused.
	 * @param pause the number of the pause
	 * @return the number of requests
	 */
	long countRefused(int pause) {
		List<ReceivedConversion> received = this.api.getReceived();
		// One that was refused at the end can have been noted after it
		int end = (pause + 1 < this.begins.size()) ? this.begins.get(pause + 1) : received.size();
		return received.subList(this.begins.get(pause), end)
			.stream()
			.filter((request) -> Integer.valueOf(402).equals(request.status()))
			.count();
	}

	/**
	 * Return the number of requests that were accepted for another account meanwhile.
	 * @param pause the number of the pause
	 * @param other the name of the other account
	 * @return the number of requests
	 */
	long countAccepted(int pause, String other) {
		return this.api.getReceived()
			.subList(this.begins.get(pause), this.ends.get(pause))
			.stream()
			.filter((request) -> request.isAccepted() && other.equals(request.account()))
			.count();
	}

}
