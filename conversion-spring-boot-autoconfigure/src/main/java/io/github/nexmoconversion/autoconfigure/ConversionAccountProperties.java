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

import io.github.nexmoconversion.account.ConversionAuthentication;
import io.github.nexmoconversion.account.ParameterLocation;
import io.github.nexmoconversion.signature.SignatureAlgorithm;
import io.github.nexmoconversion.signature.SignatureTimestamp;
import org.jspecify.annotations.Nullable;

/**
 * Properties of one account.
 *
 * @since 0.1.0
 */
public class ConversionAccountProperties {

	/**
	 * API key of the account.
	 */
	private @Nullable String apiKey;

	/**
	 * API secret of the account. Mutually exclusive with a signature secret.
	 */
	private @Nullable String apiSecret;

	/**
	 * How the API key and secret are sent. Named accounts inherit it from the default
	 * account.
	 */
	private @Nullable ConversionAuthentication authentication;

	/**
	 * Where the parameters of requests are sent. Named accounts inherit it from the
	 * default account.
	 */
	private @Nullable ParameterLocation parameterLocation;

	private final Signature signature = new Signature();

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

	public @Nullable ConversionAuthentication getAuthentication() {
		return this.authentication;
	}

	public void setAuthentication(@Nullable ConversionAuthentication authentication) {
		this.authentication = authentication;
	}

	public @Nullable ParameterLocation getParameterLocation() {
		return this.parameterLocation;
	}

	public void setParameterLocation(@Nullable ParameterLocation parameterLocation) {
		this.parameterLocation = parameterLocation;
	}

	public Signature getSignature() {
		return this.signature;
	}

	/**
	 * Properties of signed requests.
	 */
	public static class Signature {

		/**
		 * Signature secret of the account, which signs requests and is never sent.
		 * Mutually exclusive with an API secret.
		 */
		private @Nullable String secret;

		/**
		 * Signature algorithm, as set for the account in the vendor's dashboard.
		 */
		private @Nullable SignatureAlgorithm algorithm;

		/**
		 * Timestamp of signed requests: the time of the event as text, or the time of the
		 * request in epoch seconds.
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

}
