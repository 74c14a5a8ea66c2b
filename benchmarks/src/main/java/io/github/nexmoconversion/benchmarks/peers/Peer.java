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

package io.github.nexmoconversion.benchmarks.peers;

import io.github.nexmoconversion.benchmarks.process.Library;

/**
 * The outboxes to compare.
 */
enum Peer {

	CONVERSION_OUTBOX("**conversion-outbox**", Library.CONVERSION_OUTBOX, true),

	NAMASTACK_OUTBOX("Namastack Outbox", Library.NAMASTACK_OUTBOX, true),

	/**
	 * It knows no time at which an event is due.
	 */
	SPRING_MODULITH("Spring Modulith", Library.SPRING_MODULITH, false);

	private final String title;

	private final Library library;

	private final boolean dueTimes;

	Peer(String title, Library library, boolean dueTimes) {
		this.title = title;
		this.library = library;
		this.dueTimes = dueTimes;
	}

	String getTitle() {
		return this.title;
	}

	Library getLibrary() {
		return this.library;
	}

	/**
	 * Return whether rows can wait until they are due.
	 * @return whether rows have a time at which they are due
	 */
	boolean hasDueTimes() {
		return this.dueTimes;
	}

}
