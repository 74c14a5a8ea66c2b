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

package io.github.nexmoconversion.autoconfigure.metrics;

import java.util.stream.Collectors;

import io.github.nexmoconversion.ConversionOperations;
import io.github.nexmoconversion.account.ConversionAccounts;
import io.github.nexmoconversion.autoconfigure.ConversionAutoConfiguration;
import io.github.nexmoconversion.client.AsyncConversionSubmitter;
import io.github.nexmoconversion.metrics.AsyncConversionMetrics;
import io.github.nexmoconversion.metrics.ConversionMetrics;
import io.micrometer.core.instrument.MeterRegistry;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for the metrics of conversions.
 *
 * @since 0.1.0
 */
@AutoConfiguration(after = ConversionAutoConfiguration.class)
@ConditionalOnClass(MeterRegistry.class)
@ConditionalOnBean(ConversionOperations.class)
public final class ConversionMetricsAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	ConversionMetrics conversionMetrics(ObjectProvider<ConversionAccounts> accounts) {
		return new ConversionMetrics(
				accounts.stream().flatMap((all) -> all.getNames().stream()).collect(Collectors.toSet()));
	}

	@Bean
	@ConditionalOnBean(AsyncConversionSubmitter.class)
	@ConditionalOnMissingBean
	AsyncConversionMetrics asyncConversionMetrics(AsyncConversionSubmitter submitter) {
		return new AsyncConversionMetrics(submitter::getInFlight, submitter.getMaxInFlight(), submitter::getRefused);
	}

}
