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
 * Thrown when the credentials of an account are missing, contradict each other or cannot
 * be right. It never holds a secret.
 *
 * @since 0.1.0
 */
public class InvalidConversionAccountException extends RuntimeException {

	private final String account;

	private final String action;

	/**
	 * Create a new {@link InvalidConversionAccountException}.
	 * @param account the name of the account
	 * @param description what is wrong
	 * @param action what to do, with the names of the properties
	 */
	public InvalidConversionAccountException(String account, String description, String action) {
		super(description);
		this.account = account;
		this.action = action;
	}

	/**
	 * Return the name of the account.
	 * @return the name of the account
	 */
	public String getAccount() {
		return this.account;
	}

	/**
	 * Return what to do.
	 * @return the action
	 */
	public String getAction() {
		return this.action;
	}

}
