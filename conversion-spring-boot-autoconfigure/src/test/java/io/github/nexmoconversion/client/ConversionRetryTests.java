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
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.client.WireMock;
import com.github.tomakehurst.wiremock.http.Fault;
import io.github.nexmoconversion.Conversion;
import io.github.nexmoconversion.ConversionChannel;
import io.github.nexmoconversion.ConversionException;
import io.github.nexmoconversion.ConversionResponseException;
import io.github.nexmoconversion.ConversionTransportException;
import io.github.nexmoconversion.account.ConversionAccount;
import io.github.nexmoconversion.account.ConversionAccounts;
import io.github.nexmoconversion.account.ConversionCredentials.ApiSecret;
import io.github.nexmoconversion.account.ConversionCredentials.SignatureSecret;
import io.github.nexmoconversion.outcome.ConversionOutcome;
import io.github.nexmoconversion.signature.RequestSigner;
import io.github.nexmoconversion.signature.SignatureAlgorithm;
import io.github.nexmoconversion.signature.SignatureTimestamp;
import io.micrometer.observation.ObservationRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.Exceptions;
import reactor.core.publisher.Mono;

import org.springframework.core.retry.RetryPolicy;
import org.springframework.http.HttpStatus;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.WebClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchException;

/**
 * Tests when a submission is attempted again.
 */
class ConversionRetryTests {

	private static final Duration LIMIT = Duration.ofMinutes(2);

	@RegisterExtension
	private final RawHttpServer api = new RawHttpServer();

	private final List<ConversionOutcome> outcomes = new CopyOnWriteArrayList<>();

	private final AtomicInteger accountAsked = new AtomicInteger();

	private final Conversion conversion = Conversion.delivered(ConversionChannel.SMS, "00A0B0C0")
		.at(Instant.parse("2020-01-01T12:00:00Z"));

	@ParameterizedTest
	@ValueSource(ints = { 408, 425, 429, 500, 502, 503, 504, 599 })
	void statusThatMayPassShouldBeTriedAgain(int status) {
		this.api.answerInTurn(status(status), status(200));
		submit(policy().build());
		assertThat(this.api.received()).hasSize(2);
		assertThat(this.outcomes).singleElement()
			.returns(200, ConversionOutcome::statusCode)
			.returns(1, ConversionOutcome::retries);
	}

	@ParameterizedTest
	@ValueSource(ints = { 301, 302, 307, 400, 401, 402, 403, 404, 420, 422, 423 })
	void statusThatWillNotPassShouldNotBeTriedAgain(int status) {
		this.api.answerInTurn(status(status), status(200));
		assertThat(fail(policy().build())).isInstanceOfSatisfying(ConversionResponseException.class,
				(ex) -> assertThat(ex.getStatusCode()).isEqualTo(status));
		assertThat(this.api.received()).hasSize(1);
		assertThat(this.outcomes).singleElement().returns(0, ConversionOutcome::retries);
	}

	@ParameterizedTest
	@EnumSource(value = Fault.class, mode = EnumSource.Mode.EXCLUDE, names = "MALFORMED_RESPONSE_CHUNK")
	void lackOfAnAnswerShouldBeTriedAgain(Fault fault) {
		this.api.answerInTurn(WireMock.aResponse().withFault(fault), status(200));
		submit(policy().build());
		assertThat(this.outcomes).singleElement().returns(true, ConversionOutcome::isAccepted);
	}

	@Test
	void shouldGiveUpAfterTheLastRetry() {
		this.api.answerInTurn(status(500), status(502), status(503), status(200));
		assertThat(fail(policy().maxRetries(2).build())).isInstanceOfSatisfying(ConversionResponseException.class,
				(ex) -> assertThat(ex.getStatusCode()).isEqualTo(503));
		assertThat(this.api.received()).hasSize(3);
		assertThat(this.outcomes).singleElement()
			.returns(503, ConversionOutcome::statusCode)
			.returns(2, ConversionOutcome::retries);
	}

	@Test
	void withoutRetriesShouldGiveUpAtOnce() {
		this.api.answerInTurn(status(503), status(200));
		fail(policy().maxRetries(0).build());
		assertThat(this.api.received()).hasSize(1);
	}

