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

package io.github.nexmoconversion.samples.twofactorlogin.board;

/**
 * What the outbox does with a conversion.
 */
public enum OutboxState {

	/**
	 * Nothing more, it is delivered.
	 */
	DELIVERED("delivered"),

	/**
	 * It is kept and tried again.
	 */
	KEPT("kept, tried again"),

	/**
	 * It waits until one of the account is accepted.
	 */
	HELD_BACK("held back with its account"),

	/**
	 * It waits for somebody to replay or discard it.
	 */
	DEAD("dead: replay or discard it"),

	/**
	 * Somebody did.
	 */
	REPLAYED_OR_DISCARDED("replayed or discarded");

	private final String text;

	OutboxState(String text) {
		this.text = text;
	}

	public String getText() {
		return this.text;
	}

}
