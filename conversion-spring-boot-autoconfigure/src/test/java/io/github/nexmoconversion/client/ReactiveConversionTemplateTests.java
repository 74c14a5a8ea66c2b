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

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.Provider;
import java.security.Security;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.github.tomakehurst.wiremock.client.WireMock;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.http.QueryParameter;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import io.github.nexmoconversion.Conversion;
import io.github.nexmoconversion.ConversionChannel;
import io.github.nexmoconversion.ConversionException;
import io.github.nexmoconversion.ConversionNotSentException;
import io.github.nexmoconversion.ConversionResponseException;
import io.github.nexmoconversion.ConversionStatus;
import io.github.nexmoconversion.ConversionTransportException;
import io.github.nexmoconversion.account.ConversionAccount;
import io.github.nexmoconversion.account.ConversionAccounts;
import io.github.nexmoconversion.account.ConversionAuthentication;
import io.github.nexmoconversion.account.ConversionCredentials;
import io.github.nexmoconversion.account.ConversionCredentials.ApiSecret;
import io.github.nexmoconversion.account.ConversionCredentials.SignatureSecret;
import io.github.nexmoconversion.account.NoSuchConversionAccountException;
import io.github.nexmoconversion.account.ParameterLocation;
import io.github.nexmoconversion.outcome.ConversionOutcome;
import io.github.nexmoconversion.signature.RequestSigner;
import io.github.nexmoconversion.signature.SignatureAlgorithm;
import io.github.nexmoconversion.signature.SignatureTimestamp;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

import org.springframework.core.retry.RetryPolicy;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.ExchangeFunctions;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.reactive.function.client.WebClientException;
import org.springframework.web.reactive.function.client.WebClientRequestException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.entry;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link ReactiveConversionTemplate} over real HTTP.
 */
class ReactiveConversionTemplateTests {

	private static final Duration LIMIT = Duration.ofMinutes(1);

	private static final ApiSecret API_SECRET = new ApiSecret("abcd1234", "s3cret");

	@RegisterExtension
	private final RawHttpServer api = new RawHttpServer();

	private final List<ConversionOutcome> outcomes = new CopyOnWriteArrayList<>();

	private final Conversion conversion = Conversion.delivered(ConversionChannel.SMS, "00A0B0C0")
		.at(Instant.parse("2020-01-01T12:00:00Z"));

	@Test
	void shouldPostFormWithKeyAndSecret() {
		submit(API_SECRET, this.conversion);
		LoggedRequest request = received();
		assertThat(request.getMethod().getName()).isEqualTo("POST");
		assertThat(request.getUrl()).isEqualTo("/conversions/sms");
		assertThat(request.getHeader("Content-Type")).isEqualTo("application/x-www-form-urlencoded");
		assertThat(request.getHeader("Content-Length")).isEqualTo(String.valueOf(request.getBody().length));
		assertThat(RawHttpServer.form(request)).containsExactly(entry("api_key", "abcd1234"),
				entry("api_secret", "s3cret"), entry("delivered", "true"), entry("message-id", "00A0B0C0"),
				entry("timestamp", "2020-01-01 12:00:00"));
	}

	@Test
	void shouldPostVoiceConversionToItsOwnPath() {
		submit(API_SECRET, Conversion.notDelivered(ConversionChannel.VOICE, "call"));
		assertThat(received().getUrl()).isEqualTo("/conversions/voice");
		assertThat(RawHttpServer.form(received())).containsEntry("delivered", "false");
	}

	@ParameterizedTest
	@EnumSource(SignatureAlgorithm.class)
	void shouldPostFormWithKeyAndSignature(SignatureAlgorithm algorithm) {
		submit(new SignatureSecret("abcd1234", "s3cret", algorithm, SignatureTimestamp.EVENT_TIME), this.conversion);
		Map<String, String> form = RawHttpServer.form(received());
		assertThat(form).containsOnlyKeys("api_key", "delivered", "message-id", "sig", "timestamp");
		assertThat(new RequestSigner(algorithm, "s3cret").verify(form, Instant.now())).isTrue();
	}

