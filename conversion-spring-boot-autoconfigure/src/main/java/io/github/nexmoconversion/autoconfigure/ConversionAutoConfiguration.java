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
import io.github.nexmoconversion.client.AsyncConversionSubmitter;
import io.github.nexmoconversion.client.ConversionTemplate;
import io.github.nexmoconversion.client.ReactiveConversionOperations;
import io.github.nexmoconversion.outcome.ConversionOutcomeListener;
import io.github.nexmoconversion.outcome.ConversionOutcomeLogger;
import io.micrometer.observation.ObservationRegistry;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.webclient.WebClientCustomizer;
import org.springframework.boot.webclient.autoconfigure.WebClientAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.web.reactive.function.client.WebClient;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for the Conversion API.
 *
 * @since 0.1.0
 */
@AutoConfiguration(after = WebClientAutoConfiguration.class,
		afterName = "org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration")
@ConditionalOnClass({ WebClient.class, WebClientCustomizer.class })
@ConditionalOnBooleanProperty(name = "nexmo.conversion.enabled", matchIfMissing = true)
@EnableConfigurationProperties(ConversionProperties.class)
@Import(ReactiveConversionTemplateConfiguration.class)
public final class ConversionAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean(ConversionOperations.class)
	ConversionTemplate conversionTemplate(ReactiveConversionOperations operations,
			AsyncConversionSubmitter asyncSubmitter) {
		return new ConversionTemplate(operations, asyncSubmitter);
	}

	@Bean
	AsyncConversionSubmitter asyncConversionSubmitter(ConversionProperties properties,
			ObjectProvider<ConversionOutcomeListener> outcomeListeners,
			ObjectProvider<ObservationRegistry> observationRegistry) {
		return new AsyncConversionSubmitter(properties.getAsync().getMaxInFlight(),
				new LazyOutcomeListeners(outcomeListeners),
				observationRegistry.getIfUnique(() -> ObservationRegistry.NOOP));
	}

	@Bean
	@ConditionalOnMissingBean
	ConversionOutcomeLogger conversionOutcomeLogger() {
		return new ConversionOutcomeLogger();
	}

}
