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

import java.security.Provider;
import java.security.Security;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import io.github.nexmoconversion.Conversion;
import io.github.nexmoconversion.ConversionChannel;
import io.github.nexmoconversion.ConversionException;
import io.github.nexmoconversion.ConversionResponseException;
import io.github.nexmoconversion.ConversionStatus;
import io.github.nexmoconversion.account.ConversionAccount;
import io.github.nexmoconversion.account.ConversionAccounts;
import io.github.nexmoconversion.autoconfigure.ConversionAutoConfiguration;
import io.github.nexmoconversion.client.AsyncConversionSubmitter;
import io.github.nexmoconversion.client.ConversionTemplate;
import io.github.nexmoconversion.client.ReactiveConversionOperations;
import io.github.nexmoconversion.outcome.ConversionOutcome;
import io.github.nexmoconversion.outcome.ConversionOutcomeLogger;
import io.github.nexmoconversion.test.MockAnswer;
import io.github.nexmoconversion.test.MockConversionApi;
import io.micrometer.observation.ObservationRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * Tests that the page about failures quotes what is really said.
 */
@ExtendWith(OutputCaptureExtension.class)
class FailuresPageTests {

	private static final Page PAGE = Page.of("failures.md");

	private static final Conversion CONVERSION = Conversion.delivered(ConversionChannel.SMS, "id");

