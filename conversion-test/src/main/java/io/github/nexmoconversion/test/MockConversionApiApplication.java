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

package io.github.nexmoconversion.test;

import java.io.PrintStream;

import io.github.nexmoconversion.account.ConversionAccount;
import io.github.nexmoconversion.account.ConversionCredentials.ApiSecret;

/**
 * Runs a {@link MockConversionApi} as an application, for local development.
 *
 * @since 0.1.0
 */
public final class MockConversionApiApplication {

	private static final int DEFAULT_PORT = 8089;

	private MockConversionApiApplication() {
	}

	/**
	 * Start the mock API and keep it running until the process ends.
	 * @param args the port, 8089 if omitted
	 */
	public static void main(String[] args) {
		start((args.length != 0) ? Integer.parseInt(args[0]) : DEFAULT_PORT, System.out);
	}

	static MockConversionApi start(int port, PrintStream out) {
		MockConversionApi api = MockConversionApi.start(port,
				new ConversionAccount(ConversionAccount.DEFAULT_NAME, new ApiSecret("local-key", "local-secret")));
		out.printf("""
				The mock Conversion API is running. Configure the application with:

				nexmo.conversion.base-url=%s
				nexmo.conversion.api-key=local-key
				nexmo.conversion.api-secret=local-secret

				Received conversions are listed at %s
				""", api.getBaseUrl(), api.getBaseUrl().resolve("/"));
		return api;
	}

}
