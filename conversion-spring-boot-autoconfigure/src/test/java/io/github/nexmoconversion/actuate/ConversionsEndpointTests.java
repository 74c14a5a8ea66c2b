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

package io.github.nexmoconversion.actuate;

import java.lang.ref.WeakReference;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

import io.github.nexmoconversion.Conversion;
import io.github.nexmoconversion.ConversionChannel;
import io.github.nexmoconversion.account.ConversionAccount;
import io.github.nexmoconversion.account.ConversionAccounts;
import io.github.nexmoconversion.account.ConversionAuthentication;
import io.github.nexmoconversion.account.ConversionCredentials.ApiSecret;
import io.github.nexmoconversion.account.ConversionCredentials.SignatureSecret;
import io.github.nexmoconversion.account.ParameterLocation;
import io.github.nexmoconversion.actuate.ConversionsEndpoint.AccountDescriptor;
import io.github.nexmoconversion.actuate.ConversionsEndpoint.AuthenticationDescriptor;
import io.github.nexmoconversion.actuate.ConversionsEndpoint.FreshnessDescriptor;
import io.github.nexmoconversion.actuate.ConversionsEndpoint.OutcomeDescriptor;
import io.github.nexmoconversion.outcome.ConversionOutcome;
import io.github.nexmoconversion.signature.SignatureAlgorithm;
import io.github.nexmoconversion.signature.SignatureTimestamp;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.BDDMockito.given;
import static org.mockito.BDDMockito.then;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;

/**
 * Tests for {@link ConversionsEndpoint}.
 */
class ConversionsEndpointTests {

	private static final Instant EVENT = Instant.parse("2026-11-21T10:00:00Z");

	private static final Conversion CONVERSION = Conversion.delivered(ConversionChannel.SMS, "id").at(EVENT);

	private final ConversionsEndpoint endpoint = new ConversionsEndpoint(ConversionAccounts.of(List.of(
			new ConversionAccount("default", new ApiSecret("the-key", "the-secret"), ConversionAuthentication.BASIC,
					ParameterLocation.QUERY),
			new ConversionAccount("marketing", new SignatureSecret("the-key", "the-secret",
					SignatureAlgorithm.HMAC_SHA256, SignatureTimestamp.EPOCH_SECONDS)))));

	@Test
	void shouldTellHowAccountsAuthenticateInTheWordsOfTheProperties() {
		assertThat(account("default").authentication())
			.isEqualTo(new AuthenticationDescriptor("basic", "query", null, null));
		assertThat(account("marketing").authentication())
			.isEqualTo(new AuthenticationDescriptor("signature", "body", "hmac-sha256", "epoch-seconds"));
	}

	@Test
	void accountWithoutSubmissionsShouldBeDescribed() {
		assertThat(account("default")).returns(null, AccountDescriptor::lastOutcome)
			.returns(Map.of(), AccountDescriptor::outcomes)
			.returns(0L, AccountDescriptor::retries)
			.extracting(AccountDescriptor::freshness)
			.returns(0L, FreshnessDescriptor::count)
			.returns(Duration.ZERO, FreshnessDescriptor::mean)
			.returns(Duration.ZERO, FreshnessDescriptor::max);
	}

	@Test
	void shouldCountOutcomesByAccountAndStatus() {
		outcome("default", 200, 0);
		outcome("default", 200, 1);
		outcome("default", 503, 2);
		outcome("default", null, 0);
		assertThat(account("default").outcomes()).isEqualTo(Map.of("200", 2L, "503", 1L, "none", 1L));
		assertThat(account("default").retries()).isEqualTo(3);
		assertThat(account("marketing").outcomes()).isEmpty();
	}

	@Test
	void shouldTellTheLastOutcome() {
		outcome("default", 200, 0);
		assertThat(account("default").lastOutcome()).isEqualTo(new OutcomeDescriptor(EVENT, "200", null));
		outcome("default", 402, 0);
		assertThat(account("default").lastOutcome()).isEqualTo(new OutcomeDescriptor(EVENT, "402", "what to do"));
		this.endpoint.onOutcome(new ConversionOutcome("default", CONVERSION, EVENT, null, null, 1));
		assertThat(account("default").lastOutcome()).returns("402", OutcomeDescriptor::status);
		assertThat(account("default").retries()).isOne();
	}

