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

package io.github.nexmoconversion.test.autoconfigure.login;

import java.time.Duration;

import io.github.nexmoconversion.test.MockConversionApi;
import io.github.nexmoconversion.test.autoconfigure.ConversionTest;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that {@link ConversionTest @ConversionTest} needs no property.
 */
@ConversionTest(IncludedService.class)
// Only time enough for a slow machine
@TestPropertySource(properties = { "nexmo.conversion.http.read-timeout=1m", "nexmo.conversion.retry.timeout=2m" })
class ConversionTestWithoutPropertiesTests {

	@Test
	void shouldReportToTheMock(@Autowired IncludedService included, @Autowired MockConversionApi api) {
		included.codeEntered("00A0B0C0");
		assertThat(api).within(Duration.ofMinutes(1)).hasAccepted("00A0B0C0").delivered();
	}

}
