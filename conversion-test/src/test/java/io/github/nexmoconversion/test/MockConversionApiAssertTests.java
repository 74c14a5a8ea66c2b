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

package io.github.nexmoconversion.test;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import io.github.nexmoconversion.ConversionChannel;
import org.assertj.core.api.AbstractStringAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link MockConversionApiAssert} and {@link ReceivedConversionAssert}.
 */
@ExtendWith(MockConversionApiExtension.class)
class MockConversionApiAssertTests {

	private static final Instant TIME = Instant.parse("2020-01-01T12:00:00.9Z");

	private final MockConversionApi api;

	MockConversionApiAssertTests(MockConversionApi api) {
		this.api = api;
	}

	@Test
	void shouldFindWhatWasAccepted() {
		post("sms", "00A0B0C0", "true");
		assertThat(this.api).hasReceived(1)
			.hasAccepted("00A0B0C0")
			.delivered()
			.by(ConversionChannel.SMS)
			.forAccount("default")
			.at(TIME)
			.withStatus(200);
	}

	@Test
	void shouldUseTheLastConversionOfAMessage() {
		post("voice", "id", "false");
		post("voice", "id", "true");
		post("voice", "id", "maybe");
		assertThat(this.api).hasAccepted("id").delivered();
		assertThat(this.api).hasRefused("id").withStatus(420).because("delivered");
	}

	@Test
	void messageShouldShowWhatWasReceived() {
		post("sms", "00A0B0C0", "false");
		assertThatMessageOf(() -> assertThat(this.api).hasAccepted("00A0B0C0").delivered()).isEqualTo("""
				Expected the conversion of message '00A0B0C0' to be delivered, but received
				  POST /conversions/sms {delivered=false, message-id=00A0B0C0, timestamp=2020-01-01 12:00:00} \
				for account default -> 200""");
		assertThatMessageOf(() -> assertThat(this.api).hasAccepted("other")).isEqualTo("""
				Expected a conversion of message 'other' to be accepted, but received
				  POST /conversions/sms {delivered=false, message-id=00A0B0C0, timestamp=2020-01-01 12:00:00} \
				for account default -> 200""");
	}

	@Test
	void everyDifferenceShouldFail() {
		post("sms", "id", "false");
		ReceivedConversionAssert conversion = assertThat(this.api).hasAccepted("id").notDelivered();
		assertThatMessageOf(conversion::delivered).contains("to be delivered");
		assertThatMessageOf(() -> conversion.by(ConversionChannel.VOICE)).contains("to have the channel voice");
		assertThatMessageOf(() -> conversion.forAccount("marketing")).contains("to be for account 'marketing'");
		assertThatMessageOf(() -> conversion.at(TIME.plusSeconds(1))).contains("timestamp 2020-01-01 12:00:01");
		assertThatMessageOf(() -> conversion.withStatus(420)).contains("to be answered with 420");
		assertThatMessageOf(() -> conversion.because("x")).contains("to be refused with a reason containing 'x'");
		assertThatMessageOf(() -> assertThat(this.api).hasReceived(2)).contains("Expected 2 requests");
		assertThatMessageOf(() -> assertThat(this.api).hasReceivedNothing()).contains("Expected nothing");
		assertThatMessageOf(() -> assertThat(this.api).hasRefused("id")).contains("to be refused");
	}

	@Test
	void shouldWaitForALaterConversion() {
		CompletableFuture.runAsync(() -> post("sms", "late", "1"),
				CompletableFuture.delayedExecutor(200, TimeUnit.MILLISECONDS));
		assertThat(this.api).hasReceivedNothing();
		assertThat(this.api).within(Duration.ofMinutes(1)).hasAccepted("late").delivered();
	}

	@Test
	void waitingShouldNotFailIfAnotherThreadFails() {
		CompletableFuture.runAsync(() -> {
			Thread thread = new Thread(() -> {
				throw new IllegalStateException("Thrown by a test in a thread of its own");
			});
			thread.start();
			await().atMost(Duration.ofMinutes(1)).dontCatchUncaughtExceptions().until(() -> !thread.isAlive());
			post("sms", "id", "true");
		}, CompletableFuture.delayedExecutor(200, TimeUnit.MILLISECONDS));
		assertThat(this.api).within(Duration.ofMinutes(1)).hasAccepted("id").delivered();
	}

	@Test
	void shouldWaitForTheWholeChainOfAssertions() {
		post("sms", "id", "false");
		CompletableFuture.runAsync(() -> post("sms", "id", "true"),
				CompletableFuture.delayedExecutor(200, TimeUnit.MILLISECONDS));
		assertThat(this.api).within(Duration.ofMinutes(1)).hasAccepted("id").delivered();
	}

	@Test
	void hasReceivedNothingShouldWatchForTheWholeTime() {
		CompletableFuture.runAsync(() -> post("sms", "late", "true"),
				CompletableFuture.delayedExecutor(200, TimeUnit.MILLISECONDS));
		assertThatMessageOf(() -> assertThat(this.api).within(Duration.ofMinutes(1)).hasReceivedNothing())
			.contains("Expected nothing within 60000 ms, but received", "late");
		this.api.reset();
		assertThat(this.api).within(Duration.ofMillis(100)).hasReceivedNothing();
	}

	@Test
	void messageShouldContainTheDescriptionAndAHintIfNothingWasReceived() {
		assertThatMessageOf(() -> assertThat(this.api).as("the login").hasAccepted("id")).contains("[the login]",
				"require within(...)");
		post("sms", "id", "false");
		assertThatMessageOf(() -> assertThat(this.api).as("the login").hasAccepted("id").delivered())
			.contains("[the login]");
	}

	@RepeatedTest(2)
	void apiShouldBeSharedWithinTheTestClass(MockConversionApi sameApi) {
		assertThat(sameApi).isSameAs(this.api);
	}

	@Test
	void shouldNotWaitLongerThanTheLimit() {
		assertThatMessageOf(() -> assertThat(this.api).within(Duration.ofMillis(50)).hasAccepted("never"))
			.isEqualTo("Expected a conversion of message 'never' to be accepted within 50 ms, but received nothing");
	}

	private static AbstractStringAssert<?> assertThatMessageOf(ThrowingCallable assertion) {
		Throwable failure = catchThrowable(assertion);
		assertThat(failure).isInstanceOf(AssertionError.class);
		return assertThat(failure.getMessage());
	}

	private void post(String channel, String messageId, String delivered) {
		HttpRequest request = HttpRequest.newBuilder(URI.create(this.api.getBaseUrl() + "/" + channel))
			.header("Content-Type", "application/x-www-form-urlencoded")
			.POST(BodyPublishers.ofString("api_key=mock-key&api_secret=mock-secret&message-id=" + messageId
					+ "&delivered=" + delivered + "&timestamp=2020-01-01+12:00:00"))
			.build();
		try {
			HttpClient.newHttpClient().send(request, BodyHandlers.discarding());
		}
		catch (IOException | InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
