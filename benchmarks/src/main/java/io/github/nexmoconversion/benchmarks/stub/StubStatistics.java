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

package io.github.nexmoconversion.benchmarks.stub;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.regex.Pattern;

import io.netty.handler.codec.http.HttpHeaders;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/**
 * Counts accepted conversions, refused conversions and connections. A message id that
 * starts with a time in microseconds since the epoch, followed by a dash, yields the
 * latency of its conversion. One that starts with {@link #UNIQUE} is counted once.
 */
final class StubStatistics {

	static final String API_KEY = "stub-key";

	static final String API_SECRET = "stub-secret";

	static final String UNIQUE = "unique:";

	private static final Pattern TIMESTAMP = Pattern.compile("\\d{4}-\\d{2}-\\d{2} \\d{2}:\\d{2}:\\d{2}");

	private static final Set<String> BOOLEANS = Set.of("true", "false");

	private static final String BASIC = "Basic "
			+ Base64.getEncoder().encodeToString((API_KEY + ":" + API_SECRET).getBytes());

	private final LongAdder accepted = new LongAdder();

	private final LongAdder refused = new LongAdder();

	private final LongAdder connections = new LongAdder();

	private final Set<String> unique = ConcurrentHashMap.newKeySet();

	private final Histogram latencies = new ConcurrentHistogram(3);

	void connected() {
		this.connections.increment();
	}

	boolean received(Map<String, List<String>> query, Map<String, List<String>> form, HttpHeaders headers) {
		long now = micros(Instant.now());
		Map<String, List<String>> parameters = new HashMap<>(query);
		parameters.putAll(form);
		if (!isComplete(parameters) || !hasCredentials(parameters, headers)) {
			this.refused.increment();
			return false;
		}
		this.accepted.increment();
		String messageId = one(parameters, "message-id");
		if (messageId.startsWith(UNIQUE)) {
			this.unique.add(messageId);
		}
		int dash = messageId.indexOf('-');
		if (dash > 0) {
			this.latencies.recordValue(Math.max(0, now - Long.parseLong(messageId.substring(0, dash))));
		}
		return true;
	}

	void reset() {
		this.accepted.reset();
		this.refused.reset();
		this.connections.reset();
		this.unique.clear();
		this.latencies.reset();
	}

	private static boolean isComplete(Map<String, List<String>> parameters) {
		return one(parameters, "message-id").length() > 0 && BOOLEANS.contains(one(parameters, "delivered"))
				&& TIMESTAMP.matcher(one(parameters, "timestamp")).matches();
	}

	private static boolean hasCredentials(Map<String, List<String>> parameters, HttpHeaders headers) {
		return BASIC.equals(headers.get("Authorization"))
				|| (one(parameters, "api_key").equals(API_KEY) && one(parameters, "api_secret").equals(API_SECRET));
	}

	static String one(Map<String, List<String>> parameters, String name) {
		List<String> values = parameters.getOrDefault(name, List.of());
		return (values.size() == 1) ? values.get(0) : "";
	}

	static long micros(Instant time) {
		return ChronoUnit.MICROS.between(Instant.EPOCH, time);
	}

	@Override
	public String toString() {
		return this.accepted.sum() + " " + this.refused.sum() + " " + this.connections.sum() + " "
				+ this.latencies.getValueAtPercentile(50) + " " + this.latencies.getValueAtPercentile(99) + " "
				+ this.latencies.getTotalCount() + " " + this.unique.size();
	}

}
