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

package io.github.nexmoconversion.outcome;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeoutException;

import io.github.nexmoconversion.Conversion;
import io.github.nexmoconversion.ConversionChannel;
import io.github.nexmoconversion.ConversionException;
import io.github.nexmoconversion.ConversionResponseException;
import io.github.nexmoconversion.ConversionTransportException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ConversionOutcomeLogger}.
 */
@ExtendWith(OutputCaptureExtension.class)
class ConversionOutcomeLoggerTests {

	private final ConversionOutcomeLogger logger = new ConversionOutcomeLogger();

	private final Conversion conversion = Conversion.delivered(ConversionChannel.SMS, "message-id-1");

	private Instant now = Instant.parse("2026-11-21T10:00:00Z");

	@Test
	void shouldLogWhenAnAccountBeginsToFailAndNotEachFailure(CapturedOutput output) {
		for (int i = 0; i < 10; i++) {
			failed("default", response("default", 401));
		}
		assertThat(output.getOut().lines()).singleElement().asString().contains("WARN", "default: 401");
	}

	@Test
	void shouldLogEachKindOfFailureOnce(CapturedOutput output) {
		for (int i = 0; i < 10; i++) {
			failed("default", response("default", 503));
			failed("default",
					new ConversionTransportException("no answer " + i, "default", this.conversion, new IOException()));
		}
		assertThat(output.getOut().lines()).satisfiesExactly((line) -> assertThat(line).contains("default: 503"),
				(line) -> assertThat(line).contains("no answer 0"));
	}

	@Test
	void shouldLogEachAccountByItself(CapturedOutput output) {
		failed("default", response("default", 503));
		failed("marketing", response("marketing", 503));
		accepted("default");
		failed("marketing", response("marketing", 503));
		assertThat(output.getOut().lines()).satisfiesExactly((line) -> assertThat(line).contains("default: 503"),
				(line) -> assertThat(line).contains("marketing: 503"));
	}

	@Test
	void shouldLogWhenAnAccountRecoversAndWhenItFailsAgain(CapturedOutput output) {
		failed("default", response("default", 503));
		this.now = this.now.plus(Duration.ofMinutes(1));
		accepted("default");
		accepted("default");
		failed("default", response("default", 503));
		assertThat(output.getOut().lines()).satisfiesExactly((line) -> assertThat(line).contains("default: 503"),
				(line) -> assertThat(line).contains("INFO", "account 'default' are accepted again"),
				(line) -> assertThat(line).contains("default: 503"));
	}

	@Test
	void accountThatFailsNowAndThenShouldNotFloodTheLog(CapturedOutput output) {
		for (int i = 0; i < 100; i++) {
			failed("default", response("default", 503));
			this.now = this.now.plusSeconds(59);
			accepted("default");
		}
		assertThat(output.getOut().lines()).hasSize(1);
	}

	@Test
	void accountWithFewConversionsShouldNotBeLoggedForEach(CapturedOutput output) {
		for (int i = 0; i < 100; i++) {
			failed("default", response("default", 401));
			this.now = this.now.plus(Duration.ofMinutes(10));
		}
		assertThat(output.getOut().lines()).hasSize(1);
	}

	@Test
	void anotherKindOfFailureShouldBeLoggedEvenIfAnAccountNeverRecovers(CapturedOutput output) {
		failed("default", response("default", 401));
		for (int i = 0; i < 100; i++) {
			failed("default", response("default", 503));
			this.now = this.now.plusSeconds(59);
			accepted("default");
		}
		failed("default", response("default", 401));
		assertThat(output.getOut().lines()).satisfiesExactly((line) -> assertThat(line).contains("default: 401"),
				(line) -> assertThat(line).contains("default: 503"),
				(line) -> assertThat(line).contains("default: 401"));
	}

	@Test
	void eachCauseOfHavingNoAnswerShouldBeLogged(CapturedOutput output) {
		for (Exception cause : List.of(new IOException(), new TimeoutException(), new IOException())) {
			failed("default", new ConversionTransportException("no answer", "default", this.conversion, cause));
		}
		assertThat(output.getOut().lines()).hasSize(2);
	}

	@Test
	void acceptedAndCancelledSubmissionsShouldNotBeLogged(CapturedOutput output) {
		accepted("default");
		this.logger.onOutcome(new ConversionOutcome("default", this.conversion, this.now, null, null, 0));
		assertThat(output).isEmpty();
	}

	@Test
	void messageIdsShouldNotBeLogged(CapturedOutput output) {
		failed("default", response("default", 420));
		assertThat(output).isNotEmpty().doesNotContain("message-id-1");
	}

	private void accepted(String account) {
		this.logger.onOutcome(new ConversionOutcome(account, this.conversion, this.now, 200, null, 0));
	}

	private void failed(String account, ConversionException failure) {
		Integer statusCode = (failure instanceof ConversionResponseException response) ? response.getStatusCode()
				: null;
		this.logger.onOutcome(new ConversionOutcome(account, this.conversion, this.now, statusCode, failure, 0));
	}

	private ConversionException response(String account, int statusCode) {
		return new ConversionResponseException(account + ": " + statusCode, account, this.conversion, statusCode, null);
	}

}