	private final MockConversionApi api = MockConversionApi.start();

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(ConversionAutoConfiguration.class))
		.withPropertyValues("nexmo.conversion.base-url=" + this.api.getBaseUrl(), "nexmo.conversion.api-key=mock-key",
				"nexmo.conversion.api-secret=mock-secret", "nexmo.conversion.retry.max-retries=0",
				"nexmo.conversion.http.read-timeout=1m", "nexmo.conversion.retry.timeout=2m");

	@AfterEach
	void stopApi() {
		this.api.close();
	}

	@Test
	void answersThatAreNotAcceptedAreQuoted() {
		List<String> said = new ArrayList<>();
		said.add(saidOfAnswer(401));
		said.add(saidOfAnswer(401, "nexmo.conversion.api-secret=", "nexmo.conversion.signature.secret=secret"));
		for (int status : List.of(402, 420, 429, 503, 404)) {
			said.add(saidOfAnswer(status));
		}
		assertThatSectionQuotes("## Answers that are not 2xx", "\nWhen conversions", said);
	}

	@Test
	void recoveryIsQuoted(CapturedOutput output) {
		ConversionOutcomeLogger logger = new ConversionOutcomeLogger();
		Instant time = Instant.parse("2026-11-21T10:00:00Z");
		ConversionException failure = new ConversionResponseException("", "default", CONVERSION, 503, null);
		logger.onOutcome(new ConversionOutcome("default", CONVERSION, time, 503, failure, 0));
		logger.onOutcome(new ConversionOutcome("default", CONVERSION, time.plusSeconds(60), 200, null, 0));
		assertThatSectionQuotes("\nWhen conversions", "## No answer", List.of(logged(output, "Conversions of")));
	}

	@Test
	void lackOfAnAnswerIsQuoted() {
		List<String> said = new ArrayList<>();
		said.add(saidWith((template) -> template.submit(CONVERSION),
				"nexmo.conversion.base-url=http://127.0.0.1:1/conversions"));
		Thread.currentThread().interrupt();
		said.add(said(() -> templateThatNeverEnds(submitter(said)).submit(CONVERSION)));
		Thread.interrupted();
		AsyncConversionSubmitter submitter = submitter(said);
		templateThatNeverEnds(submitter).submitAsync(CONVERSION);
		submitter.destroy();
		assertThatSectionQuotes("## No answer", "## Not sent", said);
	}

	@Test
	void whatIsNotSentIsQuoted() {
		List<String> said = new ArrayList<>();
		AsyncConversionSubmitter submitter = submitter(said);
		ConversionTemplate template = templateThatNeverEnds(submitter);
		for (int i = 0; i <= AsyncConversionSubmitter.DEFAULT_MAX_IN_FLIGHT; i++) {
			template.submitAsync(CONVERSION);
		}
		submitter.stop();
		template.submitAsync(CONVERSION);
		this.contextRunner.withBean(ConversionAccounts.class, BrokenAccounts::new)
			.run((context) -> said.add(said(() -> context.getBean(ConversionTemplate.class).submit(CONVERSION))));
		Provider provider = Security.getProvider("SunJCE");
		int position = List.of(Security.getProviders()).indexOf(provider) + 1;
		Security.removeProvider("SunJCE");
		try {
			said.add(saidOfAnswer(200, "nexmo.conversion.api-secret=", "nexmo.conversion.signature.secret=secret",
					"nexmo.conversion.signature.algorithm=hmac-sha256"));
		}
		finally {
			Security.insertProviderAt(provider, position);
		}
		assertThatSectionQuotes("## Not sent", "## Mistakes", said);
	}

	@Test
	void mistakesInTheCodeAreQuoted(CapturedOutput output) {
		List<String> said = new ArrayList<>();
		said.add(saidWith((template) -> template.submit("marketing", CONVERSION)));
		saidWith((template) -> template.submitAsync("marketing", CONVERSION));
		said.add(logged(output, "A conversion was not sent"));
		said.add(saidWith((template) -> Mono.fromRunnable(() -> template.submit(CONVERSION))
			.subscribeOn(Schedulers.parallel())
			.block()));
		assertThatSectionQuotes("## Mistakes", "## The application", said);
	}

	@Test
	void statusesHaveTheirExceptionAndVerdict() {
		for (int status : List.of(401, 402, 420, 422, 423, 429, 408, 425, 500, 503)) {
			List<String> row = PAGE.rows("status")
				.stream()
				.filter((candidate) -> candidate.get(0).contains((status >= 500) ? "5xx" : String.valueOf(status)))
				.findFirst()
				.orElseThrow();
			assertThat(row.get(2)).isEqualTo(ConversionResponseException.class.getSimpleName());
			assertThat(row.get(3)).isEqualTo(ConversionStatus.from(status).isRetryable() ? "yes" : "no");
		}
	}

	private static void assertThatSectionQuotes(String from, String to, List<String> said) {
		String page = PAGE.text();
		String section = page.substring(page.indexOf(from), page.indexOf(to));
		List<String> quotes = Pattern.compile("```text\n(.*?)\n```", Pattern.DOTALL)
			.matcher(section)
			.results()
			.map((match) -> match.group(1))
			.toList();
		assertThat(said).zipSatisfy(quotes, (message, quote) -> assertThat(message).matches(patternOf(quote)));
	}

	private static Pattern patternOf(String quote) {
		return Pattern
			.compile(Arrays.stream(quote.split("…", -1)).map(Pattern::quote).collect(Collectors.joining(".+")));
	}

	private String saidOfAnswer(int status, String... properties) {
		this.api.answerNext(MockAnswer.status(status));
		return saidWith((template) -> template.submit(CONVERSION), properties);
	}

	private String saidWith(Consumer<ConversionTemplate> call, String... properties) {
		String[] said = new String[1];
		this.contextRunner.withPropertyValues(properties)
			.run((context) -> said[0] = said(() -> call.accept(context.getBean(ConversionTemplate.class))));
		return said[0];
	}

	private static String said(Runnable call) {
		Throwable failure = catchThrowable(call::run);
		return (failure != null) ? failure.getMessage() : "nothing";
	}

	private static String logged(CapturedOutput output, String beginning) {
		String line = output.getOut()
			.lines()
			.filter((candidate) -> candidate.contains(beginning))
			.findFirst()
			.orElse("");
		return line.substring(Math.max(0, line.indexOf(beginning)));
	}

	private static AsyncConversionSubmitter submitter(List<String> said) {
		return new AsyncConversionSubmitter(AsyncConversionSubmitter.DEFAULT_MAX_IN_FLIGHT,
				List.of((outcome) -> said.add(outcome.failure().getMessage())), ObservationRegistry.NOOP);
	}

	private static ConversionTemplate templateThatNeverEnds(AsyncConversionSubmitter submitter) {
		return new ConversionTemplate(new Never(), submitter);
	}

	private static final class Never implements ReactiveConversionOperations {

		@Override
		public Mono<Void> submit(Conversion conversion) {
			return Mono.never();
		}

		@Override
		public Mono<Void> submit(String account, Conversion conversion) {
			return Mono.never();
		}

		@Override
		public ReactiveConversionOperations forAccount(String account) {
			return this;
		}

	}

	private static final class BrokenAccounts implements ConversionAccounts {

		@Override
		public ConversionAccount getAccount(String name) {
			throw new IllegalStateException("no connection to the store");
		}

		@Override
		public Set<String> getNames() {
			return Set.of("default");
		}

	}

}
