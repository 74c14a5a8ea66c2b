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
 * Configuration properties of the Conversion API. Those of an account configure the
 * default one.
 *
 * @since 0.1.0
 */
@ConfigurationProperties("nexmo.conversion")
public class ConversionProperties extends ConversionAccountProperties {

	/**
	 * Address of the Conversion API, without the channel.
	 */
	private URI baseUrl = ReactiveConversionTemplateBuilder.DEFAULT_BASE_URL;

	/**
	 * Whether the address may be a plain HTTP one of another machine. Credentials can be
	 * read on their way then.
	 */
	private boolean allowPlainHttp;

	/**
	 * Further accounts by name. They share no credentials with the default one.
	 */
	private final Map<String, ConversionAccountProperties> account = new LinkedHashMap<>();

	/**
	 * Whether to log what would be reported instead of reporting it. Needs no
	 * credentials.
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
	 * Properties of the HTTP client. What is not set here is taken from
	 * spring.http.clients.
	 */
	public static class Http {

		/**
		 * How long to wait for a connection to be made.
		 */
		private @Nullable Duration connectTimeout;

		/**
		 * How long to wait for the answer to a request.
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
			 * SSL bundle to trust the API with, such as that of a company's proxy.
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
		 * How often an attempt that failed is repeated, where that can help.
		 */
		private long maxRetries = 2;

		/**
		 * Time before the first retry.
		 */
		private Duration delay = Duration.ofMillis(200);

		/**
		 * Factor by which the time before a retry grows with each.
		 */
		private double multiplier = 2;

		/**
		 * Time by which the time before a retry varies at random.
		 */
		private Duration jitter = Duration.ofMillis(100);

		/**
		 * Limit of the time before a retry. The API can ask for a longer one.
		 */
		private Duration maxDelay = Duration.ofSeconds(1);

		/**
		 * Time for all attempts together.
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
		 * How many asynchronous submissions may be under way. Further ones fail at once.
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
