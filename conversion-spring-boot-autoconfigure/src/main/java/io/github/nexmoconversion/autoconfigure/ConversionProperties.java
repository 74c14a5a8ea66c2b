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

package io.github.nexmoconversion.autoconfigure;

import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

import io.github.nexmoconversion.client.AsyncConversionSubmitter;
import io.github.nexmoconversion.client.ReactiveConversionTemplateBuilder;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Configuration properties of the Conversion API, including those of the default account.
 *
 * @since 0.1.0
 */
@ConfigurationProperties("nexmo.conversion")
public class ConversionProperties extends ConversionAccountProperties {

	/**
	 * Base URL of the Conversion API, without the channel.
	 */
	private URI baseUrl = ReactiveConversionTemplateBuilder.DEFAULT_BASE_URL;

	/**
	 * Whether to allow plain HTTP to hosts other than loopback. Credentials can then be
	 * intercepted.
	 */
	private boolean allowPlainHttp;

	/**
	 * Additional accounts by name. They do not inherit credentials from the default
	 * account.
	 */
	private final Map<String, ConversionAccountProperties> account = new LinkedHashMap<>();

	/**
	 * Whether to log conversions instead of reporting them. Requires no credentials.
	 */
	private boolean dryRun;

	private final Http http = new Http();

	private final Retry retry = new Retry();

	private final Async async = new Async();

	public URI getBaseUrl() {
		return this.baseUrl;
	}

	public void setBaseUrl(URI baseUrl) {
		this.baseUrl = baseUrl;
	}

	public boolean isAllowPlainHttp() {
		return this.allowPlainHttp;
	}

	public void setAllowPlainHttp(boolean allowPlainHttp) {
		this.allowPlainHttp = allowPlainHttp;
	}

	public Map<String, ConversionAccountProperties> getAccount() {
		return this.account;
	}

	public boolean isDryRun() {
		return this.dryRun;
	}

	public void setDryRun(boolean dryRun) {
		this.dryRun = dryRun;
	}

	public Http getHttp() {
		return this.http;
	}

	public Retry getRetry() {
		return this.retry;
	}

	public Async getAsync() {
		return this.async;
	}

	/**
	 * Properties of the HTTP client, which take precedence over spring.http.clients.
	 */
	public static class Http {

		/**
		 * Connect timeout of a request.
		 */
		private @Nullable Duration connectTimeout;

		/**
		 * Read timeout of a request.
		 */
		private @Nullable Duration readTimeout;

		private final Ssl ssl = new Ssl();

		public @Nullable Duration getConnectTimeout() {
			return this.connectTimeout;
		}

		public void setConnectTimeout(@Nullable Duration connectTimeout) {
			this.connectTimeout = PropertyBounds.notNegativeIfSet("http.connect-timeout", connectTimeout);
		}

		public @Nullable Duration getReadTimeout() {
			return this.readTimeout;
		}

		public void setReadTimeout(@Nullable Duration readTimeout) {
			this.readTimeout = PropertyBounds.notNegativeIfSet("http.read-timeout", readTimeout);
		}

		public Ssl getSsl() {
			return this.ssl;
		}

		/**
		 * Properties of TLS.
		 */
		public static class Ssl {

			/**
			 * SSL bundle to use, for example to trust a corporate proxy.
			 */
			private @Nullable String bundle;

			public @Nullable String getBundle() {
				return this.bundle;
			}

			public void setBundle(@Nullable String bundle) {
				this.bundle = bundle;
			}

		}

	}

	/**
	 * Properties of retries.
	 */
	public static class Retry {

		/**
		 * Maximum number of retries.
		 */
		private long maxRetries = 2;

		/**
		 * Delay before the first retry.
		 */
		private Duration delay = Duration.ofMillis(200);

		/**
		 * Multiplier by which the retry delay grows with each retry.
		 */
		private double multiplier = 2;

		/**
		 * Jitter added to the retry delay.
		 */
		private Duration jitter = Duration.ofMillis(100);

		/**
		 * Maximum retry delay. The API can ask for a longer one.
		 */
		private Duration maxDelay = Duration.ofSeconds(1);

		/**
		 * Maximum time for all attempts of a submission together.
		 */
		private Duration timeout = Duration.ofSeconds(5);

		public long getMaxRetries() {
			return this.maxRetries;
		}

		public void setMaxRetries(long maxRetries) {
			this.maxRetries = PropertyBounds.atLeast("retry.max-retries", 0, maxRetries);
		}

		public Duration getDelay() {
			return this.delay;
		}

		public void setDelay(Duration delay) {
			this.delay = PropertyBounds.notNegative("retry.delay", delay);
		}

		public double getMultiplier() {
			return this.multiplier;
		}

		public void setMultiplier(double multiplier) {
			this.multiplier = PropertyBounds.atLeast("retry.multiplier", 1, multiplier);
		}

		public Duration getJitter() {
			return this.jitter;
		}

		public void setJitter(Duration jitter) {
			this.jitter = PropertyBounds.notNegative("retry.jitter", jitter);
		}

		public Duration getMaxDelay() {
			return this.maxDelay;
		}

		public void setMaxDelay(Duration maxDelay) {
			this.maxDelay = PropertyBounds.positive("retry.max-delay", maxDelay);
		}

		public Duration getTimeout() {
			return this.timeout;
		}

		public void setTimeout(Duration timeout) {
			this.timeout = PropertyBounds.notNegative("retry.timeout", timeout);
		}

	}

	/**
	 * Properties of asynchronous submissions.
	 */
	public static class Async {

		/**
		 * Maximum number of asynchronous submissions in flight. Further ones fail
		 * immediately.
		 */
		private int maxInFlight = AsyncConversionSubmitter.DEFAULT_MAX_IN_FLIGHT;

		public int getMaxInFlight() {
			return this.maxInFlight;
		}

		public void setMaxInFlight(int maxInFlight) {
			this.maxInFlight = PropertyBounds.atLeast("async.max-in-flight", 1, maxInFlight);
		}

	}

}
