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

import io.github.nexmoconversion.client.ReactiveConversionTemplateBuilder;
import io.github.nexmoconversion.signature.SignatureAlgorithm;
import io.github.nexmoconversion.signature.SignatureTimestamp;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Configuration properties of the Conversion API.
 *
 * @since 0.1.0
 */
@ConfigurationProperties("nexmo.conversion")
public class ConversionProperties {

	/**
	 * Address of the Conversion API, without the channel.
	 */
	private URI baseUrl = ReactiveConversionTemplateBuilder.DEFAULT_BASE_URL;

	/**
	 * API key of the default account.
	 */
	private @Nullable String apiKey;

	/**
	 * API secret of the default account. Either this or a signature secret.
	 */
	private @Nullable String apiSecret;

	private final Signature signature = new Signature();

	private final Http http = new Http();

	public URI getBaseUrl() {
		return this.baseUrl;
	}

	public void setBaseUrl(URI baseUrl) {
		this.baseUrl = baseUrl;
	}

	public @Nullable String getApiKey() {
		return this.apiKey;
	}

	public void setApiKey(@Nullable String apiKey) {
		this.apiKey = apiKey;
	}

	public @Nullable String getApiSecret() {
		return this.apiSecret;
	}

	public void setApiSecret(@Nullable String apiSecret) {
		this.apiSecret = apiSecret;
	}

	public Signature getSignature() {
		return this.signature;
	}

	public Http getHttp() {
		return this.http;
	}

	/**
	 * Properties of signed requests.
	 */
	public static class Signature {

		/**
		 * Signature secret of the account, which signs each request and is never sent.
		 * Either this or an API secret.
		 */
		private @Nullable String secret;

		/**
		 * Signature algorithm, the same as in the settings of the account at the vendor.
		 */
		private @Nullable SignatureAlgorithm algorithm;

		/**
		 * What a signed request holds as its timestamp: the time of the event as text, or
		 * the time of the request in epoch seconds.
		 */
		private @Nullable SignatureTimestamp timestamp;

		public @Nullable String getSecret() {
			return this.secret;
		}

		public void setSecret(@Nullable String secret) {
			this.secret = secret;
		}

		public @Nullable SignatureAlgorithm getAlgorithm() {
			return this.algorithm;
		}

		public void setAlgorithm(@Nullable SignatureAlgorithm algorithm) {
			this.algorithm = algorithm;
		}

		public @Nullable SignatureTimestamp getTimestamp() {
			return this.timestamp;
		}

		public void setTimestamp(@Nullable SignatureTimestamp timestamp) {
			this.timestamp = timestamp;
		}

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
			this.connectTimeout = connectTimeout;
		}

		public @Nullable Duration getReadTimeout() {
			return this.readTimeout;
		}

		public void setReadTimeout(@Nullable Duration readTimeout) {
			this.readTimeout = readTimeout;
		}

		public Ssl getSsl() {
			return this.ssl;
		}

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
