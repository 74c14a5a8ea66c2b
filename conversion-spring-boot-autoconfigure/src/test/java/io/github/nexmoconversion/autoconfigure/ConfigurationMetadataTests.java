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

package io.github.nexmoconversion.autoconfigure;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import com.jayway.jsonpath.DocumentContext;
import com.jayway.jsonpath.JsonPath;
import io.github.nexmoconversion.account.ConversionAuthentication;
import io.github.nexmoconversion.account.ParameterLocation;
import io.github.nexmoconversion.signature.SignatureAlgorithm;
import io.github.nexmoconversion.signature.SignatureTimestamp;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests the metadata by which editors help with the properties.
 */
class ConfigurationMetadataTests {

	private final DocumentContext metadata = read();

	@Test
	void everyPropertyShouldBeDescribed() {
		List<Map<String, Object>> properties = this.metadata.read("$.properties");
		assertThat(properties).hasSizeGreaterThan(20)
			.allSatisfy((property) -> assertThat((String) property.get("description")).as("%s", property.get("name"))
				.isNotBlank()
				.endsWith(".")
				.doesNotStartWith("The ")
				.doesNotStartWith("A "));
	}

	@ParameterizedTest
	@MethodSource
	void everyValueOfAnEnumShouldBeHinted(String property, Enum<?>[] values) {
		List<String> hints = this.metadata.read("$.hints[?(@.name=='" + property + "')].values[*].value");
		assertThat(hints).containsExactlyInAnyOrderElementsOf(
				Arrays.stream(values).map((value) -> value.name().toLowerCase(Locale.ROOT).replace('_', '-')).toList());
	}

	static List<Arguments> everyValueOfAnEnumShouldBeHinted() {
		return List.of(Arguments.of("nexmo.conversion.authentication", ConversionAuthentication.values()),
				Arguments.of("nexmo.conversion.parameter-location", ParameterLocation.values()),
				Arguments.of("nexmo.conversion.signature.algorithm", SignatureAlgorithm.values()),
				Arguments.of("nexmo.conversion.signature.timestamp", SignatureTimestamp.values()));
	}

	private static DocumentContext read() {
		try (InputStream json = ConversionAutoConfiguration.class
			.getResourceAsStream("/META-INF/spring-configuration-metadata.json")) {
			return JsonPath.parse(json);
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
