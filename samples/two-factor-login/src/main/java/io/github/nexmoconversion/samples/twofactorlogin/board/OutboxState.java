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
 * The state of a conversion in the outbox.
 */
public enum OutboxState {

	/**
	 * Delivered, and no longer in the outbox.
	 */
	DELIVERED("delivered"),

	/**
	 * Kept until the next retry.
	 */
	KEPT("kept, to be retried"),

	/**
	 * Held back until the API accepts another conversion of the paused account.
	 */
	HELD_BACK("held back, account paused"),

	/**
	 * A dead letter, kept until it is replayed or discarded.
	 */
	DEAD("dead: replay or discard it"),

	/**
	 * A former dead letter, which has been replayed or discarded.
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
