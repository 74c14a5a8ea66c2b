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

package io.github.nexmoconversion.client;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.github.nexmoconversion.Conversion;
import io.github.nexmoconversion.ConversionChannel;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link SingleAttemptOperations}. {@link ConversionRetryTests} has those over
 * HTTP.
 */
class SingleAttemptOperationsTests {

	private static final Duration LIMIT = Duration.ofMinutes(1);

	private final List<String> submissions = new ArrayList<>();

	private final ReactiveConversionOperations delegate = new RecordingOperations("default");

	private final ReactiveConversionOperations operations = new SingleAttemptOperations(this.delegate);

	private final Conversion conversion = Conversion.delivered(ConversionChannel.SMS, "id");

	@Test
	void everySubmissionShouldMakeASingleAttempt() {
		this.operations.submit(this.conversion).block(LIMIT);
		this.operations.submit("marketing", this.conversion).block(LIMIT);
		this.operations.forAccount("reminders").submit(this.conversion).block(LIMIT);
		assertThat(this.submissions).containsExactly("default once", "marketing once", "reminders once");
	}

	@Test
	void submissionsOfTheDelegateShouldStayAsTheyAre() {
		this.delegate.submit(this.conversion).block(LIMIT);
		assertThat(this.submissions).containsExactly("default with retries");
	}

	private final class RecordingOperations implements ReactiveConversionOperations {

		private final String account;

		private RecordingOperations(String account) {
			this.account = account;
		}

		@Override
		public Mono<Void> submit(Conversion conversion) {
			return submit(this.account, conversion);
		}

		@Override
		public Mono<Void> submit(String account, Conversion conversion) {
			return Mono.deferContextual((context) -> {
				SingleAttemptOperationsTests.this.submissions
					.add(account + (SingleAttemptOperations.isSingleAttempt(context) ? " once" : " with retries"));
				return Mono.empty();
			});
		}

		@Override
		public ReactiveConversionOperations forAccount(String account) {
			return new RecordingOperations(account);
		}

	}

}
