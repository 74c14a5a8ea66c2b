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
import io.micrometer.core.instrument.MeterRegistry;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests what an operator sees when the API secret is wrong, and that users can still log
 * in.
 */
@SpringBootTest(properties = "nexmo.conversion.http.read-timeout=1m")
@ExtendWith(OutputCaptureExtension.class)
class WrongSecretTests {

	private static final Duration LIMIT = Duration.ofMinutes(1);

	private static final MockConversionApi API = MockConversionApi.start();

	@Autowired
	private LoginService loginService;

	@Autowired
	private FakeSmsGateway smsGateway;

	@Autowired
	private MeterRegistry meterRegistry;

	@DynamicPropertySource
	static void mockConversionApi(DynamicPropertyRegistry registry) {
		registry.add("nexmo.conversion.base-url", API::getBaseUrl);
		registry.add("nexmo.conversion.api-key", () -> "mock-key");
		registry.add("nexmo.conversion.api-secret", () -> "not-the-secret");
	}

	@AfterAll
	static void stopApi() {
		API.close();
	}

	@Test
	void wrongSecretIsCountedAndLoggedWithAnAction(CapturedOutput output) {
		String login = this.loginService.start("447700900123");
		String message = this.smsGateway.lastMessage("447700900123").strip();
		assertThat(this.loginService.enterCode(login, message.substring(message.length() - 6))).isTrue();
		await().atMost(LIMIT)
			.until(() -> this.meterRegistry.get("nexmo.conversion.outcomes")
				.tags("account", "default", "channel", "sms", "status", "401")
				.functionCounter()
				.count() == 1);
		await().atMost(LIMIT)
			.untilAsserted(() -> assertThat(output).contains("refused the credentials of account 'default'",
					"nexmo.conversion.api-key and nexmo.conversion.api-secret"));
		assertThat(output).doesNotContain("not-the-secret");
	}

}
