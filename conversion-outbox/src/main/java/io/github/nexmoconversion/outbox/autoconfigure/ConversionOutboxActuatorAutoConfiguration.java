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

package io.github.nexmoconversion.outbox.autoconfigure;

import java.util.stream.Collectors;

import io.github.nexmoconversion.account.ConversionAccounts;
import io.github.nexmoconversion.outbox.DeadConversions;
import io.github.nexmoconversion.outbox.OutboxMonitor;
import io.github.nexmoconversion.outbox.actuate.ConversionOutboxEndpoint;
import io.github.nexmoconversion.outbox.actuate.ConversionOutboxEndpointWebExtension;
import io.github.nexmoconversion.outbox.metrics.ConversionOutboxDeliveryMetrics;
import io.github.nexmoconversion.outbox.metrics.ConversionOutboxMetrics;
import io.micrometer.core.instrument.MeterRegistry;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.actuate.autoconfigure.endpoint.expose.EndpointExposure;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for the endpoint and the meters of
 * the outbox.
 *
 * @since 0.1.0
 */
@AutoConfiguration(after = ConversionOutboxAutoConfiguration.class)
@ConditionalOnBean({ OutboxMonitor.class, DeadConversions.class })
public final class ConversionOutboxActuatorAutoConfiguration {

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass({ Endpoint.class, ConditionalOnAvailableEndpoint.class })
	@ConditionalOnAvailableEndpoint(ConversionOutboxEndpoint.class)
	static class EndpointConfiguration {

		@Bean
		@ConditionalOnMissingBean
		ConversionOutboxEndpoint conversionOutboxEndpoint(OutboxMonitor monitor, DeadConversions deadConversions) {
			return new ConversionOutboxEndpoint(monitor, deadConversions);
		}

		@Bean
		@ConditionalOnMissingBean
		@ConditionalOnAvailableEndpoint(endpoint = ConversionOutboxEndpoint.class, exposure = EndpointExposure.WEB)
		ConversionOutboxEndpointWebExtension conversionOutboxEndpointWebExtension(ConversionOutboxEndpoint endpoint) {
			return new ConversionOutboxEndpointWebExtension(endpoint);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(MeterRegistry.class)
	static class MetricsConfiguration {

		@Bean
		@ConditionalOnMissingBean
		ConversionOutboxMetrics conversionOutboxMetrics(OutboxMonitor monitor) {
			return new ConversionOutboxMetrics(monitor);
		}

		@Bean
		@ConditionalOnMissingBean
		ConversionOutboxDeliveryMetrics conversionOutboxDeliveryMetrics(ObjectProvider<ConversionAccounts> accounts) {
			return new ConversionOutboxDeliveryMetrics(
					accounts.stream().flatMap((all) -> all.getNames().stream()).collect(Collectors.toSet()));
		}

	}

}
