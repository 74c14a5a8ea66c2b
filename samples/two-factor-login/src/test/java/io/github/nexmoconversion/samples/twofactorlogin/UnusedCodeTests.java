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

package io.github.nexmoconversion.samples.twofactorlogin;

import java.time.Duration;

import io.github.nexmoconversion.test.MockConversionApi;
import io.github.nexmoconversion.test.autoconfigure.AutoConfigureMockConversionApi;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that a code that is never entered is reported as not delivered.
 */
@SpringBootTest(
		properties = { "nexmo.conversion.http.read-timeout=1m", "nexmo.conversion.outbox.pending.time-to-live=500ms" })
@AutoConfigureMockConversionApi
class UnusedCodeTests {

	private static final Duration LIMIT = Duration.ofMinutes(1);

	@Test
	void codeThatIsNeverEnteredIsReportedAsNotDelivered(@Autowired LoginService logins,
			@Autowired MockConversionApi api) {
		logins.start("447700900123");
		assertThat(api).within(LIMIT).hasReceived(1);
		assertThat(api.getReceived()).singleElement().returns("false", (report) -> report.delivered());
	}

}
