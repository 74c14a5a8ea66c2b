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

import io.github.nexmoconversion.account.ConversionAccount;
import io.github.nexmoconversion.account.ConversionCredentials;
import io.github.nexmoconversion.account.ConversionCredentials.ApiSecret;
import io.github.nexmoconversion.account.ConversionCredentials.SignatureSecret;
import io.github.nexmoconversion.autoconfigure.ConversionProperties.Signature;
import io.github.nexmoconversion.signature.SignatureAlgorithm;
import io.github.nexmoconversion.signature.SignatureTimestamp;
import org.jspecify.annotations.Nullable;

import org.springframework.util.StringUtils;

/**
 * Makes an account of its properties, or says which of them are missing or wrong.
 */
class ConversionAccountMapper {

	private final String name;

	private final String keyProperty;

	private final String secretProperty;

	private final String signatureSecretProperty;

	ConversionAccountMapper(String name, String prefix) {
		this.name = name;
		this.keyProperty = prefix + ".api-key";
		this.secretProperty = prefix + ".api-secret";
		this.signatureSecretProperty = prefix + ".signature.secret";
	}

	ConversionAccount map(@Nullable String apiKey, @Nullable String apiSecret, Signature signature) {
		return new ConversionAccount(this.name,
				credentials(check(this.keyProperty, apiKey), check(this.secretProperty, apiSecret),
						check(this.signatureSecretProperty, signature.getSecret()), signature));
	}

	private ConversionCredentials credentials(@Nullable String apiKey, @Nullable String apiSecret,
			@Nullable String signatureSecret, Signature signature) {
		if (apiSecret != null && signatureSecret != null) {
			throw invalid("has both an API secret and a signature secret.", "Keep one of " + this.secretProperty
					+ " and " + this.signatureSecretProperty + " and remove the other.");
		}
		if (signatureSecret == null && (signature.getAlgorithm() != null || signature.getTimestamp() != null)) {
			throw invalid("is told how to sign its requests but has no signature secret.",
					"Set " + this.signatureSecretProperty + ", or remove the other properties beneath signature.");
		}
		if (apiKey != null && apiSecret != null) {
			return new ApiSecret(apiKey, apiSecret);
		}
		if (apiKey != null && signatureSecret != null) {
			return signatureCredentials(apiKey, signatureSecret, signature);
		}
		if (apiKey != null) {
			throw invalid("has an API key but no secret.", "Set " + this.secretProperty
					+ " or, if the account signs its requests, " + this.signatureSecretProperty + ".");
		}
		if (apiSecret != null || signatureSecret != null) {
			throw invalid("has a secret but no API key.", "Set " + this.keyProperty + ".");
		}
		throw invalid("has no credentials.",
				"Set " + this.keyProperty + " and " + this.secretProperty + " to the values in the vendor's dashboard."
						+ " If the account signs its requests, set " + this.signatureSecretProperty
						+ " instead of the secret.");
	}

	private static SignatureSecret signatureCredentials(String apiKey, String secret, Signature signature) {
		SignatureAlgorithm algorithm = signature.getAlgorithm();
		SignatureTimestamp timestamp = signature.getTimestamp();
		return new SignatureSecret(apiKey, secret, (algorithm != null) ? algorithm : SignatureAlgorithm.MD5_HASH,
				(timestamp != null) ? timestamp : SignatureTimestamp.EVENT_TIME);
	}

	private @Nullable String check(String property, @Nullable String value) {
		if (!StringUtils.hasText(value)) {
			return null;
		}
		if (value.contains("${")) {
			throw invalid("has a placeholder that was not resolved: the value of " + property + " contains '${'.",
					"Set the variable that " + property + " refers to, or set the property itself.");
		}
		if (value.chars().anyMatch(Character::isISOControl)) {
			throw invalid("cannot be used: the value of " + property + " contains a line break or control character.",
					"Remove it from " + property + ". Secrets that are read from files often end in a line break.");
		}
		return value;
	}

	private InvalidConversionConfigurationException invalid(String description, String action) {
		return new InvalidConversionConfigurationException(
				"The account '" + this.name + "' of the Conversion API " + description, action);
	}

}
