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

import java.util.List;

import io.github.nexmoconversion.account.ConversionAccount;
import io.github.nexmoconversion.account.ConversionAccounts;
import io.github.nexmoconversion.autoconfigure.ConversionProperties.Retry;
import io.github.nexmoconversion.client.ConversionWebClientCustomizer;
import io.github.nexmoconversion.client.DryRunConversionOperations;
import io.github.nexmoconversion.client.ReactiveConversionOperations;
import io.github.nexmoconversion.client.ReactiveConversionTemplateBuilder;
import io.github.nexmoconversion.observation.ConversionObservationConvention;
import io.github.nexmoconversion.outcome.ConversionOutcomeListener;
import io.micrometer.observation.ObservationRegistry;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.webclient.WebClientCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.retry.RetryPolicy;
import org.springframework.web.reactive.function.client.WebClient;

/**
 * Configuration of the operations over HTTP. It backs off for an application's own
 * operations, which then need no credentials.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnMissingBean(ReactiveConversionOperations.class)
@Import(ConversionHttpConfiguration.class)
class ReactiveConversionTemplateConfiguration {

	@Bean
	@ConditionalOnMissingBean(ConversionConnectionDetails.class)
	PropertiesConversionConnectionDetails conversionConnectionDetails(ConversionProperties properties) {
		return new PropertiesConversionConnectionDetails(properties);
	}

	@Bean
	@ConditionalOnMissingBean
	ConversionAccounts conversionAccounts(ConversionConnectionDetails connectionDetails,
			ConversionProperties properties) {
		if (properties.isDryRun()) {
			return ConversionAccounts.of(List.of());
		}
		List<ConversionAccount> accounts = connectionDetails.getAccounts();
		if (accounts.isEmpty()) {
			throw new InvalidConversionConfigurationException("No account of the Conversion API is configured.",
					"Return an account from the ConversionConnectionDetails bean, or remove the bean and use the properties.");
		}
		return ConversionAccounts.of(accounts);
	}

	@Bean
	ReactiveConversionOperations reactiveConversionTemplate(ConversionProperties properties,
			ConversionConnectionDetails connectionDetails, ConversionAccounts accounts,
			ConversionConnectorFactory connectorFactory, ObjectProvider<WebClientCustomizer> webClientCustomizers,
			ObjectProvider<ConversionWebClientCustomizer> customizers,
			ObjectProvider<ObservationRegistry> observationRegistry,
			ObjectProvider<ConversionObservationConvention> observationConvention,
			ObjectProvider<ConversionOutcomeListener> outcomeListeners) {
		ObservationRegistry registry = observationRegistry.getIfUnique(() -> ObservationRegistry.NOOP);
		// Not a condition, which ahead-of-time processing would evaluate at build time
		if (properties.isDryRun()) {
			return new DryRunConversionOperations(registry);
		}
		// Not the builder bean, which an application may have customized for another
		// purpose
		WebClient.Builder webClientBuilder = WebClient.builder();
		webClientCustomizers.orderedStream().forEach((customizer) -> customizer.customize(webClientBuilder));
		webClientBuilder.clientConnector(connectorFactory.createConnector());
		customizers.orderedStream().forEach((customizer) -> customizer.customize(webClientBuilder));
		QueryLogWarning.logIfNeeded(accounts);
		return new ReactiveConversionTemplateBuilder(webClientBuilder, accounts).baseUrl(connectionDetails.getBaseUrl())
			.allowPlainHttp(properties.isAllowPlainHttp())
			.timeout(connectorFactory.getAttemptTimeout())
			.retryPolicy(retryPolicy(properties.getRetry()))
			.observationRegistry(registry)
			.observationConvention(observationConvention.getIfAvailable())
			.outcomeListeners(new LazyOutcomeListeners(outcomeListeners))
			.build();
	}

	private RetryPolicy retryPolicy(Retry properties) {
		return RetryPolicy.builder()
			.maxRetries(properties.getMaxRetries())
			.delay(properties.getDelay())
			.multiplier(properties.getMultiplier())
			.jitter(properties.getJitter())
			.maxDelay(properties.getMaxDelay())
			.timeout(properties.getTimeout())
			.build();
	}

}
