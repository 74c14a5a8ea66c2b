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

package io.github.nexmoconversion.test.autoconfigure;

import java.time.Duration;
import java.util.Collection;

import io.github.nexmoconversion.client.AsyncConversionSubmitter;
import io.github.nexmoconversion.test.MockConversionApi;
import org.awaitility.Awaitility;

import org.springframework.context.ApplicationContext;
import org.springframework.core.Ordered;
import org.springframework.test.context.TestContext;
import org.springframework.test.context.support.AbstractTestExecutionListener;

/**
 * Resets the {@link MockConversionApi} beans after each test. It waits until no
 * asynchronous submissions are in flight, since the next test would receive them
 * otherwise.
 */
class MockConversionApiTestExecutionListener extends AbstractTestExecutionListener {

	private static final Duration LIMIT = Duration.ofSeconds(10);

	@Override
	public int getOrder() {
		return Ordered.LOWEST_PRECEDENCE - 100;
	}

	@Override
	public void afterTestMethod(TestContext testContext) {
		if (!testContext.hasApplicationContext()) {
			return;
		}
		ApplicationContext context = testContext.getApplicationContext();
		Collection<MockConversionApi> apis = context.getBeansOfType(MockConversionApi.class, false, false).values();
		if (apis.isEmpty()) {
			return;
		}
		// Ends an outage, so that the submissions in flight complete soon
		apis.forEach(MockConversionApi::reset);
		context.getBeansOfType(AsyncConversionSubmitter.class, false, false)
			.values()
			.forEach((submitter) -> Awaitility.await("no asynchronous submissions in flight")
				.pollDelay(Duration.ZERO)
				.pollInterval(Duration.ofMillis(10))
				.atMost(LIMIT)
				.until(() -> submitter.getInFlight() == 0));
		apis.forEach(MockConversionApi::reset);
	}

}
