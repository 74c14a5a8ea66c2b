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

package io.github.nexmoconversion.autoconfigure.health;

import java.util.stream.Collectors;

import io.github.nexmoconversion.ConversionOperations;
import io.github.nexmoconversion.account.ConversionAccounts;
import io.github.nexmoconversion.autoconfigure.ConversionAutoConfiguration;
import io.github.nexmoconversion.health.ConversionHealthIndicator;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for the
 * {@link ConversionHealthIndicator}.
 *
 * @since 0.1.0
 */
@AutoConfiguration(after = ConversionAutoConfiguration.class)
@ConditionalOnClass({ HealthIndicator.class, ConditionalOnEnabledHealthIndicator.class })
@ConditionalOnEnabledHealthIndicator("conversion")
@ConditionalOnBean(ConversionOperations.class)
public final class ConversionHealthContributorAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean(name = { "conversionHealthIndicator", "conversionHealthContributor" })
	ConversionHealthIndicator conversionHealthIndicator(ObjectProvider<ConversionAccounts> accounts) {
		return new ConversionHealthIndicator(
				accounts.stream().flatMap((all) -> all.getNames().stream()).collect(Collectors.toSet()));
	}

}
