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
 * A Conversion API on this machine, as strict as the vendor documents its own. It keeps
 * what it receives, can be told to fail, and is asserted with AssertJ: <pre class="code">
 * assertThat(api).within(Duration.ofSeconds(5)).hasAccepted("00A0B0C0").delivered();
 * </pre> It answers 200 to what is right, 401 to wrong credentials, 402 for an account
 * that it is not enabled for, and 420 to invalid parameters. The vendor documents 422 and
 * 423 for these as well, but not when: tell it to {@linkplain #answerNext(MockAnswer...)
 * answer} them.
 * <p>
 * Thread-safe.
 *
 * @since 0.1.0
 */
public final class MockConversionApi implements AssertProvider<MockConversionApiAssert>, AutoCloseable {

	/**
	 * The account that it knows if it is given no other.
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
		// Without a journal and an administration, which would show credentials
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
	 * Start an API on a free port.
	 * @param accounts the accounts that it knows, {@link #DEFAULT_ACCOUNT} if there are
	 * none
	 * @return the API, which is listening
	 */
	public static MockConversionApi start(ConversionAccount... accounts) {
		return start(0, accounts);
	}

	/**
	 * Start an API on a port.
	 * @param port the port on the loopback interface, 0 for any that is free
	 * @param accounts the accounts that it knows, {@link #DEFAULT_ACCOUNT} if there are
	 * none
	 * @return the API, which is listening
	 */
	public static MockConversionApi start(int port, ConversionAccount... accounts) {
		return new MockConversionApi(port, (accounts.length != 0) ? List.of(accounts) : List.of(DEFAULT_ACCOUNT));
	}

	/**
	 * Return its address, as {@code nexmo.conversion.base-url} takes it.
	 * @return the address without the channel
	 */
	public URI getBaseUrl() {
		return this.baseUrl;
	}

	/**
	 * Return the accounts that it knows.
	 * @return the accounts
	 */
	public List<ConversionAccount> getAccounts() {
		return this.accounts;
	}

	/**
	 * Return what it received since it was started or {@linkplain #reset() reset}.
	 * @return the requests, right or wrong, in the order in which they came, with the
	 * answers that they get
	 */
	public List<ReceivedConversion> getReceived() {
		return this.received.toList();
	}

	/**
	 * Tell it what to answer to the next requests, one after the other. The requests
	 * after them are answered as they deserve.
	 * @param answers the answers
	 */
	public void answerNext(MockAnswer... answers) {
		this.answers.addAll(Arrays.asList(answers));
	}

	/**
	 * Tell it what to answer to the next requests.
	 * @param count how many requests
	 * @param answer the answer
	 */
	public void answerNext(int count, MockAnswer answer) {
		this.answers.addAll(Collections.nCopies(count, answer));
	}

	/**
	 * Set how long it takes to answer.
	 * @param delay the time, zero for none
	 */
	public void setDelay(Duration delay) {
		this.answers.setDelay(delay);
	}

	/**
	 * Return whether there is an outage.
	 * @return whether it answers 503 to everything
	 */
	public boolean isOutage() {
		return this.answers.isOutage();
	}

	/**
	 * Set whether there is an outage, in which it answers 503 to everything, whatever
	 * else it was told.
	 * @param outage whether there is one
	 */
	public void setOutage(boolean outage) {
		this.answers.setOutage(outage);
	}

	/**
	 * Set whether an account is enabled for the Conversion API. If not, it gets 402.
	 * @param account the name of the account
	 * @param enabled whether it is enabled, as all are in the beginning
	 * @throws IllegalArgumentException if there is no account of that name
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
	 * Forget what it received and what it was told to do.
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
	 * Stop it.
	 */
	@Override
	public void close() {
		this.server.stop();
	}

	private static void requireDistinct(String what, List<String> values) {
		if (Set.copyOf(values).size() != values.size()) {
			throw new IllegalArgumentException("The accounts must have different " + what);
		}
	}

	@Override
	public String toString() {
		return "MockConversionApi[" + getBaseUrl() + "]";
	}

}
