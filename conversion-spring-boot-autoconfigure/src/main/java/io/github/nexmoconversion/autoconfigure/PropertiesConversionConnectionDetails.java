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

import java.net.URI;
import java.util.List;

import io.github.nexmoconversion.account.ConversionAccount;

/**
 * Adapts {@link ConversionProperties} to {@link ConversionConnectionDetails}.
 */
class PropertiesConversionConnectionDetails implements ConversionConnectionDetails {

	private final ConversionProperties properties;

	PropertiesConversionConnectionDetails(ConversionProperties properties) {
		this.properties = properties;
	}

	@Override
	public URI getBaseUrl() {
		return this.properties.getBaseUrl();
	}

	@Override
	public List<ConversionAccount> getAccounts() {
		ConversionAccountMapper mapper = new ConversionAccountMapper(ConversionAccount.DEFAULT_NAME,
				"nexmo.conversion");
		return List.of(mapper.map(this.properties.getApiKey(), this.properties.getApiSecret(),
				this.properties.getSignature()));
	}

}
