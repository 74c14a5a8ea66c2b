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

package io.github.nexmoconversion.client;

import org.springframework.web.reactive.function.client.WebClient;

/**
 * Callback to customize the {@link WebClient.Builder} that conversions are reported with,
 * for example to set a connector or to add a filter. Beans of this type are called in
 * order, after the properties have been applied. No other {@link WebClient} of the
 * application is affected.
 * <p>
 * A connector that is set here replaces the timeouts, the connection pool and the
 * redirect policy of the default one. It must not follow redirects, which would send the
 * credentials to another address.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface ConversionWebClientCustomizer {

	/**
	 * Customize the builder.
	 * @param builder the builder to customize
	 */
	void customize(WebClient.Builder builder);

}