	@Test
	void shouldPostTheTimeOfTheRequestWhenItIsSignedSo() {
		Instant before = Instant.now();
		submit(new SignatureSecret("key", "s3cret", SignatureAlgorithm.HMAC_SHA256, SignatureTimestamp.EPOCH_SECONDS),
				this.conversion);
		Instant sent = Instant.ofEpochSecond(Long.parseLong(RawHttpServer.form(received()).get("timestamp")));
		assertThat(sent).isBetween(before.truncatedTo(ChronoUnit.SECONDS), Instant.now());
	}

	@ParameterizedTest
	@ValueSource(ints = { 200, 201, 204, 299 })
	void shouldAcceptAny2xx(int status) {
		this.api.answer(status);
		submit(API_SECRET, this.conversion);
		assertThat(this.outcomes).singleElement()
			.returns(true, ConversionOutcome::isAccepted)
			.returns(status, ConversionOutcome::statusCode)
			.returns("default", ConversionOutcome::account)
			.returns(this.conversion, ConversionOutcome::conversion);
	}

	@Test
	void baseUrlMayEndInSlash() {
		ReactiveConversionTemplate template = builder(API_SECRET)
			.baseUrl(this.api.baseUrl().resolve(this.api.baseUrl() + "/"))
			.build();
		template.submit(this.conversion).block(LIMIT);
		assertThat(received().getUrl()).isEqualTo("/conversions/sms");
	}

	@ParameterizedTest
	@CsvSource({ "401, UNAUTHORIZED, nexmo.conversion.api-key and nexmo.conversion.api-secret",
			"402, NOT_ENABLED, Ask the vendor's support to enable it",
			"420, INVALID_PARAMETERS, try nexmo.conversion.parameter-location=query",
			"422, INVALID_PARAMETERS, Check that the vendor returned the message id",
			"423, INVALID_PARAMETERS, Check that the vendor returned the message id",
			"429, THROTTLED, throttled a request", "500, UNAVAILABLE, API is unavailable",
			"503, UNAVAILABLE, API is unavailable", "404, UNEXPECTED, nexmo.conversion.base-url",
			"302, UNEXPECTED, nexmo.conversion.base-url" })
	void shouldFailWithStatusAndWhatToDo(int code, ConversionStatus status, String whatToDo) {
		this.api.answer(code);
		ConversionResponseException ex = fail(ConversionResponseException.class);
		assertThat(ex).returns(code, ConversionResponseException::getStatusCode)
			.returns(status, ConversionResponseException::getStatus)
			.returns("default", ConversionException::getAccount)
			.returns(this.conversion, ConversionException::getConversion);
		assertThat(ex).hasMessageContainingAll("account 'default'", String.valueOf(code), whatToDo);
		assertThat(this.outcomes).singleElement()
			.returns(false, ConversionOutcome::isAccepted)
			.returns(code, ConversionOutcome::statusCode)
			.returns(ex, ConversionOutcome::failure);
	}

	@Test
	void unauthorizedWhenSignedShouldNameTheSignatureProperties() {
		this.api.answer(401);
		ConversionAccount account = new ConversionAccount("marketing",
				new SignatureSecret("key", "secret", SignatureAlgorithm.MD5_HASH, SignatureTimestamp.EVENT_TIME));
		Mono<Void> submission = builder(account).build().submit("marketing", this.conversion);
		StepVerifier.create(submission)
			.expectErrorSatisfies((ex) -> assertThat(ex).hasMessageContaining(
					"nexmo.conversion.account.marketing.api-key, nexmo.conversion.account.marketing.signature.secret"
							+ " and nexmo.conversion.account.marketing.signature.algorithm"))
			.verify(LIMIT);
	}

