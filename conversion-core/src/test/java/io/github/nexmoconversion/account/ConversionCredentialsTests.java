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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

/**
 * Tests for {@link ConversionCredentials}.
 */
class ConversionCredentialsTests {

	@ParameterizedTest
	@ValueSource(strings = { "", "  " })
	void blankIsRefused(String blank) {
		assertThatIllegalArgumentException().isThrownBy(() -> new ApiSecret(blank, "secret"))
			.withMessage("'apiKey' must not be blank");
		assertThatIllegalArgumentException().isThrownBy(() -> new ApiSecret("key", blank))
			.withMessage("'apiSecret' must not be blank");
		assertThatIllegalArgumentException().isThrownBy(() -> signatureSecret(blank))
			.withMessage("'secret' must not be blank");
	}

	@Test
	void nullIsRefused() {
		assertThatNullPointerException().isThrownBy(() -> new ApiSecret(null, "secret"))
			.withMessage("'apiKey' must not be null");
		assertThatNullPointerException().isThrownBy(() -> signatureSecret(null))
			.withMessage("'secret' must not be null");
	}

	@Test
	void lineBreakIsRefusedWithoutShowingTheSecret() {
		assertThatIllegalArgumentException().isThrownBy(() -> new ApiSecret("key", "from-a-file\n"))
			.withMessage("'apiSecret' must not contain a line break or control character");
		assertThatIllegalArgumentException().isThrownBy(() -> signatureSecret("from-a-file\r\n"))
			.withMessage("'secret' must not contain a line break or control character");
	}

	private static SignatureSecret signatureSecret(String secret) {
		return new SignatureSecret("key", secret, SignatureAlgorithm.MD5_HASH, SignatureTimestamp.EVENT_TIME);
	}

}