	@Test
	void templateWithoutRetriesShouldLeaveTheFirstAsItIs() {
		ReactiveConversionTemplate operations = new ReactiveConversionTemplateBuilder(WebClient.builder(),
				new RotatingAccounts())
			.baseUrl(this.api.baseUrl())
			.timeout(LIMIT)
			.retryPolicy(policy().build())
			.build();
		ConversionTemplate template = new ConversionTemplate(operations,
				new AsyncConversionSubmitter(1, List.of(), ObservationRegistry.NOOP));
		this.api.answerInTurn(status(503), status(503), status(503), status(503), status(200));
		ConversionTemplate withoutRetries = template.withoutRetries();
		assertThat(catchException(() -> withoutRetries.submit(this.conversion)))
			.isInstanceOf(ConversionResponseException.class);
		assertThat(this.api.received()).hasSize(1);
		assertThat(withoutRetries.submitAsync("marketing", this.conversion)).failsWithin(LIMIT);
		assertThat(this.api.received()).hasSize(2);
		assertThat(catchException(() -> withoutRetries.forAccount("marketing").submit(this.conversion)))
			.isInstanceOf(ConversionResponseException.class);
		assertThat(this.api.received()).hasSize(3);
		template.submit(this.conversion);
		assertThat(this.api.received()).hasSize(5);
	}

