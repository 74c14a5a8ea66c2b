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

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

import io.github.nexmoconversion.docs.Page;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests with a Prometheus server that an outage fires its alert and no other. The rules
 * are the documented ones, with all durations divided by 30.
 */
@Tag("campaign")
@EnabledIfPrometheus
@ExtendWith(OutputCaptureExtension.class)
class OutageTests {

	private static final int FASTER = 30;

	private final ScheduledExecutorService users = Executors.newSingleThreadScheduledExecutor();

	@Test
	void alertFiresDuringAnOutage(@TempDir Path directory, CapturedOutput output) throws Exception {
		try (RunningSample sample = new RunningSample()) {
			Files.writeString(directory.resolve("rules.yml"), faster(Page.read(OperatorFiles.ALERTS)));
			Files.writeString(directory.resolve("prometheus.yml"), configuration(sample.getPort()));
			try (Prometheus prometheus = Prometheus.start(directory)) {
				Future<?> logins = this.users.scheduleAtFixedRate(sample::logIn, 0, 200, TimeUnit.MILLISECONDS);
				// As an increase, since the counts before the first scrape are not
				// visible to it
				awaitThat().until(
						() -> !prometheus.query("increase(nexmo_conversion_outcomes_total{status=\"200\"}[10s]) > 10")
							.isEmpty());
				assertThat(prometheus.firingAlerts()).isEmpty();
				sample.setOutage(true);
				awaitThat().until(() -> !prometheus.firingAlerts().isEmpty());
				assertThat(prometheus.firingAlerts()).singleElement()
					.asString()
					.contains("ConversionsFailing", "account=default", "job=two-factor-login", "severity=warning");
				sample.setOutage(false);
				awaitThat().until(() -> prometheus.firingAlerts().isEmpty());
				awaitThat()
					.until(() -> !prometheus.query("rate(nexmo_conversion_outcomes_total{status=\"200\"}[5s]) > 0")
						.isEmpty());
				assertThat(logins).isNotDone();
			}
			finally {
				this.users.shutdown();
				this.users.awaitTermination(1, TimeUnit.MINUTES);
			}
		}
		assertThat(output.getOut().lines())
			.filteredOn((line) -> line.contains("WARN") && line.contains("The Conversion API is unavailable"))
			.hasSize(1);
	}

	private static String configuration(int port) {
		return Page.of("observability.md")
			.blocks("yaml")
			.stream()
			.filter((block) -> block.contains("scrape_configs"))
			.findFirst()
			.orElseThrow()
			.replace("scrape_interval: 15s", "scrape_interval: 1s")
			.replace("evaluation_interval: 15s", "evaluation_interval: 1s")
			.replace("alerts.yml", "rules.yml")
			.replace("localhost:8080", "127.0.0.1:" + port);
	}

	private static String faster(String rules) {
		return Pattern.compile("(?<=\\[|offset |for: )(\\d+)([mhdw])")
			.matcher(rules)
			.replaceAll((match) -> seconds(match.group(1), match.group(2)) / FASTER + "s");
	}

	private static long seconds(String number, String unit) {
		return switch (unit) {
			case "m" -> Duration.ofMinutes(Long.parseLong(number)).toSeconds();
			case "w" -> Duration.ofDays(7 * Long.parseLong(number)).toSeconds();
			case "h" -> Duration.ofHours(Long.parseLong(number)).toSeconds();
			default -> Duration.ofDays(Long.parseLong(number)).toSeconds();
		};
	}

	private static ConditionFactory awaitThat() {
		return await().atMost(Duration.ofMinutes(10));
	}

}
