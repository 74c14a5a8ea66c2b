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

package io.github.nexmoconversion.benchmarks.peers;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that the benchmark runs. The run is too short for meaningful results.
 */
@Tag("campaign")
class PeersBenchmarkTests {

	@Test
	void shouldRun() throws Exception {
		assertThat(PeersBenchmark.run(1, PeerSizes.SMOKE))
			.contains("| outbox | **conversion-outbox** | Namastack Outbox | Spring Modulith |",
					"| 2 instances: drain, per second |")
			.containsPattern("with 200 not due: drain, per second \\| [0-9].* \\| [0-9].* \\| n/a \\|");
	}

}
