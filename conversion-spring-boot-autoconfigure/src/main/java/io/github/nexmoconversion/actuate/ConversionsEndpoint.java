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

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

import io.github.nexmoconversion.account.ConversionAccount;
import io.github.nexmoconversion.account.ConversionAccounts;
import io.github.nexmoconversion.account.ConversionCredentials.SignatureSecret;
import io.github.nexmoconversion.actuate.AccountStatistics.LastOutcome;
import io.github.nexmoconversion.outcome.ConversionOutcome;
import io.github.nexmoconversion.outcome.ConversionOutcomeListener;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.actuate.endpoint.OperationResponseBody;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;

/**
 * {@link Endpoint @Endpoint} that shows how each account authenticates, and the outcomes
 * of its submissions since startup. It shows neither keys nor secrets.
 * <p>
 * Thread-safe.
 *
 * @since 0.1.0
 */
@Endpoint(id = "conversions")
public class ConversionsEndpoint implements ConversionOutcomeListener {

	private static final Log logger = LogFactory.getLog(ConversionsEndpoint.class);

	private final ConversionAccounts accounts;

	private final Map<String, AccountStatistics> statistics = new ConcurrentHashMap<>();

	/**
	 * Create a new {@link ConversionsEndpoint}.
	 * @param accounts the accounts
	 */
	public ConversionsEndpoint(ConversionAccounts accounts) {
		this.accounts = accounts;
	}

	@Override
	public void onOutcome(ConversionOutcome outcome) {
		this.statistics.computeIfAbsent(outcome.account(), (account) -> new AccountStatistics()).add(outcome);
	}

	/**
	 * Describe all accounts.
	 * @return the accounts by name
	 */
	@ReadOperation
	public ConversionsDescriptor conversions() {
		Map<String, AccountDescriptor> accounts = new TreeMap<>();
		getNames().forEach((name) -> accounts.put(name, describe(name)));
		return new ConversionsDescriptor(accounts);
	}

	/**
	 * Describe one account.
	 * @param account the name of the account
	 * @return the account, or {@code null} if there is none of that name
	 */
	@ReadOperation
	public @Nullable AccountDescriptor conversionsOf(@Selector String account) {
		return getNames().contains(account) ? describe(account) : null;
	}

	private Set<String> getNames() {
		Set<String> names = new TreeSet<>(this.statistics.keySet());
		try {
			names.addAll(this.accounts.getNames());
		}
		catch (RuntimeException ex) {
			// Show the accounts that are known from their outcomes
			logger.debug("The names of the accounts could not be looked up", ex);
		}
		return names;
	}

	private AccountDescriptor describe(String name) {
		AccountStatistics statistics = this.statistics.getOrDefault(name, AccountStatistics.NONE);
		LastOutcome last = statistics.getLastOutcome();
		return new AccountDescriptor(describeAuthentication(name), (last != null) ? OutcomeDescriptor.of(last) : null,
				statistics.getOutcomes(), statistics.getRetries(), FreshnessDescriptor.of(statistics.getFreshness()));
	}

	private @Nullable AuthenticationDescriptor describeAuthentication(String name) {
		try {
			return AuthenticationDescriptor.of(this.accounts.getAccount(name));
		}
		catch (RuntimeException ex) {
			// Show the other accounts all the same
			logger.debug("Account '" + name + "' could not be looked up", ex);
			return null;
		}
	}

	/**
	 * Description of all accounts.
	 *
	 * @param accounts the accounts by name
	 */
	public record ConversionsDescriptor(Map<String, AccountDescriptor> accounts) implements OperationResponseBody {
	}

	/**
	 * Description of one account.
	 *
	 * @param authentication how the account authenticates, or {@code null} if the lookup
	 * of the account failed
	 * @param lastOutcome the outcome of its last submission, or {@code null} if there was
	 * none
	 * @param outcomes the number of submissions by status
	 * @param retries the number of retries
	 * @param freshness the freshness of its accepted conversions
	 */
	public record AccountDescriptor(@Nullable AuthenticationDescriptor authentication,
			@Nullable OutcomeDescriptor lastOutcome, Map<String, Long> outcomes, long retries,
			FreshnessDescriptor freshness) implements OperationResponseBody {
	}

	/**
	 * Description of how an account authenticates, with the values of the properties.
	 *
	 * @param type {@code signature}, or how the API key and secret are sent:
	 * {@code parameters} or {@code basic}
	 * @param parameterLocation the location of the parameters
	 * @param signatureAlgorithm the algorithm, or {@code null} if the account does not
	 * sign
	 * @param signatureTimestamp the kind of timestamp that is signed, or {@code null} if
	 * the account does not sign
	 */
	public record AuthenticationDescriptor(String type, String parameterLocation, @Nullable String signatureAlgorithm,
			@Nullable String signatureTimestamp) {

		private static AuthenticationDescriptor of(ConversionAccount account) {
			String location = wordOf(account.parameterLocation());
			if (account.credentials() instanceof SignatureSecret signature) {
				return new AuthenticationDescriptor("signature", location, wordOf(signature.algorithm()),
						wordOf(signature.timestamp()));
			}
			return new AuthenticationDescriptor(wordOf(account.authentication()), location, null, null);
		}

		private static String wordOf(Enum<?> value) {
			return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
		}

	}

	/**
	 * Description of the outcome of a submission.
	 *
	 * @param time the time of the outcome
	 * @param status the status code, or {@code none} if there was no answer
	 * @param message what happened and what to do, or {@code null} if it was accepted
	 */
	public record OutcomeDescriptor(Instant time, String status, @Nullable String message) {

		private static OutcomeDescriptor of(LastOutcome outcome) {
			return new OutcomeDescriptor(outcome.time(), outcome.status(), outcome.message());
		}

	}

	/**
	 * Description of freshness, the time from an event to the acceptance of its
	 * conversion.
	 *
	 * @param count the number of accepted conversions
	 * @param mean the mean time, zero if there are none
	 * @param max the longest time, zero if there are none
	 * @param buckets the number of conversions within each upper bound
	 */
	public record FreshnessDescriptor(long count, Duration mean, Duration max, Map<Duration, Long> buckets) {

		private static FreshnessDescriptor of(FreshnessStatistics statistics) {
			return new FreshnessDescriptor(statistics.count(), statistics.mean(), statistics.max(),
					statistics.buckets());
		}

	}

}
