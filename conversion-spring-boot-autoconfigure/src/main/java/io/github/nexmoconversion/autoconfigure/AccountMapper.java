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
import io.github.nexmoconversion.account.ConversionAuthentication;
import io.github.nexmoconversion.account.ConversionCredentials;
import io.github.nexmoconversion.account.ConversionCredentials.ApiSecret;
import io.github.nexmoconversion.account.ConversionCredentials.SignatureSecret;
import io.github.nexmoconversion.account.ParameterLocation;
import io.github.nexmoconversion.autoconfigure.ConversionAccountProperties.Signature;
import io.github.nexmoconversion.signature.SignatureAlgorithm;
import io.github.nexmoconversion.signature.SignatureTimestamp;
import org.jspecify.annotations.Nullable;

import org.springframework.util.StringUtils;

/**
 * Maps properties to an account, or fails with those that are missing or invalid.
 */
class AccountMapper {

	private final String name;

	private final String keyProperty;

	private final String secretProperty;

	private final String authenticationProperty;

	private final String signatureProperty;

	private final String signatureSecretProperty;

	AccountMapper(String name, String prefix) {
		this.name = name;
		this.keyProperty = prefix + ".api-key";
		this.secretProperty = prefix + ".api-secret";
		this.authenticationProperty = prefix + ".authentication";
		this.signatureProperty = prefix + ".signature";
		this.signatureSecretProperty = prefix + ".signature.secret";
	}

	boolean hasCredentials(ConversionAccountProperties properties) {
		Signature signature = properties.getSignature();
		return StringUtils.hasText(properties.getApiKey()) || StringUtils.hasText(properties.getApiSecret())
				|| StringUtils.hasText(signature.getSecret()) || hasSignatureSettings(signature);
	}

	/**
	 * Map properties to an account.
	 * @param properties the properties of the account
	 * @param defaults the properties of the default account, of which everything but the
	 * credentials is inherited
	 * @return the account
	 */
	ConversionAccount map(ConversionAccountProperties properties, ConversionAccountProperties defaults) {
		ConversionCredentials credentials = credentials(properties);
		ParameterLocation location = or(properties.getParameterLocation(),
				or(defaults.getParameterLocation(), ParameterLocation.BODY));
		return new ConversionAccount(this.name, credentials, authentication(properties, defaults, credentials),
				location);
	}

	private ConversionAuthentication authentication(ConversionAccountProperties properties,
			ConversionAccountProperties defaults, ConversionCredentials credentials) {
		boolean own = properties.getAuthentication() == ConversionAuthentication.BASIC;
		if (credentials instanceof SignatureSecret) {
			if (own) {
				throw invalid("has a signature secret, which cannot be used with HTTP Basic authentication.",
						"Remove " + this.authenticationProperty + ", or set " + this.secretProperty + " instead of "
								+ this.signatureSecretProperty + ".");
			}
			return ConversionAuthentication.PARAMETERS;
		}
		ConversionAuthentication authentication = or(properties.getAuthentication(),
				or(defaults.getAuthentication(), ConversionAuthentication.PARAMETERS));
		if (authentication == ConversionAuthentication.BASIC && credentials.apiKey().contains(":")) {
			throw invalid("has an API key with a colon, which cannot be used with HTTP Basic authentication.",
					"Correct " + this.keyProperty + ", or set " + this.authenticationProperty + " to 'parameters'.");
		}
		return authentication;
	}

	private ConversionCredentials credentials(ConversionAccountProperties properties) {
		String apiKey = check(this.keyProperty, properties.getApiKey());
		String apiSecret = check(this.secretProperty, properties.getApiSecret());
		Signature signature = properties.getSignature();
		String signatureSecret = check(this.signatureSecretProperty, signature.getSecret());
		if (apiSecret != null && signatureSecret != null) {
			throw invalid("has both an API secret and a signature secret.", "Keep one of " + this.secretProperty
					+ " and " + this.signatureSecretProperty + " and remove the other.");
		}
		if (signatureSecret == null && hasSignatureSettings(signature)) {
			throw invalid("has signature properties but no signature secret.", "Set " + this.signatureSecretProperty
					+ ", or remove the properties under " + this.signatureProperty + ".");
		}
		if (apiKey != null && apiSecret != null) {
			return new ApiSecret(apiKey, apiSecret);
		}
		if (apiKey != null && signatureSecret != null) {
			return new SignatureSecret(apiKey, signatureSecret,
					or(signature.getAlgorithm(), SignatureAlgorithm.MD5_HASH),
					or(signature.getTimestamp(), SignatureTimestamp.EVENT_TIME));
		}
		throw incomplete(apiKey, apiSecret, signatureSecret);
	}

	private InvalidConversionConfigurationException incomplete(@Nullable String apiKey, @Nullable String apiSecret,
			@Nullable String signatureSecret) {
		if (apiKey != null) {
			return invalid("has an API key but no secret.", "Set " + this.secretProperty
					+ " or, if the account signs its requests, " + this.signatureSecretProperty + ".");
		}
		if (apiSecret != null || signatureSecret != null) {
			return invalid("has a secret but no API key.", "Set " + this.keyProperty + ".");
		}
		return invalid("has no credentials.",
				"Set " + this.keyProperty + " and " + this.secretProperty + " to the values in the vendor's dashboard."
						+ " If the account signs its requests, set " + this.signatureSecretProperty
						+ " instead of the secret.");
	}

	private @Nullable String check(String property, @Nullable String value) {
		if (!StringUtils.hasText(value)) {
			return null;
		}
		if (value.contains("${")) {
			throw invalid("has an unresolved placeholder: the value of " + property + " contains '${'.",
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

	private static boolean hasSignatureSettings(Signature signature) {
		return signature.getAlgorithm() != null || signature.getTimestamp() != null;
	}

	private static <T> T or(@Nullable T value, T defaultValue) {
		return (value != null) ? value : defaultValue;
	}

}
