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

import java.util.ArrayList;
import java.util.List;

import io.github.nexmoconversion.account.ConversionAccount;
import io.github.nexmoconversion.account.ConversionAuthentication;
import io.github.nexmoconversion.account.ConversionCredentials;
import io.github.nexmoconversion.account.ConversionCredentials.ApiSecret;
import io.github.nexmoconversion.account.ConversionCredentials.SignatureSecret;
import io.github.nexmoconversion.account.ParameterLocation;
import io.github.nexmoconversion.autoconfigure.ConversionAccountProperties;
import io.github.nexmoconversion.autoconfigure.ConversionAccountProperties.Signature;
import io.github.nexmoconversion.autoconfigure.ConversionProperties;
import io.github.nexmoconversion.signature.SignatureAlgorithm;
import io.github.nexmoconversion.signature.SignatureTimestamp;
import org.jspecify.annotations.Nullable;

/**
 * The accounts that an application configures, with keys and secrets made up for tests:
 * the real ones are not there, or should not be.
 */
final class MockAccounts {

	private MockAccounts() {
	}

	static List<ConversionAccount> of(ConversionProperties properties) {
		List<ConversionAccount> accounts = new ArrayList<>();
		accounts.add(account(ConversionAccount.DEFAULT_NAME, properties, properties));
		properties.getAccount().forEach((name, account) -> accounts.add(account(name, account, properties)));
		return accounts;
	}

	private static ConversionAccount account(String name, ConversionAccountProperties properties,
			ConversionAccountProperties defaults) {
		ConversionCredentials credentials = credentials(name, properties.getSignature());
		ParameterLocation location = or(properties.getParameterLocation(),
				or(defaults.getParameterLocation(), ParameterLocation.BODY));
		ConversionAuthentication authentication = (credentials instanceof SignatureSecret)
				? ConversionAuthentication.PARAMETERS : or(properties.getAuthentication(),
						or(defaults.getAuthentication(), ConversionAuthentication.PARAMETERS));
		return new ConversionAccount(name, credentials, authentication, location);
	}

	private static ConversionCredentials credentials(String name, Signature signature) {
		String key = "mock-key-of-" + name;
		String secret = "mock-secret-of-" + name;
		if (signature.getSecret() == null && signature.getAlgorithm() == null && signature.getTimestamp() == null) {
			return new ApiSecret(key, secret);
		}
		return new SignatureSecret(key, secret, or(signature.getAlgorithm(), SignatureAlgorithm.MD5_HASH),
				or(signature.getTimestamp(), SignatureTimestamp.EVENT_TIME));
	}

	private static <T> T or(@Nullable T value, T defaultValue) {
		return (value != null) ? value : defaultValue;
	}

}
