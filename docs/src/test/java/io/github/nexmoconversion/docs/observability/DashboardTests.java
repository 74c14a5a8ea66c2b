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
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import com.jayway.jsonpath.JsonPath;
import io.github.nexmoconversion.docs.Page;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests that the dashboard is valid and that its panels have data from the running
 * sample.
 */
class DashboardTests {

	private static final Duration LIMIT = Duration.ofMinutes(1);

	private static final String DASHBOARD = Page.read(OperatorFiles.DASHBOARD);

	@Test
	void dataSourceIsAVariable() {
		List<String> ids = JsonPath.read(DASHBOARD, "$..datasource.uid");
		assertThat(ids).isNotEmpty().containsOnly("${datasource}");
		List<String> types = JsonPath.read(DASHBOARD, "$.templating.list[?(@.name == 'datasource')].type");
		assertThat(types).containsExactly("datasource");
	}

	@Test
	void panelsHaveDistinctIdsAndPositions() {
		List<Integer> ids = JsonPath.read(DASHBOARD, "$.panels[*].id");
		assertThat(ids).doesNotHaveDuplicates();
		List<Object> positions = JsonPath.read(DASHBOARD, "$.panels[*].gridPos");
		assertThat(positions).hasSameSizeAs(ids).doesNotHaveDuplicates();
	}

	@Test
	void metricsOfDashboardAndRulesAreThoseOfTheRunningSample() {
		try (RunningSample sample = new RunningSample()) {
			sample.logIn();
			String scrape = await().atMost(LIMIT)
				.until(() -> sample.get("/actuator/prometheus"),
						(text) -> text.contains("nexmo_conversion_submit_seconds_count"));
			String text = String.join("\n", expressions()) + JsonPath.read(DASHBOARD, "$..definition")
					+ Page.read(OperatorFiles.ALERTS);
			assertThat(Pattern.compile("nexmo_\\w+").matcher(text).results().map(MatchResult::group).distinct())
				.hasSizeGreaterThan(8)
				.allSatisfy((name) -> assertThat(scrape.lines())
					.anyMatch((line) -> line.startsWith(name + " ") || line.startsWith(name + "{")));
		}
	}

	@Test
	@EnabledIfPrometheus
	void expressionsAreValid(@TempDir Path directory) throws Exception {
		List<String> expressions = expressions();
		String rules = IntStream.range(0, expressions.size())
			.mapToObj((i) -> "  - {record: expression_" + i + ", expr: '" + expressions.get(i) + "'}\n")
			.collect(Collectors.joining("", "groups:\n- name: dashboard\n  rules:\n", ""));
		Path file = Files.writeString(directory.resolve("rules.yml"), rules);
		assertThat(Prometheus.promtool("check", "rules", file.toString()))
			.contains(expressions.size() + " rules found");
	}

	@Test
	@EnabledIfPrometheus
	void everyPanelAndRuleHasDataFromTheRunningSample(@TempDir Path directory) throws Exception {
		try (RunningSample sample = new RunningSample()) {
			Files.writeString(directory.resolve("prometheus.yml"), """
					global: {scrape_interval: 1s}
					scrape_configs:
						- job_name: two-factor-login
						  metrics_path: /actuator/prometheus
						  static_configs: [{targets: ["127.0.0.1:%d"]}]
					""".replace("\t", "  ").formatted(sample.getPort()));
			try (Prometheus prometheus = Prometheus.start(directory)) {
				await().atMost(Duration.ofMinutes(5)).untilAsserted(() -> {
					sample.logIn();
					sample.resend();
					assertThat(selectorsOfRules())
						.allSatisfy((selector) -> assertThat(prometheus.query(selector)).isNotEmpty());
					assertThat(expressions())
						.allSatisfy((expression) -> assertThat(prometheus.query(expression)).isNotEmpty()
							.allSatisfy((value) -> assertThat(value).isNotEqualTo("NaN")));
				});
			}
		}
	}

	// The comparison of a rule may yield no result, but each of its selectors must
	private static List<String> selectorsOfRules() {
		return Pattern.compile("nexmo_\\w+(\\{[^}]*})?")
			.matcher(Page.read(OperatorFiles.ALERTS))
			.results()
			.map(MatchResult::group)
			.toList();
	}

	private static List<String> expressions() {
		List<String> expressions = JsonPath.read(DASHBOARD, "$.panels[*].targets[*].expr");
		List<List<String>> none = JsonPath.read(DASHBOARD, "$.panels[?(@.type != 'row' && @.type != 'text')].targets");
		assertThat(expressions).hasSizeGreaterThanOrEqualTo(none.size());
		return expressions.stream().map(DashboardTests::withoutVariables).toList();
	}

	// As Grafana does for the selection "All"
	private static String withoutVariables(String expression) {
		String replaced = Stream.of("job", "instance", "account", "channel")
			.reduce(expression, (text, variable) -> text.replace("\"$" + variable + "\"", "\".*\""))
			.replace("$__rate_interval", "1m");
		assertThat(replaced).doesNotContain("$");
		return replaced;
	}

}
