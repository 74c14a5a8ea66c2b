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

import io.github.nexmoconversion.ConversionOperations;
import io.github.nexmoconversion.account.ConversionAccounts;
import io.github.nexmoconversion.client.ConversionTemplate;
import io.github.nexmoconversion.client.ConversionWebClientCustomizer;
import io.github.nexmoconversion.client.ReactiveConversionOperations;
import io.github.nexmoconversion.client.ReactiveConversionTemplate;
import io.github.nexmoconversion.client.ReactiveConversionTemplateBuilder;
import io.github.nexmoconversion.observation.ConversionObservationConvention;
import io.github.nexmoconversion.outcome.ConversionOutcomeListener;
import io.github.nexmoconversion.outcome.ConversionOutcomeLogger;
import io.micrometer.observation.ObservationRegistry;
import reactor.netty.http.client.HttpClient;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.http.client.HttpClientSettings;
import org.springframework.boot.http.client.reactive.ClientHttpConnectorBuilder;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.boot.webclient.WebClientCustomizer;
import org.springframework.boot.webclient.autoconfigure.WebClientAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.ResourceLoader;
import org.springframework.web.reactive.function.client.WebClient;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for the Conversion API.
 *
 * @since 0.1.0
 */
@AutoConfiguration(after = WebClientAutoConfiguration.class,
		afterName = "org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration")
@ConditionalOnClass({ WebClient.class, WebClientCustomizer.class })
@EnableConfigurationProperties(ConversionProperties.class)
public final class ConversionAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean(ConversionConnectionDetails.class)
	PropertiesConversionConnectionDetails conversionConnectionDetails(ConversionProperties properties) {
		return new PropertiesConversionConnectionDetails(properties);
	}

	@Bean
	@ConditionalOnMissingBean
	ConversionAccounts conversionAccounts(ConversionConnectionDetails connectionDetails) {
		return ConversionAccounts.of(connectionDetails.getAccounts());
	}

	@Bean
	@ConditionalOnMissingBean
	ConversionOutcomeLogger conversionOutcomeLogger() {
		return new ConversionOutcomeLogger();
	}

	@Bean
	@ConditionalOnMissingBean
	ConversionHttpClient conversionHttpClient(ConversionProperties properties, ObjectProvider<SslBundles> sslBundles,
			ObjectProvider<HttpClientSettings> settings,
			ObjectProvider<ClientHttpConnectorBuilder<?>> connectorBuilders,
			ObjectProvider<ConversionConnectionPool> connectionPool, ResourceLoader resourceLoader) {
		ClientHttpConnectorBuilder<?> connectorBuilder = connectorBuilders
			.getIfAvailable(() -> ClientHttpConnectorBuilder.detect(resourceLoader.getClassLoader()));
		ConversionConnectionPool pool = connectionPool.getIfAvailable();
		return new ConversionHttpClient(properties.getHttp(), sslBundles.getIfAvailable(), settings.getIfAvailable(),
				(pool != null) ? pool.applyTo(connectorBuilder) : connectorBuilder);
	}

	@Bean
	@ConditionalOnMissingBean(ReactiveConversionOperations.class)
	ReactiveConversionTemplate reactiveConversionTemplate(ConversionConnectionDetails connectionDetails,
			ConversionAccounts accounts, ConversionHttpClient httpClient,
			ObjectProvider<WebClientCustomizer> webClientCustomizers,
			ObjectProvider<ConversionWebClientCustomizer> customizers,
			ObjectProvider<ObservationRegistry> observationRegistry,
			ObjectProvider<ConversionObservationConvention> observationConvention,
			ObjectProvider<ConversionOutcomeListener> outcomeListeners) {
		// Not the builder bean: an application may have made its own for another purpose
		WebClient.Builder webClientBuilder = WebClient.builder();
		webClientCustomizers.orderedStream().forEach((customizer) -> customizer.customize(webClientBuilder));
		webClientBuilder.clientConnector(httpClient.connector());
		customizers.orderedStream().forEach((customizer) -> customizer.customize(webClientBuilder));
		return new ReactiveConversionTemplateBuilder(webClientBuilder, accounts).baseUrl(connectionDetails.getBaseUrl())
			.timeout(httpClient.timeout())
			.observationRegistry(observationRegistry.getIfUnique(() -> ObservationRegistry.NOOP))
			.observationConvention(observationConvention.getIfAvailable())
			.outcomeListeners(outcomeListeners.orderedStream().toList())
			.build();
	}

	@Bean
	@ConditionalOnMissingBean(ConversionOperations.class)
	ConversionTemplate conversionTemplate(ReactiveConversionOperations operations) {
		return new ConversionTemplate(operations);
	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(HttpClient.class)
	static class ReactorNettyConfiguration {

		@Bean
		@ConditionalOnMissingBean
		ConversionConnectionPool conversionConnectionPool() {
			return new ConversionConnectionPool();
		}

	}

}
