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

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.github.nexmoconversion.test.ReceivedConversion;

/**
 * What the API received, compared with what had to be reported.
 *
 * @param requests the number of requests
 * @param lost the messages whose last report is missing or wrong
 * @param byWrongKey the requests with a key that the message does not belong to
 * @param falseAfterTrue the messages that were reported as not delivered after they were
 * reported as delivered
 * @param afterCancel the messages that were reported although they had been cancelled
 * @param rolledBack the messages whose transaction was rolled back
 * @param duplicates the number of reports that were accepted before
 */
record ClusterReports(int requests, Set<String> lost, List<ReceivedConversion> byWrongKey, Set<String> falseAfterTrue,
		Set<String> afterCancel, Set<String> rolledBack, long duplicates) {

	/**
	 * Compare requests with what is expected.
	 * @param received the requests, in the order in which they came
	 * @param expected what has to be reported last, by message id
	 * @return the reports
	 */
	static ClusterReports of(List<ReceivedConversion> received, Map<String, String> expected) {
		Map<String, List<String>> accepted = new HashMap<>();
		Map<String, List<String>> arrived = new HashMap<>();
		for (ReceivedConversion request : received) {
			if (request.isAccepted()) {
				add(accepted, request);
			}
			// Also those whose answer was lost
			if (request.isAccepted() || request.status() == null) {
				add(arrived, request);
			}
		}
		Set<String> lost = new HashSet<>();
		Set<String> afterCancel = new HashSet<>();
		expected.forEach((id, value) -> {
			List<String> reports = accepted.getOrDefault(id, List.of());
			boolean reported = arrived.containsKey(id);
			if (value.equals("nothing") && reported) {
				afterCancel.add(id);
			}
			String last = reports.isEmpty() ? "" : reports.get(reports.size() - 1);
			if ((value.equals("true") || value.equals("false")) && !last.equals(value)) {
				lost.add(id);
			}
		});
		Set<String> falseAfterTrue = new HashSet<>();
		arrived.forEach((id, values) -> {
			if (String.join(" ", values).contains("true false")) {
				falseAfterTrue.add(id);
			}
		});
		Set<String> rolledBack = new HashSet<>(arrived.keySet());
		rolledBack.removeAll(expected.keySet());
		long duplicates = accepted.values()
			.stream()
			.mapToLong((values) -> values.size() - Set.copyOf(values).size())
			.sum();
		List<ReceivedConversion> byWrongKey = received.stream()
			.filter((request) -> !String.valueOf(request.messageId()).startsWith(request.account() + "/"))
			.toList();
		return new ClusterReports(received.size(), lost, byWrongKey, falseAfterTrue, afterCancel, rolledBack,
				duplicates);
	}

	private static void add(Map<String, List<String>> reports, ReceivedConversion request) {
		reports.computeIfAbsent(request.messageId(), (id) -> new ArrayList<>()).add(request.delivered());
	}

	@Override
	public String toString() {
		return this.requests + " requests, " + this.duplicates + " duplicates: " + this.lost.size() + " lost, "
				+ this.byWrongKey.size() + " by the wrong key, " + this.falseAfterTrue.size() + " false after true, "
				+ this.afterCancel.size() + " of what was cancelled, " + this.rolledBack.size()
				+ " of what was rolled back";
	}

}
