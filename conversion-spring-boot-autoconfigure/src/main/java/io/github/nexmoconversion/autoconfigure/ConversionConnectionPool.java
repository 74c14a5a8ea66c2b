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

import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.http.client.reactive.ClientHttpConnectorBuilder;
import org.springframework.boot.http.client.reactive.ReactorClientHttpConnectorBuilder;

/**
 * Connection pool of the client. It is separate from that of other clients, so that a
 * slow Conversion API does not exhaust theirs. Idle connections are evicted before the
 * API closes them, which would fail the next request.
 */
class ConversionConnectionPool implements DisposableBean {

	private static final int MAX_CONNECTIONS = 500;

	private static final int UNBOUNDED = -1;

	private static final Duration MAX_IDLE_TIME = Duration.ofSeconds(30);

	private final ConnectionProvider provider = ConnectionProvider.builder("nexmo-conversion")
		.maxConnections(MAX_CONNECTIONS)
		.pendingAcquireMaxCount(UNBOUNDED)
		.maxIdleTime(MAX_IDLE_TIME)
		.evictInBackground(MAX_IDLE_TIME)
		.build();

	ClientHttpConnectorBuilder<?> applyTo(ClientHttpConnectorBuilder<?> builder) {
		if (builder instanceof ReactorClientHttpConnectorBuilder reactor) {
			return reactor.withHttpClientFactory(() -> HttpClient.create(this.provider))
				.withHttpClientCustomizer(ConversionConnectionPool::restrict);
		}
		return builder;
	}

	// Overrides what an application sets for all its clients: a redirect would send the
	// credentials to another address, a wiretap would log them, and no body needs to be
	// decompressed since none is read
	private static HttpClient restrict(HttpClient client) {
		return client.followRedirect(false).wiretap(false).compress(false);
	}

	@Override
	public void destroy() {
		this.provider.dispose();
	}

}
