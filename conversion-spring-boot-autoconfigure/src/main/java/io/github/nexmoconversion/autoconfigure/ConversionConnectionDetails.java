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

import org.springframework.boot.autoconfigure.service.connection.ConnectionDetails;

/**
 * Details required to connect to the Conversion API. A bean of this type replaces the
 * properties for the base URL and the accounts, for example in tests and on platforms.
 *
 * @since 0.1.0
 */
public interface ConversionConnectionDetails extends ConnectionDetails {

	/**
	 * Return the base URL of the API, without the channel.
	 * @return the base URL
	 */
	URI getBaseUrl();

	/**
	 * Return the accounts. Not called if the application has a bean of type
	 * {@link io.github.nexmoconversion.account.ConversionAccounts ConversionAccounts}.
	 * @return the accounts
	 */
	List<ConversionAccount> getAccounts();

	/**
	 * Create details from properties.
	 * @param properties the properties, whose accounts are checked by
	 * {@link #getAccounts()}
	 * @return the details
	 */
	static ConversionConnectionDetails of(ConversionProperties properties) {
		return new PropertiesConversionConnectionDetails(properties);
	}

}
