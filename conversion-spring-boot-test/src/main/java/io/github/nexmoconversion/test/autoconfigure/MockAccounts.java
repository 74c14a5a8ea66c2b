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

package io.github.nexmoconversion.test.autoconfigure;

import java.util.List;

import io.github.nexmoconversion.account.ConversionAccount;
import io.github.nexmoconversion.autoconfigure.ConversionAccountProperties;
import io.github.nexmoconversion.autoconfigure.ConversionAccountProperties.Signature;
import io.github.nexmoconversion.autoconfigure.ConversionConnectionDetails;
import io.github.nexmoconversion.autoconfigure.ConversionProperties;

import org.springframework.util.StringUtils;

/**
 * Creates the accounts that an application configures, with generated keys and secrets,
 * since the real ones are not available in tests. All other settings are kept, so that a
 * configuration that fails in production also fails in a test.
 */
final class MockAccounts {

	private MockAccounts() {
	}

	/**
	 * Return the accounts that are configured by the given properties.
	 * @param properties the properties of the application, whose credentials this method
	 * replaces
	 * @return the accounts with generated credentials
	 */
	static List<ConversionAccount> of(ConversionProperties properties) {
		if (properties.getAccount().isEmpty() || hasCredentials(properties)) {
			replaceCredentials(ConversionAccount.DEFAULT_NAME, properties);
		}
		properties.getAccount().forEach(MockAccounts::replaceCredentials);
		return ConversionConnectionDetails.of(properties).getAccounts();
	}

	private static boolean hasCredentials(ConversionAccountProperties properties) {
		return StringUtils.hasText(properties.getApiKey()) || StringUtils.hasText(properties.getApiSecret())
				|| signs(properties.getSignature());
	}

	private static void replaceCredentials(String name, ConversionAccountProperties properties) {
		boolean signs = signs(properties.getSignature());
		properties.setApiKey("mock-key-of-" + name);
		if (signs) {
			properties.getSignature().setSecret("mock-signature-secret-of-" + name);
		}
		if (!signs || StringUtils.hasText(properties.getApiSecret())) {
			properties.setApiSecret("mock-secret-of-" + name);
		}
	}

	private static boolean signs(Signature signature) {
		return StringUtils.hasText(signature.getSecret()) || signature.getAlgorithm() != null
				|| signature.getTimestamp() != null;
	}

}
