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

package io.github.nexmoconversion.docs;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URL;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;

import com.jayway.jsonpath.JsonPath;
import org.junit.jupiter.api.Test;

import org.springframework.util.ClassUtils;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that the page about configuration lists what the metadata of all modules does.
 */
class ConfigurationReferenceTests {

	private static final Map<Class<?>, String> TYPES = Map.of(String.class, "text", URI.class, "address", Boolean.class,
			"boolean", Duration.class, "time", Integer.class, "number", Long.class, "number", Double.class, "number",
			Map.class, "map");

	@Test
	void propertiesShouldBeThoseOfTheMetadataWithTypeAndDefault() throws IOException {
		Map<String, List<String>> documented = new TreeMap<>();
		reference().forEach((row) -> documented.put(row.get(0), List.of(row.get(1), row.get(2))));
		assertThat(documented).isEqualTo(metadata());
	}

	@Test
	void propertiesShouldHaveAMeaningAndBeListedOnce() {
		assertThat(reference()).extracting((row) -> row.get(0)).doesNotHaveDuplicates();
		assertThat(reference()).allSatisfy((row) -> assertThat(row.get(3)).isNotBlank());
	}

	// The table of variables has two columns
	private static List<List<String>> reference() {
		return Page.of("configuration.md").rows("property").stream().filter((row) -> row.size() == 4).toList();
	}

	private static Map<String, List<String>> metadata() throws IOException {
		Map<String, List<String>> metadata = new TreeMap<>();
		for (URL url : Collections.list(ConfigurationReferenceTests.class.getClassLoader()
			.getResources("META-INF/spring-configuration-metadata.json"))) {
			try (InputStream json = url.openStream()) {
				List<Map<String, Object>> properties = JsonPath.read(json,
						"$.properties[?(@.name =~ /.*[.]conversion.*/)]");
				properties.forEach((property) -> metadata.put((String) property.get("name"),
						List.of(typeOf(property), defaultOf(property))));
			}
		}
		return metadata;
	}

	private static String typeOf(Map<String, Object> property) {
		String name = ((String) property.get("type")).replaceFirst("<.*", "");
		Class<?> type = ClassUtils.resolveClassName(name, null);
		if (!type.isEnum()) {
			return TYPES.get(type);
		}
		return Arrays.stream(type.getEnumConstants())
			.map((value) -> ((Enum<?>) value).name().toLowerCase(Locale.ROOT).replace('_', '-'))
			.collect(Collectors.joining(", "));
	}

	private static String defaultOf(Map<String, Object> property) {
		return Objects.toString(property.get("defaultValue"), "").replaceAll("\\.0$", "");
	}

}
