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

package io.github.nexmoconversion.account;

import io.github.nexmoconversion.account.ConversionCredentials.ApiSecret;
import io.github.nexmoconversion.account.ConversionCredentials.SignatureSecret;
import io.github.nexmoconversion.signature.SignatureAlgorithm;
import io.github.nexmoconversion.signature.SignatureTimestamp;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link ConversionAccount}.
 */
class ConversionAccountTests {

	@Test
	void shouldSendAllParametersInTheBodyByDefault() {
		assertThat(new ConversionAccount("default", new ApiSecret("key", "secret")))
			.returns(ConversionAuthentication.PARAMETERS, ConversionAccount::authentication)
			.returns(ParameterLocation.BODY, ConversionAccount::parameterLocation);
	}

	@Test
	void blankNameIsRefused() {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> new ConversionAccount(" ", new ApiSecret("key", "secret")))
			.withMessage("'name' must not be blank");
	}

	@Test
	void basicAuthenticationWithSignatureSecretIsRefused() {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> basic(
					new SignatureSecret("key", "secret", SignatureAlgorithm.MD5_HASH, SignatureTimestamp.EVENT_TIME)))
			.withMessage("HTTP Basic authentication requires an API secret, not a signature secret");
	}

	@Test
	void basicAuthenticationWithColonInTheKeyIsRefused() {
		assertThatIllegalArgumentException().isThrownBy(() -> basic(new ApiSecret("a:b", "secret")))
			.withMessage("HTTP Basic authentication requires an API key without a colon");
	}

	private static ConversionAccount basic(ConversionCredentials credentials) {
		return new ConversionAccount("default", credentials, ConversionAuthentication.BASIC, ParameterLocation.BODY);
	}

}
