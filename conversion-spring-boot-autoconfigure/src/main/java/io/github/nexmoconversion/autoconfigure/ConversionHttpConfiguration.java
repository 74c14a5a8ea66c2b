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

import reactor.netty.http.client.HttpClient;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.http.client.HttpClientSettings;
import org.springframework.boot.http.client.reactive.ClientHttpConnectorBuilder;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.ResourceLoader;

/**
 * Configuration of the HTTP client, which is built by Spring Boot with settings and a
 * connection pool of its own.
 */
@Configuration(proxyBeanMethods = false)
class ConversionHttpConfiguration {

	@Bean
	ConversionConnectorFactory conversionConnectorFactory(ConversionProperties properties,
			ObjectProvider<SslBundles> sslBundles, ObjectProvider<HttpClientSettings> settings,
			ObjectProvider<ClientHttpConnectorBuilder<?>> connectorBuilders,
			ObjectProvider<ConversionConnectionPool> connectionPool, ResourceLoader resourceLoader) {
		ClientHttpConnectorBuilder<?> connectorBuilder = connectorBuilders
			.getIfAvailable(() -> ClientHttpConnectorBuilder.detect(resourceLoader.getClassLoader()));
		ConversionConnectionPool pool = connectionPool.getIfAvailable();
		return new ConversionConnectorFactory(properties.getHttp(), sslBundles.getIfAvailable(),
				settings.getIfAvailable(), (pool != null) ? pool.applyTo(connectorBuilder) : connectorBuilder);
	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(HttpClient.class)
	static class ReactorNettyConfiguration {

		@Bean
		ConversionConnectionPool conversionConnectionPool() {
			return new ConversionConnectionPool();
		}

	}

}
