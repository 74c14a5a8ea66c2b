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

package io.github.nexmoconversion.client;

/**
 * Thrown when the base URL of the Conversion API is not safe to use. The message does not
 * show the URL, which may contain a password.
 *
 * @since 0.1.0
 */
public class InvalidConversionBaseUrlException extends IllegalArgumentException {

	private final boolean plainHttp;

	/**
	 * Create a new {@link InvalidConversionBaseUrlException}.
	 * @param problem what is wrong with the URL
	 * @param plainHttp whether the URL would be valid if plain HTTP were allowed
	 */
	public InvalidConversionBaseUrlException(String problem, boolean plainHttp) {
		super("The base URL of the Conversion API " + problem);
		this.plainHttp = plainHttp;
	}

	/**
	 * Return whether the URL would be valid if plain HTTP were allowed.
	 * @return {@code true} if the URL is plain HTTP to a host other than loopback
	 */
	public boolean isPlainHttp() {
		return this.plainHttp;
	}

}