	@Test
	void shouldWaitAsLongAsTheApiAsks() {
		this.api.answerInTurn(status(429).withHeader("Retry-After", "1"), status(200));
		long start = System.nanoTime();
		submit(policy().build());
		assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofSeconds(1));
		assertThat(this.api.received()).hasSize(2);
	}

	@Test
	void shouldWaitUntilTheDateThatTheApiAsksFor() {
		String inTwoSeconds = DateTimeFormatter.RFC_1123_DATE_TIME
			.format(ZonedDateTime.now(ZoneOffset.UTC).plusSeconds(2));
		this.api.answerInTurn(status(503).withHeader("Retry-After", inTwoSeconds), status(200));
		long start = System.nanoTime();
		submit(policy().build());
		assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(500));
		assertThat(this.api.received()).hasSize(2);
	}

	@ParameterizedTest
	@ValueSource(strings = { "3600", "99999999999", "Fri, 31 Dec 9999 23:59:59 GMT" })
	void whenTheApiAsksToWaitLongerThanThereIsTimeShouldGiveUpAtOnce(String retryAfter) {
		this.api.answerInTurn(status(503).withHeader("Retry-After", retryAfter), status(200));
		assertThat(fail(policy().build())).isInstanceOfSatisfying(ConversionResponseException.class,
				(ex) -> assertThat(ex.getRetryAfter()).isGreaterThan(Duration.ofMinutes(59)));
		assertThat(this.api.received()).hasSize(1);
	}

	@ParameterizedTest
	@ValueSource(strings = { "3600", "Fri, 31 Dec 9999 23:59:59 GMT" })
	void whenTheTimeIsNotLimitedShouldNotWaitForHours(String retryAfter) {
		this.api.answerInTurn(status(503).withHeader("Retry-After", retryAfter), status(200));
		assertThat(fail(policy().timeout(Duration.ZERO).build())).isInstanceOf(ConversionResponseException.class);
		assertThat(this.api.received()).hasSize(1);
	}

	@Test
	void attemptThatWouldBeCutOffShouldNotHideTheAnswerBeforeIt() {
		this.api.answer(status(503).withHeader("Retry-After", "60"));
		assertThat(fail(policy().maxRetries(1000).timeout(Duration.ofMillis(60_200)).build()))
			.isInstanceOf(ConversionResponseException.class);
		assertThat(this.api.received()).hasSize(1);
	}

	@Test
	void allAttemptsTogetherShouldEndInTime() {
		this.api.answerAfter(Duration.ofSeconds(60));
		assertThat(fail(policy().maxRetries(1000).timeout(Duration.ofMillis(500)).build()))
			.isInstanceOf(ConversionTransportException.class)
			.hasCauseInstanceOf(TimeoutException.class);
	}

	@Test
	void retriesWithoutEndShouldNotPileUp() {
		AtomicInteger attempts = new AtomicInteger();
		WebClient.Builder builder = WebClient.builder()
			.exchangeFunction((request) -> Mono.just(ClientResponse
				.create((attempts.incrementAndGet() < 20_000) ? HttpStatus.SERVICE_UNAVAILABLE : HttpStatus.OK)
				.build()));
		new ReactiveConversionTemplateBuilder(builder,
				ConversionAccounts.of(List.of(new ConversionAccount("default", new ApiSecret("key", "secret")))))
			.timeout(LIMIT)
			.retryPolicy(RetryPolicy.builder().maxRetries(Long.MAX_VALUE).delay(Duration.ZERO).build())
			.build()
			.submit(this.conversion)
			.block(LIMIT);
		assertThat(attempts).hasValue(20_000);
	}

	@Test
	void eachAttemptShouldSendTheSameEventAndAskTheAccountAnew() {
		this.api.answerInTurn(status(503), status(503), status(200));
		submit(policy().build());
		assertThat(this.api.received()).hasSize(3)
			.map(RawHttpServer::form)
			.allSatisfy((form) -> assertThat(form).containsEntry("timestamp", "2020-01-01 12:00:00")
				.containsEntry("message-id", "00A0B0C0"));
		assertThat(this.api.received()).map((request) -> RawHttpServer.form(request).get("api_secret"))
			.containsExactlyInAnyOrder("secret-1", "secret-2", "secret-3");
		assertThat(this.accountAsked).as("lookups of the account").hasValue(3);
	}

	private static RetryPolicy.Builder policy() {
		return RetryPolicy.builder().maxRetries(2).delay(Duration.ofMillis(1)).timeout(Duration.ofMinutes(1));
	}

	private static ResponseDefinitionBuilder status(int status) {
		return WireMock.aResponse().withStatus(status);
	}

	@ParameterizedTest
	@EnumSource(SignatureTimestamp.class)
	void eachAttemptShouldBeSignedAnew(SignatureTimestamp timestamp) {
		this.api.answerInTurn(status(503).withHeader("Retry-After", "1"), status(200));
		SignatureSecret secret = new SignatureSecret("key", "secret", SignatureAlgorithm.HMAC_SHA256, timestamp);
		submit(policy().build(), ConversionAccounts.of(List.of(new ConversionAccount("default", secret))));
		RequestSigner signer = new RequestSigner(SignatureAlgorithm.HMAC_SHA256, "secret");
		assertThat(this.api.received()).hasSize(2)
			.map(RawHttpServer::form)
			.allMatch((form) -> signer.verify(form, Instant.now()));
		boolean same = timestamp == SignatureTimestamp.EVENT_TIME;
		assertThat(this.api.received()).map((request) -> RawHttpServer.form(request).get("timestamp"))
			.satisfies((timestamps) -> assertThat(timestamps.get(0).equals(timestamps.get(1))).isEqualTo(same));
	}

	private void submit(RetryPolicy policy) {
		submit(policy, new RotatingAccounts());
	}

	private void submit(RetryPolicy policy, ConversionAccounts accounts) {
		new ReactiveConversionTemplateBuilder(WebClient.builder(), accounts).baseUrl(this.api.baseUrl())
			.timeout(Duration.ofMinutes(1))
			.retryPolicy(policy)
			.outcomeListeners(List.of(this.outcomes::add))
			.build()
			.submit(this.conversion)
			.block(LIMIT);
	}

	private ConversionException fail(RetryPolicy policy) {
		return (ConversionException) Exceptions.unwrap(catchException(() -> submit(policy)));
	}

	private final class RotatingAccounts implements ConversionAccounts {

		@Override
		public ConversionAccount getAccount(String name) {
			int count = ConversionRetryTests.this.accountAsked.incrementAndGet();
			return new ConversionAccount(name, new ApiSecret("key", "secret-" + count));
		}

		@Override
		public Set<String> getNames() {
			return Set.of("default");
		}

	}

}
