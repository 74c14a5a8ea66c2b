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
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;

import io.github.nexmoconversion.Conversion;
import io.github.nexmoconversion.ConversionChannel;
import io.github.nexmoconversion.ConversionResponseException;
import io.github.nexmoconversion.ConversionTransportException;
import io.github.nexmoconversion.account.ConversionAccount;
import io.github.nexmoconversion.account.ConversionAccounts;
import io.github.nexmoconversion.account.ConversionAuthentication;
import io.github.nexmoconversion.account.ConversionCredentials.ApiSecret;
import io.github.nexmoconversion.account.ParameterLocation;
import io.github.nexmoconversion.observation.DefaultConversionObservationConvention;
import io.github.nexmoconversion.outcome.ConversionOutcome;
import io.github.nexmoconversion.test.MockAnswer;
import io.github.nexmoconversion.test.MockConversionApi;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.contextpropagation.ObservationThreadLocalAccessor;
import io.micrometer.observation.tck.TestObservationRegistry;
import io.micrometer.observation.tck.TestObservationRegistryAssert.TestObservationRegistryAssertReturningObservationContextAssert;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.Disposable;

import org.springframework.core.retry.RetryPolicy;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.reactive.function.client.WebClientRequestException;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the observation of submissions.
 */
class ConversionObservationTests {

	private static final Duration LIMIT = Duration.ofMinutes(1);

	private static final ApiSecret CREDENTIALS = new ApiSecret("the-api-key", "the-secret");

	private final MockConversionApi api = MockConversionApi.start(new ConversionAccount("default", CREDENTIALS));

	private final TestObservationRegistry registry = TestObservationRegistry.create();

	private final Conversion conversion = Conversion.delivered(ConversionChannel.SMS, "00A0B0C0");

	@AfterEach
	void stopApi() {
		this.api.close();
	}

	@Test
	void shouldObserveAnAcceptedSubmission() {
		builder().build().submit(this.conversion).block(LIMIT);
		assertThatSubmission().hasContextualNameEqualTo("conversion sms")
			.hasLowCardinalityKeyValue("account", "default")
			.hasLowCardinalityKeyValue("channel", "sms")
			.hasLowCardinalityKeyValue("delivered", "true")
			.hasLowCardinalityKeyValue("status", "200")
			.hasLowCardinalityKeyValue("outcome", "ACCEPTED")
			.hasHighCardinalityKeyValue("message.id", "00A0B0C0")
			.doesNotHaveError();
	}

	@Test
	void shouldObserveAnAnswerThatIsNotAccepted() {
		this.api.answerNext(MockAnswer.status(402));
		builder().build().submit(this.conversion).onErrorComplete().block(LIMIT);
		assertThatSubmission().hasLowCardinalityKeyValue("status", "402")
			.hasLowCardinalityKeyValue("outcome", "NOT_ENABLED")
			.assertThatError()
			.isInstanceOf(ConversionResponseException.class);
	}

	@Test
	void shouldObserveThatThereWasNoAnswer() {
		builder().baseUrl(URI.create("http://127.0.0.1:1"))
			.build()
			.submit(this.conversion)
			.onErrorComplete()
			.block(LIMIT);
		assertThatSubmission().hasLowCardinalityKeyValue("status", "none")
			.hasLowCardinalityKeyValue("outcome", "NO_ANSWER")
			.assertThatError()
			.isInstanceOf(ConversionTransportException.class);
	}

	@Test
	void shouldObserveThatTheCallerGaveUp() {
		this.api.setDelay(LIMIT);
		Disposable submission = builder().build().submit(this.conversion).subscribe();
		assertThat(this.api).within(LIMIT).hasReceived(1);
		submission.dispose();
		assertThatSubmission().hasLowCardinalityKeyValue("status", "none")
			.hasLowCardinalityKeyValue("outcome", "CANCELLED")
			.doesNotHaveError();
	}

	@Test
	void shouldNestBetweenTheBlockingCallerAndTheHttpRequest() {
		Observation caller = Observation.start("caller", this.registry);
		caller.scoped(() -> builder().build().submit(this.conversion).block(LIMIT));
		caller.stop();
		assertThatSubmission().hasParentObservationEqualTo(caller);
		assertThatHttpRequestIsBeneath("nexmo.conversion.submit");
	}