	@Test
	void failuresShouldNameTheRequestedAccountAndThePropertiesOfTheOneThatWasFound() {
		this.api.answer(401);
		expectFailureOf("campaign", "The Conversion API refused the credentials of account 'campaign'",
				"Compare nexmo.conversion.account.marketing.api-key");
		this.api.answer(WireMock.aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER));
		expectFailureOf("campaign", "No answer from the Conversion API for account 'campaign'");
		withoutHmac(() -> expectFailureOf("campaign", "with the credentials of account 'campaign'"));
		assertThat(this.outcomes).hasSize(3).extracting(ConversionOutcome::account).containsOnly("campaign");
	}

	@Test
	void recordedAnswerOfAnAccountThatIsNotEnabled() {
		this.api.answer(WireMock.aResponse()
			.withStatus(402)
			.withHeader("Content-Type", "text/html;charset=ISO-8859-1")
			.withBody("<html><head><title>Error 402 </title></head><body><h2>HTTP ERROR: 402</h2>"
					+ "<p>Problem accessing /conversions/sms. Reason:<pre>    Bad Account Credentials</pre></p>"
					+ "<hr /><i><small>Powered by Jetty://</small></i></body></html>"));
		assertThat(fail(ConversionResponseException.class)).returns(402, ConversionResponseException::getStatusCode)
			.hasMessageNotContaining("Credentials");
	}

	@Test
	void recordedAnswerThatThrottlesWithAnEmptyBody() {
		this.api.answer(WireMock.aResponse().withStatus(429));
		assertThat(fail(ConversionResponseException.class))
			.returns(ConversionStatus.THROTTLED, ConversionResponseException::getStatus)
			.returns(null, ConversionResponseException::getRetryAfter);
	}

	@Test
	void shouldTellHowLongTheApiAsksToWait() {
		this.api.answer(WireMock.aResponse().withStatus(503).withHeader("Retry-After", "7"));
		assertThat(fail(ConversionResponseException.class)).returns(Duration.ofSeconds(7),
				ConversionResponseException::getRetryAfter);
	}

	@Test
	void redirectShouldNotBeFollowed() {
		this.api.answer(WireMock.aResponse().withStatus(307).withHeader("Location", this.api.baseUrl() + "/elsewhere"));
		assertThat(fail(ConversionResponseException.class)).returns(307, ConversionResponseException::getStatusCode);
		assertThat(this.api.received()).hasSize(1);
	}

	@ParameterizedTest
	@EnumSource(value = Fault.class, mode = EnumSource.Mode.EXCLUDE, names = "MALFORMED_RESPONSE_CHUNK")
	void brokenConnectionIsATransportFailure(Fault fault) {
		this.api.answer(WireMock.aResponse().withFault(fault));
		ConversionTransportException ex = fail(ConversionTransportException.class);
		assertThat(ex).hasMessageStartingWith("No answer from the Conversion API for account 'default' (")
			.cause()
			.isNotInstanceOf(WebClientException.class);
		assertThat(this.outcomes).singleElement()
			.returns(null, ConversionOutcome::statusCode)
			.returns(ex, ConversionOutcome::failure);
	}

	@Test
	void refusedConnectionIsATransportFailure() {
		Mono<Void> submission = builder(API_SECRET).baseUrl(URI.create("http://127.0.0.1:1/conversions"))
			.build()
			.submit(this.conversion);
		StepVerifier.create(submission).expectError(ConversionTransportException.class).verify(LIMIT);
	}

	@Test
	void lateAnswerIsATransportFailure() {
		this.api.answerAfter(LIMIT);
		Mono<Void> submission = builder(API_SECRET).timeout(Duration.ofMillis(200)).build().submit(this.conversion);
		StepVerifier.create(submission)
			.expectErrorSatisfies((ex) -> assertThat(ex).isInstanceOf(ConversionTransportException.class)
				.hasCauseInstanceOf(TimeoutException.class)
				.hasMessageContaining("No answer within 200 ms"))
			.verify(LIMIT);
	}

	@Test
	void statusCountsEvenIfTheBodyIsMalformed() {
		this.api.answer(WireMock.ok().withFault(Fault.MALFORMED_RESPONSE_CHUNK));
		submit(API_SECRET, this.conversion);
		assertThat(this.outcomes).singleElement().returns(200, ConversionOutcome::statusCode);
	}

	@Test
	void unknownAccountShouldFailThroughThePublisher() {
		Mono<Void> submission = builder(API_SECRET).build().submit("marketing", this.conversion);
		StepVerifier.create(submission).expectError(NoSuchConversionAccountException.class).verify(LIMIT);
		assertThat(this.outcomes).as("a mistake in the code is no outcome").isEmpty();
		assertThat(this.api.received()).isEmpty();
	}

	@Test
	void accountThatCannotBeLookedUpIsNotSent() {
		ConversionAccounts broken = new BrokenConversionAccounts();
		Mono<Void> submission = builder(broken).build().submit(this.conversion);
		StepVerifier.create(submission)
			.expectErrorSatisfies((ex) -> assertThat(ex).isInstanceOf(ConversionNotSentException.class)
				.hasMessageContainingAll("account 'default'", "IllegalStateException")
				.hasMessageNotContaining("vault")
				.hasRootCauseMessage("The vault is sealed"))
			.verify(LIMIT);
		assertThat(this.outcomes).singleElement().returns(null, ConversionOutcome::statusCode);
	}

	@Test
	void requestThatCannotBeSignedIsNotSent() {
		Mono<Void> submission = builder(
				new SignatureSecret("key", "s3cret", SignatureAlgorithm.HMAC_SHA256, SignatureTimestamp.EVENT_TIME))
			.build()
			.submit(this.conversion);
		withoutHmac(() -> StepVerifier.create(submission)
			.expectErrorSatisfies((ex) -> assertThat(ex).isInstanceOfSatisfying(ConversionNotSentException.class,
					(notSent) -> assertThat(notSent.isRetryable()).isFalse()))
			.verify(LIMIT));
		assertThat(this.api.received()).isEmpty();
		assertThat(this.outcomes).hasSize(1);
	}

	@Test
	void accountShouldBeAskedForEachSubmission() {
		AtomicReference<ConversionCredentials> credentials = new AtomicReference<>(API_SECRET);
		ConversionAccounts rotating = new RotatingConversionAccounts(credentials);
		ReactiveConversionTemplate template = builder(rotating).build();
		template.submit(this.conversion).block(LIMIT);
		credentials.set(new ApiSecret("abcd1234", "rotated"));
		template.submit(this.conversion).block(LIMIT);
		assertThat(this.api.received().stream().map((request) -> RawHttpServer.form(request).get("api_secret")))
			.containsExactlyInAnyOrder("s3cret", "rotated");
	}

	@ParameterizedTest
	@ValueSource(strings = { "conversions", "//host/conversions", "mailto:user@host", "https:/conversions",
			"https://user@host", "https://host?x=y", "https://host#x", "https://host/conversions/sms",
			"https://host/conversions/voice/" })
	void baseUrlThatIsNotSafeIsRefused(URI baseUrl) {
		assertThatExceptionOfType(InvalidConversionBaseUrlException.class)
			.isThrownBy(builder(API_SECRET).baseUrl(baseUrl).allowPlainHttp(true)::build)
			.returns(false, InvalidConversionBaseUrlException::isPlainHttp);
	}

	@ParameterizedTest
	@ValueSource(strings = { "http://api.nexmo.com/conversions", "http://127.0.0.1.example.com", "http://localhost.org",
			"HTTP://10.0.0.1", "http://128.0.0.1" })
	void plainHttpToAnotherMachineIsRefusedUnlessItIsAllowed(URI baseUrl) {
		ReactiveConversionTemplateBuilder builder = builder(API_SECRET).baseUrl(baseUrl);
		assertThatExceptionOfType(InvalidConversionBaseUrlException.class).isThrownBy(builder::build)
			.returns(true, InvalidConversionBaseUrlException::isPlainHttp)
			.withMessageContaining("plain HTTP to another host");
		assertThatNoException().isThrownBy(builder.allowPlainHttp(true)::build);
	}

	@ParameterizedTest
	@ValueSource(strings = { "http://localhost:8089/conversions", "http://127.0.0.1:80", "http://127.1.2.3/x",
			"http://[::1]:8089/conversions", "https://api.nexmo.com/conversions" })
	void httpsAndPlainHttpToThisMachineAreTaken(URI baseUrl) {
		assertThatNoException().isThrownBy(builder(API_SECRET).baseUrl(baseUrl)::build);
	}

	@Test
	void shouldSendKeyAndSecretInAnAuthorizationHeader() {
		builder(account(ConversionAuthentication.BASIC, ParameterLocation.BODY)).build()
			.submit(this.conversion)
			.block(LIMIT);
		assertThat(received().header("Authorization").values())
			.containsExactly("Basic " + HttpHeaders.encodeBasicAuth("abcd1234", "s3cret", StandardCharsets.UTF_8));
		assertThat(RawHttpServer.form(received())).containsOnlyKeys("delivered", "message-id", "timestamp");
	}

	@ParameterizedTest
	@EnumSource(ConversionAuthentication.class)
	void shouldSendParametersInTheQueryWithoutBody(ConversionAuthentication authentication) {
		builder(account(authentication, ParameterLocation.QUERY)).build().submit(this.conversion).block(LIMIT);
		LoggedRequest request = received();
		assertThat(request.getMethod().getName()).isEqualTo("POST");
		assertThat(request.getBody()).isEmpty();
		assertThat(request.header("Content-Length").values()).containsExactly("0");
		assertThat(request.containsHeader("Content-Type")).isFalse();
		assertThat(request.queryParameter("message-id").values()).containsExactly("00A0B0C0");
		assertThat(request.queryParameter("timestamp").values()).containsExactly("2020-01-01 12:00:00");
		boolean basic = authentication == ConversionAuthentication.BASIC;
		assertThat(request.containsHeader("Authorization")).isEqualTo(basic);
		assertThat(request.queryParameter("api_secret").isPresent()).isEqualTo(!basic);
	}

	@Test
	void shouldSendSignatureInTheQuery() {
		SignatureSecret secret = new SignatureSecret("key", "s3cret", SignatureAlgorithm.HMAC_SHA512,
				SignatureTimestamp.EVENT_TIME);
		builder(new ConversionAccount("default", secret, ConversionAuthentication.PARAMETERS, ParameterLocation.QUERY))
			.build()
			.submit(this.conversion)
			.block(LIMIT);
		Map<String, String> query = received().getQueryParams()
			.values()
			.stream()
			.collect(Collectors.toMap(QueryParameter::key, QueryParameter::firstValue));
		assertThat(new RequestSigner(SignatureAlgorithm.HMAC_SHA512, "s3cret").verify(query, Instant.now())).isTrue();
	}

	@ParameterizedTest
	@EnumSource(value = Fault.class, names = { "EMPTY_RESPONSE", "MALFORMED_RESPONSE_CHUNK" })
	void filtersOfTheApplicationShouldSeeNeitherQueryNorAuthorization(Fault fault) {
		this.api.answer(WireMock.ok().withFault(fault));
		List<String> seen = new ArrayList<>();
		WebClient.Builder webClientBuilder = WebClient.builder().filter((request, next) -> {
			seen.add(request.url() + " " + request.headers() + " " + request.attributes());
			return next.exchange(request).doOnError((ex) -> seen.add(ex.getClass().getName()));
		});
		ConversionAccount account = account(ConversionAuthentication.BASIC, ParameterLocation.QUERY);
		new ReactiveConversionTemplateBuilder(webClientBuilder, ConversionAccounts.of(List.of(account)))
			.baseUrl(this.api.baseUrl())
			.timeout(LIMIT)
			.retryPolicy(RetryPolicy.withMaxRetries(0))
			.build()
			.submit(this.conversion)
			.onErrorComplete()
			.block(LIMIT);
		assertThat(seen).isNotEmpty()
			.noneMatch((text) -> text.contains("?") || text.contains("Authorization") || text.contains("s3cret"))
			.doesNotContain(WebClientRequestException.class.getName());
	}

	@Test
	void headersShouldNotBeLoggedEvenIfTheApplicationLogsThoseOfItsClients() {
		this.api.answer(WireMock.ok().withHeader("Set-Cookie", "session=s3cret"));
		WebClient.Builder webClientBuilder = WebClient.builder()
			.codecs((codecs) -> codecs.defaultCodecs().enableLoggingRequestDetails(true));
		ConversionAccounts accounts = ConversionAccounts
			.of(List.of(account(ConversionAuthentication.BASIC, ParameterLocation.BODY)));
		assertThat(traceOf(ExchangeFunctions.class,
				() -> new ReactiveConversionTemplateBuilder(webClientBuilder, accounts).baseUrl(this.api.baseUrl())
					.timeout(LIMIT)
					.build()
					.submit(this.conversion)
					.block(LIMIT)))
			.anyMatch((message) -> message.contains("200 OK"))
			.noneMatch((message) -> message.contains("s3cret") || message.contains("Authorization"));
	}

	@Test
	void shouldNameItselfAsUserAgent() {
		submit(API_SECRET, this.conversion);
		assertThat(received().getHeader("User-Agent")).matches("nexmo-conversion(/\\d.*)?");
	}

	@Test
	void forAccountShouldSubmitForThatAccount() {
		ConversionAccount marketing = new ConversionAccount("marketing", new ApiSecret("marketing-key", "secret"));
		builder(marketing).build().forAccount("marketing").submit(this.conversion).block(LIMIT);
		assertThat(RawHttpServer.form(received())).containsEntry("api_key", "marketing-key");
	}

	@Test
	void forAccountWhenNameIsUnknownShouldFailAtOnce() {
		ReactiveConversionTemplate template = builder(API_SECRET).build();
		assertThatExceptionOfType(NoSuchConversionAccountException.class)
			.isThrownBy(() -> template.forAccount("marketing"))
			.withMessageContaining("The accounts are: default.");
	}

	@Test
	void forAccountWhenTheAccountCannotBeLookedUpShouldLeaveThatToTheSubmission() {
		ReactiveConversionTemplate template = builder(new BrokenConversionAccounts()).build().forAccount("marketing");
		StepVerifier.create(template.submit(this.conversion))
			.expectErrorSatisfies((ex) -> assertThat(ex).isInstanceOf(ConversionNotSentException.class)
				.hasMessageContaining("account 'marketing'")
				.hasRootCauseMessage("The vault is sealed"))
			.verify(LIMIT);
		assertThat(this.outcomes).singleElement().returns("marketing", ConversionOutcome::account);
	}

	@Test
	void accountShouldBeLookedUpOnceForEachAttemptEvenIfTheFirstLookupFails() {
		AtomicInteger lookups = new AtomicInteger();
		ConversionAccounts recovering = new ConversionAccounts() {

			@Override
			public ConversionAccount getAccount(String name) {
				if (lookups.incrementAndGet() == 1) {
					throw new IllegalStateException("The vault is sealed");
				}
				return new ConversionAccount(name, API_SECRET);
			}

			@Override
			public Set<String> getNames() {
				return Set.of("default");
			}

		};
		builder(recovering).retryPolicy(RetryPolicy.builder().maxRetries(1).delay(Duration.ZERO).build())
			.build()
			.submit(this.conversion)
			.block(LIMIT);
		assertThat(lookups).hasValue(2);
		assertThat(this.outcomes).singleElement()
			.returns(200, ConversionOutcome::statusCode)
			.returns(1, ConversionOutcome::retries);
	}

	@Test
	void nothingIsSentBeforeSubscriptionAndEachSubscriptionSends() {
		Mono<Void> submission = builder(API_SECRET).build().submit(this.conversion);
		assertThat(this.api.received()).isEmpty();
		submission.block(LIMIT);
		submission.block(LIMIT);
		assertThat(this.api.received()).hasSize(2);
		assertThat(this.outcomes).hasSize(2);
	}

	@Test
	void answerShouldNotCancelTheExchange() {
		AtomicBoolean cancelled = new AtomicBoolean();
		WebClient.Builder webClientBuilder = WebClient.builder()
			.exchangeFunction((request) -> Mono.just(ClientResponse.create(HttpStatus.OK).build())
				.doOnCancel(() -> cancelled.set(true)));
		new ReactiveConversionTemplateBuilder(webClientBuilder,
				ConversionAccounts.of(List.of(new ConversionAccount("default", API_SECRET))))
			.timeout(LIMIT)
			.build()
			.submit(this.conversion)
			.block(LIMIT);
		assertThat(cancelled).isFalse();
	}

	@Test
	void cancelledSubmissionHasAnOutcomeWithoutStatusAndFailure() {
		this.api.answerAfter(LIMIT);
		Disposable submission = builder(API_SECRET).build().submit(this.conversion).subscribe();
		await().atMost(LIMIT).until(() -> !this.api.received().isEmpty());
		submission.dispose();
		assertThat(this.outcomes).singleElement()
			.returns(null, ConversionOutcome::statusCode)
			.returns(null, ConversionOutcome::failure)
			.returns(false, ConversionOutcome::isAccepted);
	}

	@Test
	void listenerThatThrowsShouldChangeNothing() {
		List<ConversionOutcome> told = new ArrayList<>();
		ReactiveConversionTemplate template = builder(API_SECRET).outcomeListeners(List.of((outcome) -> {
			throw new IllegalStateException("A listener's own problem");
		}, told::add)).build();
		template.submit(this.conversion).block(LIMIT);
		assertThat(told).hasSize(1);
	}

	@Test
	@SuppressWarnings("NullAway")
	void nullIsRefusedByName() {
		ReactiveConversionTemplate template = builder(API_SECRET).build();
		assertThatIllegalArgumentException().isThrownBy(() -> template.submit(null))
			.withMessage("'conversion' must not be null");
		assertThatIllegalArgumentException().isThrownBy(() -> template.submit(null, this.conversion))
			.withMessage("'account' must not be null");
		assertThatIllegalArgumentException().isThrownBy(() -> template.forAccount(null))
			.withMessage("'account' must not be null");
	}

	private static ConversionAccount account(ConversionAuthentication authentication, ParameterLocation location) {
		return new ConversionAccount("default", API_SECRET, authentication, location);
	}

	private void submit(ConversionCredentials credentials, Conversion conversion) {
		builder(credentials).build().submit(conversion).block(LIMIT);
	}

	private <T extends Throwable> T fail(Class<T> type) {
		AtomicReference<Throwable> failure = new AtomicReference<>();
		StepVerifier.create(builder(API_SECRET).build().submit(this.conversion))
			.expectErrorSatisfies(failure::set)
			.verify(LIMIT);
		assertThat(failure.get()).isInstanceOf(type);
		return type.cast(failure.get());
	}

	private void expectFailureOf(String alias, String... message) {
		StepVerifier.create(builder(new AliasedConversionAccounts()).build().submit(alias, this.conversion))
			.expectErrorSatisfies((failure) -> assertThat(failure)
				.isInstanceOfSatisfying(ConversionException.class, (ex) -> assertThat(ex.getAccount()).isEqualTo(alias))
				.hasMessageContainingAll(message))
			.verify(LIMIT);
	}

	private static void withoutHmac(Runnable action) {
		Provider provider = Security.getProvider("SunJCE");
		int position = List.of(Security.getProviders()).indexOf(provider) + 1;
		Security.removeProvider("SunJCE");
		try {
			action.run();
		}
		finally {
			Security.insertProviderAt(provider, position);
		}
	}

	private static List<String> traceOf(Class<?> source, Runnable action) {
		Logger logger = (Logger) LoggerFactory.getLogger(source);
		Level level = logger.getLevel();
		ListAppender<ILoggingEvent> log = new ListAppender<>();
		log.start();
		logger.addAppender(log);
		logger.setLevel(Level.TRACE);
		try {
			action.run();
		}
		finally {
			logger.setLevel(level);
			logger.detachAppender(log);
		}
		return log.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
	}

	private LoggedRequest received() {
		assertThat(this.api.received()).hasSize(1);
		return this.api.received().get(0);
	}

	private ReactiveConversionTemplateBuilder builder(ConversionCredentials credentials) {
		return builder(new ConversionAccount(ConversionAccount.DEFAULT_NAME, credentials));
	}

	private ReactiveConversionTemplateBuilder builder(ConversionAccount account) {
		return builder(ConversionAccounts.of(List.of(account)));
	}

	private ReactiveConversionTemplateBuilder builder(ConversionAccounts accounts) {
		return new ReactiveConversionTemplateBuilder(WebClient.builder(), accounts).baseUrl(this.api.baseUrl())
			.timeout(LIMIT)
			.retryPolicy(RetryPolicy.withMaxRetries(0))
			.outcomeListeners(List.of(this.outcomes::add));
	}

	private static final class BrokenConversionAccounts implements ConversionAccounts {

		@Override
		public ConversionAccount getAccount(String name) {
			throw new IllegalStateException("The vault is sealed");
		}

		@Override
		public Set<String> getNames() {
			return Set.of();
		}

	}

	private record RotatingConversionAccounts(
			AtomicReference<ConversionCredentials> credentials) implements ConversionAccounts {

		@Override
		public ConversionAccount getAccount(String name) {
			return new ConversionAccount(name, this.credentials.get());
		}

		@Override
		public Set<String> getNames() {
			return Set.of("default");
		}

	}

	private static final class AliasedConversionAccounts implements ConversionAccounts {

		@Override
		public ConversionAccount getAccount(String name) {
			return new ConversionAccount("marketing",
					new SignatureSecret("k", "s3cret", SignatureAlgorithm.HMAC_SHA256, SignatureTimestamp.EVENT_TIME));
		}

		@Override
		public Set<String> getNames() {
			return Set.of("campaign");
		}

	}

}
