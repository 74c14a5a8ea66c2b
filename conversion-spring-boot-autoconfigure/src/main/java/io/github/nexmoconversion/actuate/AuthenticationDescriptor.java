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

package io.github.nexmoconversion.actuate;

import java.util.Locale;

import io.github.nexmoconversion.account.ConversionAccount;
import io.github.nexmoconversion.account.ConversionAccounts;
import io.github.nexmoconversion.account.ConversionCredentials.SignatureSecret;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Description of how an account authenticates, in the words of the properties.
 *
 * @param type {@code signature}, or how key and secret are sent: {@code parameters} or
 * {@code basic}
 * @param parameterLocation where the parameters are
 * @param signatureAlgorithm the algorithm, or {@code null} if the account does not sign
 * @param signatureTimestamp what is signed as timestamp, or {@code null} if the account
 * does not sign
 * @since 0.1.0
 */
public record AuthenticationDescriptor(String type, String parameterLocation, @Nullable String signatureAlgorithm,
		@Nullable String signatureTimestamp) {

	private static final Log logger = LogFactory.getLog(AuthenticationDescriptor.class);

	static @Nullable AuthenticationDescriptor of(String name, ConversionAccounts accounts) {
		try {
			return of(accounts.getAccount(name));
		}
		catch (RuntimeException ex) {
			// The others are to be seen all the same
			logger.debug("Account '" + name + "' could not be looked up", ex);
			return null;
		}
	}

	private static AuthenticationDescriptor of(ConversionAccount account) {
		String location = wordOf(account.parameterLocation());
		if (account.credentials() instanceof SignatureSecret signature) {
			return new AuthenticationDescriptor("signature", location, wordOf(signature.algorithm()),
					wordOf(signature.timestamp()));
		}
		return new AuthenticationDescriptor(wordOf(account.authentication()), location, null, null);
	}

	private static String wordOf(Enum<?> value) {
		return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
	}

}