	@Test
	void shouldNestBetweenTheAsynchronousCallerAndTheHttpRequest() {
		ConversionTemplate template = new ConversionTemplate(builder().build(),
				new AsyncConversionSubmitter(1, List.of(), this.registry));
		Observation caller = Observation.start("caller", this.registry);
		assertThat(caller.scoped(() -> template.submitAsync(this.conversion))).succeedsWithin(LIMIT);
		caller.stop();
		assertThatSubmission().hasParentObservationEqualTo(caller);
		assertThatHttpRequestIsBeneath("nexmo.conversion.submit");
	}

	@Test
	void retriesShouldBeHttpRequestsBeneathOneSubmission() {
		this.api.answerNext(MockAnswer.status(500));
		builder().build().submit(this.conversion).block(LIMIT);
		assertThatSubmission().hasLowCardinalityKeyValue("status", "200");
		assertThat(this.registry).hasNumberOfObservationsWithNameEqualTo("nexmo.conversion.submit", 1)
			.hasNumberOfObservationsWithNameEqualTo("http.client.requests", 2);
	}

	@Test
	void shouldNestBetweenTheReactiveCallerAndTheHttpRequest() {
		Observation caller = Observation.start("caller", this.registry);
		builder().build()
			.submit(this.conversion)
			.contextWrite((context) -> context.put(ObservationThreadLocalAccessor.KEY, caller))
			.block(LIMIT);
		caller.stop();
		assertThatSubmission().hasParentObservationEqualTo(caller);
		assertThatHttpRequestIsBeneath("nexmo.conversion.submit");
	}

	@Test
	void whenSubmissionsAreNotObservedHttpRequestShouldNestBeneathTheBlockingCaller() {
		this.registry.observationConfig().observationPredicate((name, context) -> !name.startsWith("nexmo"));
		Observation caller = Observation.start("caller", this.registry);
		caller.scoped(() -> builder().build().submit(this.conversion).block(LIMIT));
		caller.stop();
		assertThatHttpRequestIsBeneath("caller");
	}

	@Test
	void whenSubmissionsAreNotObservedHttpRequestShouldNestBeneathTheReactiveCaller() {
		this.registry.observationConfig().observationPredicate((name, context) -> !name.startsWith("nexmo"));
		Observation caller = Observation.start("caller", this.registry);
		builder().build()
			.submit(this.conversion)
			.contextWrite((context) -> context.put(ObservationThreadLocalAccessor.KEY, caller))
			.block(LIMIT);
		caller.stop();
		assertThatHttpRequestIsBeneath("caller");
	}

	@Test
	void httpRequestShouldBeObservedWithTheTemplateOfItsUri() {
		builder().build().submit(this.conversion).block(LIMIT);
		assertThatObservation("http.client.requests").hasLowCardinalityKeyValue("uri", "/conversions/{channel}")
			.hasHighCardinalityKeyValue("http.url", this.api.getBaseUrl() + "/sms");
	}

	@Test
	void conventionShouldBeReplaceable() {
		builder().observationConvention(new DefaultConversionObservationConvention("my.conversion"))
			.build()
			.submit(this.conversion)
			.block(LIMIT);
		assertThat(this.registry).hasNumberOfObservationsWithNameEqualTo("my.conversion", 1)
			.hasNumberOfObservationsWithNameEqualTo("nexmo.conversion.submit", 0);
	}

