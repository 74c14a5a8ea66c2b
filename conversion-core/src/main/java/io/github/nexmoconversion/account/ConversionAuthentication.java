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

/**
 * How an account sends its API key and API secret. An account with a signature secret
 * signs its requests instead and uses {@link #PARAMETERS}.
 *
 * @since 0.1.0
 */
public enum ConversionAuthentication {

	/**
	 * As the parameters {@code api_key} and {@code api_secret}.
	 */
	PARAMETERS,

	/**
	 * In an {@code Authorization} header for HTTP Basic authentication, as the vendor's
	 * newest client libraries do.
	 */
	BASIC

}
