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

package io.github.nexmoconversion.samples.reactiveaccounts;

import io.github.nexmoconversion.account.ConversionAccount;
import io.github.nexmoconversion.account.ConversionCredentials.ApiSecret;
import io.github.nexmoconversion.account.ConversionCredentials.SignatureSecret;
import io.github.nexmoconversion.signature.SignatureAlgorithm;
import io.github.nexmoconversion.signature.SignatureTimestamp;
import io.github.nexmoconversion.test.MockConversionApi;

import org.springframework.boot.SpringApplication;
import org.springframework.util.StringUtils;

/**
 * Runs the application with a mock Conversion API, so that it requires neither vendor
 * accounts nor network access.
 */
public final class TestReactiveAccountsApplication {

	private static final int API_PORT = 8089;

	private TestReactiveAccountsApplication() {
	}

	public static void main(String[] args) {
		MockConversionApi api = MockConversionApi.start(API_PORT,
				new ConversionAccount("default", new ApiSecret("local-key", "local-secret")),
				new ConversionAccount("marketing", new SignatureSecret("local-marketing-key", "local-signature-secret",
						SignatureAlgorithm.HMAC_SHA256, SignatureTimestamp.EVENT_TIME)));
		System.out
			.println("The local Conversion API lists the conversions it receives at http://localhost:" + API_PORT);
		SpringApplication.from(ReactiveAccountsApplication::main)
			.run(StringUtils.addStringToArray(args, "--nexmo.conversion.base-url=" + api.getBaseUrl()));
	}

}
