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
import java.time.Clock;
import java.time.Duration;
import java.util.List;

import io.github.nexmoconversion.account.ConversionAccount;
import io.github.nexmoconversion.account.ConversionAccounts;
import io.github.nexmoconversion.observation.ConversionObservationConvention;
import io.github.nexmoconversion.outcome.ConversionOutcomeListener;
import io.github.nexmoconversion.request.ConversionRequestFactory;
import io.micrometer.observation.ObservationRegistry;
import org.jspecify.annotations.Nullable;

import org.springframework.core.retry.RetryPolicy;
import org.springframework.web.reactive.function.client.WebClient;

/**
 * Builds a {@link ReactiveConversionTemplate}. The auto-configuration uses it with the
 * beans of the application, such as the listeners that count and log. Without Spring
 * Boot, use it directly; only the listeners given to it are then notified of outcomes.
 * <p>
 * Not thread-safe.
 *
 * @since 0.1.0
 */
public final class ReactiveConversionTemplateBuilder {

	/**
	 * Default base URL of the API, without the channel.
	 */
	public static final URI DEFAULT_BASE_URL = URI.create("https://api.nexmo.com/conversions");

	/**
	 * Default retry policy: two retries within five seconds.
	 */
	public static final RetryPolicy DEFAULT_RETRY_POLICY = RetryPolicy.builder()
		.maxRetries(2)
		.delay(Duration.ofMillis(200))
		.multiplier(2)
		.jitter(Duration.ofMillis(100))
		.maxDelay(Duration.ofSeconds(1))
		.timeout(Duration.ofSeconds(5))
		.build();

	private final WebClient.Builder webClientBuilder;

	private final ConversionAccounts accounts;

	private URI baseUrl = DEFAULT_BASE_URL;

	private Duration timeout = Duration.ofSeconds(3);

	private boolean allowPlainHttp;

	private RetryPolicy retryPolicy = DEFAULT_RETRY_POLICY;

	private ObservationRegistry observationRegistry = ObservationRegistry.NOOP;

	private @Nullable ConversionObservationConvention observationConvention;

	private Iterable<ConversionOutcomeListener> outcomeListeners = List.of();

	/**
	 * Create a new {@link ReactiveConversionTemplateBuilder}.
	 * @param webClientBuilder the builder of the client that sends the requests, which
	 * must not follow redirects
	 * @param accounts the accounts, looked up for each attempt
	 */
	public ReactiveConversionTemplateBuilder(WebClient.Builder webClientBuilder, ConversionAccounts accounts) {
		this.webClientBuilder = webClientBuilder;
		this.accounts = accounts;
	}

	/**
	 * Set the base URL of the API.
	 * @param baseUrl the URL without the channel, {@link #DEFAULT_BASE_URL} if not set
	 * @return this builder
	 */
	public ReactiveConversionTemplateBuilder baseUrl(URI baseUrl) {
		this.baseUrl = baseUrl;
		return this;
	}

	/**
	 * Set whether to allow plain HTTP to hosts other than loopback.
	 * @param allowPlainHttp whether to allow plain HTTP, {@code false} if not set
	 * @return this builder
	 */
	public ReactiveConversionTemplateBuilder allowPlainHttp(boolean allowPlainHttp) {
		this.allowPlainHttp = allowPlainHttp;
		return this;
	}

	/**
	 * Set the retry policy. Its timeout bounds all attempts of a submission together. Its
	 * rules about exceptions are ignored, since an exception itself says whether a retry
	 * can help.
	 * @param retryPolicy the policy, {@link #DEFAULT_RETRY_POLICY} if not set
	 * @return this builder
	 */
	public ReactiveConversionTemplateBuilder retryPolicy(RetryPolicy retryPolicy) {
		this.retryPolicy = retryPolicy;
		return this;
	}

	/**
	 * Set the timeout of a single attempt, from acquiring a connection to the end of the
	 * response.
	 * @param timeout the timeout, three seconds if not set
	 * @return this builder
	 */
	public ReactiveConversionTemplateBuilder timeout(Duration timeout) {
		this.timeout = timeout;
		return this;
	}

	/**
	 * Set the registry to observe submissions with.
	 * @param observationRegistry the registry
	 * @return this builder
	 */
	public ReactiveConversionTemplateBuilder observationRegistry(ObservationRegistry observationRegistry) {
		this.observationRegistry = observationRegistry;
		return this;
	}

	/**
	 * Set the convention that names observations and their keys.
	 * @param observationConvention the convention, or {@code null} for the default
	 * @return this builder
	 */
	public ReactiveConversionTemplateBuilder observationConvention(
			@Nullable ConversionObservationConvention observationConvention) {
		this.observationConvention = observationConvention;
		return this;
	}

	/**
	 * Set the listeners to notify of the outcome of each submission.
	 * @param outcomeListeners the listeners in order, iterated over for each submission
	 * @return this builder
	 */
	public ReactiveConversionTemplateBuilder outcomeListeners(Iterable<ConversionOutcomeListener> outcomeListeners) {
		this.outcomeListeners = outcomeListeners;
		return this;
	}

	/**
	 * Build the template.
	 * @return the template
	 * @throws InvalidConversionBaseUrlException if the base URL is not absolute, if it is
	 * neither HTTPS nor allowed plain HTTP, or if it has user info, a query or a fragment
	 */
	public ReactiveConversionTemplate build() {
		BaseUrlCheck.throwIfNotSafe(this.baseUrl, this.allowPlainHttp);
		WebClientConversionExchange exchange = new WebClientConversionExchange(this.webClientBuilder.clone(),
				this.baseUrl);
		SubmissionFactory submissions = new SubmissionFactory(this.observationRegistry, this.observationConvention,
				new CompositeOutcomeListener(this.outcomeListeners));
		return new ReactiveConversionTemplate(this.accounts, new ConversionRequestFactory(Clock.systemUTC()), exchange,
				this.timeout, this.retryPolicy, submissions, ConversionAccount.DEFAULT_NAME);
	}

}