	@Test
	void scopeThatFailsShouldNotStayOpen() {
		Observation caller = Observation.start("caller", this.registry);
		ObservationRegistry other = ObservationRegistry.create();
		other.observationConfig().observationHandler(new FailingHandler("scope"));
		Observation failing = Observation.start("failing", other);
		AtomicBoolean run = new AtomicBoolean();
		caller.scoped(() -> {
			new ObservationScopes(this.registry).run(failing, () -> run.set(true));
			assertThat(this.registry.getCurrentObservation()).isSameAs(caller);
		});
		assertThat(run).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "start", "stop" })
	void observationThatFailsShouldNotKeepAConversionFromBeingReported(String when) {
		List<ConversionOutcome> outcomes = new CopyOnWriteArrayList<>();
		ObservationRegistry failing = ObservationRegistry.create();
		failing.observationConfig().observationHandler(new FailingHandler(when));
		builder().observationRegistry(failing)
			.outcomeListeners(List.of(outcomes::add))
			.build()
			.submit(this.conversion)
			.block(LIMIT);
		assertThat(this.api).hasReceived(1);
		assertThat(outcomes).singleElement().returns(true, ConversionOutcome::isAccepted);
	}

	@ParameterizedTest
	@CsvSource({ "PARAMETERS, BODY, 200", "PARAMETERS, QUERY, 200", "BASIC, QUERY, 401", "PARAMETERS, QUERY, 503" })
	void secretsShouldNotBeObserved(ConversionAuthentication authentication, ParameterLocation location, int status) {
		this.api.answerNext(MockAnswer.status(status));
		ConversionAccount account = new ConversionAccount("default", CREDENTIALS, authentication, location);
		builder(account).build().submit(this.conversion).onErrorComplete().block(LIMIT);
		assertThat(this.registry)
			.hasHandledContextsThatSatisfy((contexts) -> assertThat(contexts).hasSizeGreaterThanOrEqualTo(2)
				.allSatisfy((context) -> assertThat(context.getAllKeyValues()).isNotEmpty()
					.noneMatch((pair) -> pair.getValue().matches(".*(the-api-key|the-secret|api_key|\\?).*"))));
	}

	@Test
	void secretsShouldNotBeInTheErrorThatIsObserved() {
		this.api.answerNext(3, MockAnswer.none());
		ConversionAccount account = new ConversionAccount("default", CREDENTIALS, ConversionAuthentication.BASIC,
				ParameterLocation.QUERY);
		builder(account).build().submit(this.conversion).onErrorComplete().block(LIMIT);
		assertThat(this.registry).hasHandledContextsThatSatisfy(
				(contexts) -> assertThat(contexts).filteredOn((context) -> context.getError() != null)
					.isNotEmpty()
					.noneMatch((context) -> context.getError() instanceof WebClientRequestException));
	}

	private TestObservationRegistryAssertReturningObservationContextAssert assertThatSubmission() {
		return assertThatObservation("nexmo.conversion.submit").hasBeenStopped();
	}

	private void assertThatHttpRequestIsBeneath(String parent) {
		assertThatObservation("http.client.requests")
			.hasParentObservationContextMatching((context) -> parent.equals(context.getName()));
	}

	private TestObservationRegistryAssertReturningObservationContextAssert assertThatObservation(String name) {
		return assertThat(this.registry).hasObservationWithNameEqualTo(name).that();
	}

	private ReactiveConversionTemplateBuilder builder() {
		return builder(new ConversionAccount("default", CREDENTIALS));
	}

	private ReactiveConversionTemplateBuilder builder(ConversionAccount account) {
		WebClient.Builder builder = WebClient.builder().observationRegistry(this.registry);
		return new ReactiveConversionTemplateBuilder(builder, ConversionAccounts.of(List.of(account)))
			.baseUrl(this.api.getBaseUrl())
			.timeout(LIMIT)
			.retryPolicy(RetryPolicy.builder().maxRetries(2).delay(Duration.ofMillis(100)).timeout(LIMIT).build())
			.observationRegistry(this.registry);
	}

	private record FailingHandler(String when) implements ObservationHandler<Observation.Context> {

		@Override
		public void onStart(Observation.Context context) {
			failOn("start");
		}

		@Override
		public void onStop(Observation.Context context) {
			failOn("stop");
		}

		@Override
		public void onScopeOpened(Observation.Context context) {
			failOn("scope");
		}

		private void failOn(String event) {
			if (event.equals(this.when)) {
				throw new IllegalStateException("The handler's own problem");
			}
		}

		@Override
		public boolean supportsContext(Observation.Context context) {
			return true;
		}

	}

}
