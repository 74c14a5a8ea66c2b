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

/**
 * Thrown when the configuration is invalid, for example if credentials are missing or
 * contradict each other. It never contains a secret.
 *
 * @since 0.1.0
 */
public class InvalidConversionConfigurationException extends RuntimeException {

	private final String action;

	/**
	 * Create a new {@link InvalidConversionConfigurationException}.
	 * @param description what is wrong
	 * @param action what to do, with the names of the properties
	 */
	public InvalidConversionConfigurationException(String description, String action) {
		super(description);
		this.action = action;
	}

	/**
	 * Return what to do.
	 * @return the action
	 */
	public String getAction() {
		return this.action;
	}

}
