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

package io.github.nexmoconversion.test;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link MockConversionApiApplication}.
 */
class MockConversionApiApplicationTests {

	@Test
	void shouldPrintThePropertiesAndTheAddressOfTheList() throws Exception {
		ByteArrayOutputStream output = new ByteArrayOutputStream();
		try (MockConversionApi api = MockConversionApiApplication.start(0, new PrintStream(output))) {
			assertThat(output.toString()).contains("nexmo.conversion.base-url=" + api.getBaseUrl(),
					"nexmo.conversion.api-key=local-key", "nexmo.conversion.api-secret=local-secret");
			HttpRequest list = HttpRequest.newBuilder(api.getBaseUrl().resolve("/")).build();
			assertThat(output.toString()).contains(list.uri().toString());
			assertThat(HttpClient.newHttpClient().send(list, BodyHandlers.ofString()).body()).contains("Nothing");
		}
	}

}
