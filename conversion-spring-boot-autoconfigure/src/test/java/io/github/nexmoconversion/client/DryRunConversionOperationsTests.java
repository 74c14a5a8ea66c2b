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
import java.time.Instant;

import io.github.nexmoconversion.Conversion;
import io.github.nexmoconversion.ConversionChannel;
import io.micrometer.observation.ObservationRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import reactor.core.publisher.Mono;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link DryRunConversionOperations}.
 */
@ExtendWith(OutputCaptureExtension.class)
class DryRunConversionOperationsTests {

	private static final Duration LIMIT = Duration.ofMinutes(1);

	private final DryRunConversionOperations operations = new DryRunConversionOperations(ObservationRegistry.NOOP);

	private final Conversion conversion = Conversion.delivered(ConversionChannel.SMS, "00A0B0C0")
		.at(Instant.parse("2020-01-01T12:00:00Z"));

	@Test
	void shouldLogForTheDefaultAccount(CapturedOutput output) {
		this.operations.submit(this.conversion).block(LIMIT);
		assertThat(output)
			.contains("Dry run, not sent for account 'default': sms, delivered=true, 2020-01-01T12:00:00Z");
	}

	@Test
	void shouldLogForTheNamedAccount(CapturedOutput output) {
		this.operations.submit("marketing", this.conversion).block(LIMIT);
		this.operations.forAccount("reminders").submit(this.conversion).block(LIMIT);
		assertThat(output).contains("Dry run, not sent for account 'marketing'",
				"Dry run, not sent for account 'reminders'");
	}

	@Test
	void shouldLogOnceForEachSubscription(CapturedOutput output) {
		Mono<Void> submission = this.operations.submit(this.conversion);
		assertThat(output).doesNotContain("Dry run");
		submission.block(LIMIT);
		submission.block(LIMIT);
		assertThat(output.getOut().lines().filter((line) -> line.contains("Dry run"))).hasSize(2);
	}

	@Test
	@SuppressWarnings("NullAway")
	void nullShouldBeRefusedByName() {
		assertThatIllegalArgumentException().isThrownBy(() -> this.operations.submit(null))
			.withMessage("'conversion' must not be null");
		assertThatIllegalArgumentException().isThrownBy(() -> this.operations.submit(null, this.conversion))
			.withMessage("'account' must not be null");
	}

}
