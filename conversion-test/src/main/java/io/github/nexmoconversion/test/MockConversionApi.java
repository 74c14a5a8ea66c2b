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

import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.WireMock;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import io.github.nexmoconversion.account.ConversionAccount;
import io.github.nexmoconversion.account.ConversionCredentials.ApiSecret;
import org.assertj.core.api.AssertProvider;

/**
 * A mock Conversion API on the loopback interface, as strict as the vendor's
 * documentation. It records the requests that it receives, simulates failures, and is
 * asserted with AssertJ: <pre class="code">
 * assertThat(api).within(Duration.ofSeconds(5)).hasAccepted("00A0B0C0").delivered();
 * </pre> It answers 200 to valid requests, 401 to wrong credentials, 402 to accounts that
 * are not enabled, and 420 to invalid parameters. The Conversion API reference documents
 * 422 and 423 for invalid parameters as well, but not when they are used. Set them with
 * {@link #answerNext(MockAnswer...)}.
 * <p>
 * Thread-safe.
 *
 * @since 0.1.0
 */
public final class MockConversionApi implements AssertProvider<MockConversionApiAssert>, AutoCloseable {

	/**
	 * Account that is used when no accounts are given.
	 */
	public static final ConversionAccount DEFAULT_ACCOUNT = new ConversionAccount(ConversionAccount.DEFAULT_NAME,
			new ApiSecret("mock-key", "mock-secret"));

	private final ReceivedConversions received = new ReceivedConversions();

	private final Set<String> notEnabled = ConcurrentHashMap.newKeySet();

	private final MockAnswers answers = new MockAnswers();

	private final List<ConversionAccount> accounts;

	private final WireMockServer server;

	private final URI baseUrl;

	private MockConversionApi(int port, List<ConversionAccount> accounts) {
		requireDistinct("names", accounts.stream().map(ConversionAccount::name).toList());
		requireDistinct("API keys", accounts.stream().map((account) -> account.credentials().apiKey()).toList());
		this.accounts = accounts;
		MockConversionApiTransformer transformer = new MockConversionApiTransformer(
				new RequestCheck(accounts, this.notEnabled), this.answers, this.received);
		// No request journal and no admin API, since both would reveal credentials
		this.server = new WireMockServer(WireMockConfiguration.options()
			.bindAddress("127.0.0.1")
			.port(port)
			.extensions(transformer)
			.disableRequestJournal()
			.adminAuthenticator(new NoAdministration()));
		this.server.stubFor(WireMock.any(WireMock.anyUrl()).willReturn(WireMock.aResponse()));
		this.server.start();
		this.baseUrl = URI.create("http://127.0.0.1:" + this.server.port() + "/conversions");
	}

	/**
	 * Start a mock API on a free port of the loopback interface.
	 * @param accounts the accounts to accept, {@link #DEFAULT_ACCOUNT} if none are given
	 * @return the running API, to be closed by the caller
	 * @throws IllegalArgumentException if two accounts have the same name or API key
	 */
	public static MockConversionApi start(ConversionAccount... accounts) {
		return start(0, accounts);
	}

	/**
	 * Start a mock API on the given port of the loopback interface.
	 * @param port the port, or 0 for any free port
	 * @param accounts the accounts to accept, {@link #DEFAULT_ACCOUNT} if none are given
	 * @return the running API, to be closed by the caller
	 * @throws IllegalArgumentException if two accounts have the same name or API key
	 */
	public static MockConversionApi start(int port, ConversionAccount... accounts) {
		return new MockConversionApi(port, (accounts.length != 0) ? List.of(accounts) : List.of(DEFAULT_ACCOUNT));
	}

	/**
	 * Return the base URL, for use as {@code nexmo.conversion.base-url}.
	 * @return the base URL, without the channel
	 */
	public URI getBaseUrl() {
		return this.baseUrl;
	}

	/**
	 * Return the accounts that are accepted.
	 * @return the accounts
	 */
	public List<ConversionAccount> getAccounts() {
		return this.accounts;
	}

	/**
	 * Return the requests received since the start or the last {@link #reset()}.
	 * @return all requests, whether accepted or refused, in the order received, with
	 * their answers
	 */
	public List<ReceivedConversion> getReceived() {
		return this.received.toList();
	}

	/**
	 * Set the answers to the next requests, after those that are already set. Later
	 * requests are checked and answered as usual.
	 * @param answers the answers, one for each request
	 */
	public void answerNext(MockAnswer... answers) {
		this.answers.addAll(Arrays.asList(answers));
	}

	/**
	 * Set the same answer for several requests, after the answers that are already set.
	 * @param count the number of requests
	 * @param answer the answer
	 * @throws IllegalArgumentException if the count is negative
	 */
	public void answerNext(int count, MockAnswer answer) {
		this.answers.addAll(Collections.nCopies(count, answer));
	}

	/**
	 * Set the delay before each answer.
	 * @param delay the delay, zero for none
	 * @throws IllegalArgumentException if the delay is negative
	 */
	public void setDelay(Duration delay) {
		this.answers.setDelay(delay);
	}

	/**
	 * Return whether an outage is simulated.
	 * @return {@code true} if every request is answered with 503
	 */
	public boolean isOutage() {
		return this.answers.isOutage();
	}

	/**
	 * Set whether to simulate an outage. During an outage every request is answered with
	 * 503. Answers set with {@link #answerNext(MockAnswer...)} are kept until the outage
	 * ends.
	 * @param outage whether to simulate an outage
	 */
	public void setOutage(boolean outage) {
		this.answers.setOutage(outage);
	}

	/**
	 * Set whether the Conversion API is enabled for an account. Requests for an account
	 * that is not enabled are answered with 402. Initially every account is enabled.
	 * @param account the name of the account
	 * @param enabled whether the Conversion API is enabled
	 * @throws IllegalArgumentException if there is no account with that name
	 */
	public void setEnabled(String account, boolean enabled) {
		if (this.accounts.stream().noneMatch((known) -> known.name().equals(account))) {
			throw new IllegalArgumentException("There is no account '" + account + "'");
		}
		if (enabled) {
			this.notEnabled.remove(account);
		}
		else {
			this.notEnabled.add(account);
		}
	}

	/**
	 * Clear the received requests, the answers that are set, the delay and the outage,
	 * and enable every account.
	 */
	public void reset() {
		this.answers.reset();
		this.notEnabled.clear();
		this.received.clear();
	}

	@Override
	public MockConversionApiAssert assertThat() {
		return new MockConversionApiAssert(this);
	}

	/**
	 * Stop the mock API.
	 */
	@Override
	public void close() {
		this.server.stop();
	}

	private static void requireDistinct(String what, List<String> values) {
		if (Set.copyOf(values).size() != values.size()) {
			throw new IllegalArgumentException("The accounts must have distinct " + what);
		}
	}

	@Override
	public String toString() {
		return "MockConversionApi[" + getBaseUrl() + "]";
	}

}
