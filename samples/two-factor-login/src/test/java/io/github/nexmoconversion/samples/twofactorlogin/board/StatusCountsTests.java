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

package io.github.nexmoconversion.samples.twofactorlogin.board;

import java.util.concurrent.atomic.AtomicInteger;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link StatusCounts}.
 */
class StatusCountsTests {

	private final MeterRegistry meters = new SimpleMeterRegistry();

	private final StatusCounts counts = new StatusCounts(this.meters);

	@Test
	void shouldSumTheChannelsAndCompareWithTheGreatest() {
		count("sms", "200", 6);
		count("voice", "200", 2);
		count("sms", "none", 2);
		count("sms", "402", 0);
		assertThat(this.counts.get()).containsExactly(new StatusCount("200", "accepted", 8, 100),
				new StatusCount("402", "not enabled", 0, 0), new StatusCount("none", "no answer", 2, 25));
	}

	@Test
	void shouldBeEmptyWithoutConversions() {
		assertThat(this.counts.get()).isEmpty();
		count("sms", "200", 0);
		assertThat(this.counts.get()).containsExactly(new StatusCount("200", "accepted", 0, 0));
	}

	private void count(String channel, String status, int count) {
		FunctionCounter.builder("nexmo.conversion.outcomes", new AtomicInteger(count), AtomicInteger::doubleValue)
			.tags("channel", channel, "status", status)
			.register(this.meters);
	}

}
