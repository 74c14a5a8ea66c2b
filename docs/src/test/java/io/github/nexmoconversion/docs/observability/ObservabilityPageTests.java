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

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.jayway.jsonpath.JsonPath;
import io.github.nexmoconversion.ConversionChannel;
import io.github.nexmoconversion.ConversionStatus;
import io.github.nexmoconversion.docs.Page;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.core.env.EnumerablePropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests that the page about observability says what a running application shows.
 */
class ObservabilityPageTests {

	private static final Page PAGE = Page.of("observability.md");

	private static final Duration LIMIT = Duration.ofMinutes(1);

	private static final Map<String, String> SUFFIXES = Map.of("counter", "_total counter", "gauge", " gauge",
			"gauge in seconds", "_seconds gauge", "timer", "_seconds ", "long task timer", "_seconds ");

	private static RunningSample sample;

	@BeforeAll
	static void runSampleIntoAnOutage() {
		sample = new RunningSample("nexmo.conversion.account.marketing.api-key=other",
				"nexmo.conversion.account.marketing.signature.secret=other",
				"nexmo.conversion.account.marketing.signature.algorithm=hmac-sha256",
				"nexmo.conversion.outbox.retry.delay=1h", "nexmo.conversion.outbox.retry.max-delay=1h");
		sample.logIn();
		await().atMost(LIMIT).until(() -> sample.get("/actuator/conversions"), (json) -> json.contains("\"200\":1"));
		sample.setOutage(true);
		sample.logIn();
		await().atMost(LIMIT).until(() -> sample.get("/actuator/conversions"), (json) -> json.contains("\"503\":1"));
	}

	@AfterAll
	static void stopSample() {
		sample.close();
	}

	@Test
	void metersAreThoseOfTheRunningSampleWithTheirTags() {
		Map<String, Set<String>> documented = new TreeMap<>();
		PAGE.rows("meter").forEach((row) -> documented.put(row.get(0), words(row.get(2))));
		Map<String, Set<String>> actual = new TreeMap<>();
		List<String> names = JsonPath.read(sample.get("/actuator/metrics"), "$.names[?(@ =~ /nexmo.*/)]");
		for (String name : names) {
			actual.put(name, new TreeSet<String>(
					JsonPath.<List<String>>read(sample.get("/actuator/metrics/" + name), "$.availableTags[*].tag")));
		}
		assertThat(documented).isEqualTo(actual);
	}

	@Test
	void metersMeanWhatTheyAreDescribedAs() {
		assertThat(PAGE.rows("meter")).isNotEmpty().allSatisfy((row) -> {
			Map<String, Object> meter = JsonPath.read(sample.get("/actuator/metrics/" + row.get(0)), "$");
			// What is made of an observation has no description
			if (meter.get("description") != null) {
				assertThat(row.get(3)).isEqualTo(meter.get("description"));
			}
		});
	}

	@Test
	void metersAreOfTheirType() {
		String scrape = sample.get("/actuator/prometheus");
		assertThat(PAGE.rows("meter")).allSatisfy((row) -> {
			String line = "# TYPE " + row.get(0).replace('.', '_') + SUFFIXES.get(row.get(1));
			assertThat(scrape).contains(line);
		});
	}

	@Test
	void tagsAreAllExplained() {
		Set<String> used = new HashSet<>();
		PAGE.rows("meter").forEach((row) -> used.addAll(words(row.get(2))));
		assertThat(PAGE.rows("tag")).map((row) -> row.get(0)).containsExactlyInAnyOrderElementsOf(used);
	}

	@Test
	void examplesAreWhatTheEndpointsShow() {
		assertThat(pathsOf(PAGE.blocks("json").get(0))).isEqualTo(pathsOf(sample.get("/actuator/health/conversion")));
		assertThat(pathsOf(PAGE.blocks("json").get(1))).isEqualTo(pathsOf(sample.get("/actuator/conversions")));
	}

	@Test
	void valuesOfTagsAreThoseOfTheCode() {
		Map<String, String> documented = new TreeMap<>();
		PAGE.rows("tag").forEach((row) -> documented.put(row.get(0), row.get(1)));
		assertThat(documented.get("channel")).isEqualTo(Arrays.stream(ConversionChannel.values())
			.map(ConversionChannel::getValue)
			.collect(Collectors.joining(" or ")));
		assertThat(documented.get("outcome")).isEqualTo(Stream
			.concat(Arrays.stream(ConversionStatus.values()).map(ConversionStatus::name),
					Stream.of("NO_ANSWER", "CANCELLED"))
			.collect(Collectors.joining(", ", "", "; none while in flight")));
	}

	@Test
	void alertsAreThoseOfTheRulesWithTheirSeverities() {
		assertThat(PAGE.rows("alert")).map((row) -> row.get(0) + " " + row.get(1))
			.containsExactlyElementsOf(Pattern.compile("- alert: (\\w+).*?severity: (\\w+)", Pattern.DOTALL)
				.matcher(Page.read(OperatorFiles.ALERTS))
				.results()
				.map((rule) -> rule.group(1) + " " + rule.group(2))
				.toList());
	}

	@ParameterizedTest
	@MethodSource
	void propertyIsKnownToSpringBoot(String property) throws IOException {
		assertThat(knownProperties()).anyMatch((known) -> property.equals(known) || property.startsWith(known + "."));
	}

	static List<String> propertyIsKnownToSpringBoot() {
		List<String> names = new ArrayList<>();
		for (String block : PAGE.blocks("yaml")) {
			if (!block.contains("scrape_configs")) {
				names.addAll(List.of(((EnumerablePropertySource<?>) Page.yaml(block)).getPropertyNames()));
			}
		}
		return names;
	}

	private static Set<String> knownProperties() throws IOException {
		Set<String> known = new HashSet<>();
		for (URL metadata : Collections.list(ObservabilityPageTests.class.getClassLoader()
			.getResources("META-INF/spring-configuration-metadata.json"))) {
			try (InputStream json = metadata.openStream()) {
				known.addAll(JsonPath.<List<String>>read(json, "$.properties[*].name"));
			}
		}
		return known;
	}

	private static Set<String> pathsOf(String json) {
		Set<String> paths = new TreeSet<>();
		collect("", JsonPath.read(json, "$"), paths);
		return paths;
	}

	private static void collect(String path, Object value, Set<String> paths) {
		if (value instanceof Map<?, ?> map) {
			paths.add(path);
			map.forEach((key, child) -> collect(path + "/" + key, child, paths));
		}
		else {
			paths.add(path + ": " + kindOf(value));
		}
	}

	private static String kindOf(Object value) {
		String text = value.toString();
		if (text.matches("PT[0-9.]+[SMH]")) {
			return "duration";
		}
		return text.matches("[0-9]{4}-[0-9]{2}-[0-9]{2}T.*Z") ? "instant" : value.getClass().getSimpleName();
	}

	private static Set<String> words(String cell) {
		return new TreeSet<>(Arrays.stream(cell.split(", ")).filter((word) -> !word.isEmpty()).toList());
	}

}
