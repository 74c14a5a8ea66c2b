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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.github.nexmoconversion.account.ConversionAccount;

/**
 * Adapts {@link ConversionProperties} to {@link ConversionConnectionDetails}.
 */
class PropertiesConversionConnectionDetails implements ConversionConnectionDetails {

	private static final String PREFIX = "nexmo.conversion";

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
		Map<String, ConversionAccountProperties> named = this.properties.getAccount();
		if (named.containsKey(ConversionAccount.DEFAULT_NAME)) {
			throw new InvalidConversionConfigurationException(
					"The default account of the Conversion API is configured as one of the named accounts.",
					"Move the properties under " + PREFIX + ".account.default to " + PREFIX + ".");
		}
		List<ConversionAccount> accounts = new ArrayList<>();
		AccountMapper defaultMapper = new AccountMapper(ConversionAccount.DEFAULT_NAME, PREFIX);
		if (named.isEmpty() || defaultMapper.hasCredentials(this.properties)) {
			accounts.add(defaultMapper.map(this.properties, this.properties));
		}
		named.forEach((name, account) -> {
			AccountMapper mapper = new AccountMapper(name, PREFIX + ".account." + name);
			accounts.add(mapper.map(account, this.properties));
		});
		return accounts;
	}

}
