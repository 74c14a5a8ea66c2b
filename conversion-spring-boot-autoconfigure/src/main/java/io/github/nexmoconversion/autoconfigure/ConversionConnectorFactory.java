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

import java.time.Duration;

import io.github.nexmoconversion.autoconfigure.ConversionProperties.Http;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.http.client.HttpClientSettings;
import org.springframework.boot.http.client.HttpRedirects;
import org.springframework.boot.http.client.reactive.ClientHttpConnectorBuilder;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.http.client.reactive.ClientHttpConnector;
import org.springframework.util.Assert;

/**
 * Creates the connector of the client. The properties of this library take precedence
 * over the settings of all HTTP clients, and those over the defaults, which are short
 * since a late report is worth little.
 */
class ConversionConnectorFactory {

	private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(1);

	private static final Duration READ_TIMEOUT = Duration.ofSeconds(2);

	private final HttpClientSettings settings;

	private final ClientHttpConnectorBuilder<?> connectorBuilder;

	ConversionConnectorFactory(Http properties, @Nullable SslBundles sslBundles, @Nullable HttpClientSettings global,
			ClientHttpConnectorBuilder<?> connectorBuilder) {
		HttpClientSettings own = HttpClientSettings.defaults()
			.withTimeouts(properties.getConnectTimeout(), properties.getReadTimeout());
		String bundle = properties.getSsl().getBundle();
		if (bundle != null) {
			Assert.state(sslBundles != null, "nexmo.conversion.http.ssl.bundle is set but there are no SSL bundles");
			own = own.withSslBundle(sslBundles.getBundle(bundle));
		}
		// A redirect would send the credentials to another address
		this.settings = own.orElse(global)
			.orElse(HttpClientSettings.defaults().withTimeouts(CONNECT_TIMEOUT, READ_TIMEOUT))
			.withRedirects(HttpRedirects.DONT_FOLLOW);
		this.connectorBuilder = connectorBuilder;
	}

	ClientHttpConnector createConnector() {
		return this.connectorBuilder.build(this.settings);
	}

	// The settings alone do not bound an attempt: the read timeout restarts with each
	// read, and zero disables it
	Duration getAttemptTimeout() {
		return positive(this.settings.connectTimeout(), CONNECT_TIMEOUT)
			.plus(positive(this.settings.readTimeout(), READ_TIMEOUT));
	}

	private static Duration positive(@Nullable Duration timeout, Duration defaultTimeout) {
		return (timeout != null && timeout.compareTo(Duration.ZERO) > 0) ? timeout : defaultTimeout;
	}

}
