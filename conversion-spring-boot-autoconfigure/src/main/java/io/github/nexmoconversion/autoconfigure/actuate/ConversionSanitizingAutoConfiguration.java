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

package io.github.nexmoconversion.autoconfigure.actuate;

import org.springframework.boot.actuate.endpoint.SanitizingFunction;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/**
 * {@link EnableAutoConfiguration Auto-configuration} that sanitizes the keys and secrets
 * of accounts in the endpoints {@code env} and {@code configprops}, even if these are
 * configured to show values.
 *
 * @since 0.1.0
 */
@AutoConfiguration
@ConditionalOnClass(SanitizingFunction.class)
public final class ConversionSanitizingAutoConfiguration {

	// The properties, and variables that they may refer to, such as NEXMO_API_SECRET
	private static final String SECRETS = "(?i)^nexmo[._].*(key|secret)$";

	@Bean
	@ConditionalOnMissingBean(name = "conversionSanitizingFunction")
	SanitizingFunction conversionSanitizingFunction() {
		return SanitizingFunction.sanitizeValue().ifKeyMatches(SECRETS);
	}

}
