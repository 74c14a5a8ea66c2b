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

package io.github.nexmoconversion.samples.twofactorlogin;

import io.github.nexmoconversion.samples.localapi.LocalApiConfiguration;

import org.springframework.boot.SpringApplication;
import org.springframework.core.env.Environment;
import org.springframework.util.StringUtils;

/**
 * Runs the application with a mock Conversion API, so that it requires neither a vendor
 * account nor network access.
 */
public final class TestTwoFactorLoginApplication {

	private static final int API_PORT = 8089;

	private TestTwoFactorLoginApplication() {
	}

	public static void main(String[] args) {
		Environment environment = SpringApplication.from(TwoFactorLoginApplication::main)
			.with(LocalApiConfiguration.class)
			.run(StringUtils.concatenateStringArrays(args, LocalApiConfiguration.arguments(API_PORT)))
			.getApplicationContext()
			.getEnvironment();
		System.out.println("Open http://localhost:" + environment.getProperty("local.server.port")
				+ "\nThe local Conversion API lists the conversions it receives at http://localhost:" + API_PORT);
	}

}
