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

package io.github.nexmoconversion.docs.observability;

import io.github.nexmoconversion.docs.Page;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests the alert rules with promtool.
 */
@EnabledIfPrometheus
class AlertRulesTests {

	@Test
	void rulesAreValid() throws Exception {
		assertThat(Prometheus.promtool("check", "rules", OperatorFiles.ALERTS.toString())).contains("SUCCESS");
	}

	@Test
	void rulesFireWhenTheyShould() throws Exception {
		assertThat(Prometheus.promtool("test", "rules", OperatorFiles.ALERTS_TESTS.toString())).contains("SUCCESS");
	}

	@Test
	void eachRuleIsTestedToFireAndNotToFire() {
		assertThat(Page.read(OperatorFiles.ALERTS).lines().filter((line) -> line.contains("- alert: ")))
			.map((line) -> line.substring(line.indexOf(':') + 2))
			.isNotEmpty()
			.allSatisfy((alert) -> assertThat(Page.read(OperatorFiles.ALERTS_TESTS))
				.contains("alertname: " + alert + "\n        exp_alerts: []")
				.contains("alertname: " + alert + "\n        exp_alerts:\n"));
	}

}