	@Test
	void shouldKeepNeitherTheFailureNorTheConversion() {
		Conversion conversion = Conversion.delivered(ConversionChannel.SMS, "id").at(EVENT);
		Exception failure = new IllegalStateException("what to do");
		this.endpoint.onOutcome(new ConversionOutcome("default", conversion, EVENT, 503, failure, 0));
		List<WeakReference<?>> references = List.of(new WeakReference<>(conversion), new WeakReference<>(failure));
		conversion = null;
		failure = null;
		await().atMost(Duration.ofMinutes(1)).until(() -> {
			System.gc();
			return references.stream().allMatch((reference) -> reference.refersTo(null));
		});
		assertThat(account("default").lastOutcome()).isEqualTo(new OutcomeDescriptor(EVENT, "503", "what to do"));
	}

	@Test
	void shouldTellHowFreshAcceptedConversionsWere() {
		acceptedAfter(Duration.ofSeconds(1));
		acceptedAfter(Duration.ofSeconds(2));
		acceptedAfter(Duration.ofMinutes(16));
		outcome("default", 503, 0);
		assertThat(account("default").freshness())
			.isEqualTo(new FreshnessDescriptor(3, Duration.ofSeconds(321), Duration.ofMinutes(16),
					Map.of(Duration.ofSeconds(1), 1L, Duration.ofSeconds(5), 2L, Duration.ofSeconds(30), 2L,
							Duration.ofMinutes(1), 2L, Duration.ofMinutes(5), 2L, Duration.ofMinutes(15), 2L)));
	}

	@Test
	void shouldListAllAccountsByName() {
		outcome("removed", 200, 0);
		assertThat(this.endpoint.conversions().accounts()).containsOnlyKeys("default", "marketing", "removed");
		assertThat(account("removed").authentication()).isNull();
	}

	@Test
	void accountThatCannotBeLookedUpShouldNotHideTheOthers() {
		ConversionsEndpoint endpoint = new ConversionsEndpoint(new FailingAccounts(Set.of("failing")));
		assertThat(endpoint.conversions().accounts()).containsOnlyKeys("failing");
	}

	@Test
	void namesThatCannotBeLookedUpShouldNotHideWhatIsKnown() {
		ConversionsEndpoint endpoint = new ConversionsEndpoint(new FailingAccounts(null));
		endpoint.onOutcome(new ConversionOutcome("known", CONVERSION, EVENT, 200, null, 0));
		assertThat(endpoint.conversions().accounts()).containsOnlyKeys("known");
	}

	@Test
	void accountShouldBeDescribedWithoutAskingForTheOthers() {
		ConversionAccounts accounts = mock();
		given(accounts.getNames()).willReturn(Set.of("default", "marketing"));
		ConversionsEndpoint endpoint = new ConversionsEndpoint(accounts);
		assertThat(endpoint.conversionsOf("unknown")).isNull();
		then(accounts).should(never()).getAccount(any());
		assertThat(endpoint.conversionsOf("default")).isNotNull();
		then(accounts).should(never()).getAccount("marketing");
	}

	@Test
	void unknownAccountShouldBeNone() {
		assertThat(this.endpoint.conversionsOf("unknown")).isNull();
	}

	@Test
	void shouldCountFromManyThreads() {
		IntStream.range(0, 10_000).parallel().forEach((i) -> outcome("default", 200 + i % 2, 1));
		assertThat(account("default")).returns(Map.of("200", 5000L, "201", 5000L), AccountDescriptor::outcomes)
			.returns(10_000L, AccountDescriptor::retries)
			.returns(10_000L, (account) -> account.freshness().count());
	}

	@Test
	void shouldShowNeitherKeysNorSecretsNorMessageIds() {
		outcome("default", 200, 0);
		assertThat(this.endpoint.conversions().toString()).doesNotContain("the-key", "the-secret", "messageId");
	}

	private AccountDescriptor account(String name) {
		return this.endpoint.conversionsOf(name);
	}

	private void outcome(String account, Integer statusCode, int retries) {
		Exception failure = (statusCode != null && statusCode < 300) ? null : new IllegalStateException("what to do");
		this.endpoint.onOutcome(new ConversionOutcome(account, CONVERSION, EVENT, statusCode, failure, retries));
	}

	private void acceptedAfter(Duration freshness) {
		this.endpoint.onOutcome(new ConversionOutcome("default", CONVERSION, EVENT.plus(freshness), 200, null, 0));
	}

	private record FailingAccounts(Set<String> names) implements ConversionAccounts {

		@Override
		public ConversionAccount getAccount(String name) {
			throw new IllegalStateException("no connection to the vault");
		}

		@Override
		public Set<String> getNames() {
			return Set.copyOf(this.names);
		}

	}

}
