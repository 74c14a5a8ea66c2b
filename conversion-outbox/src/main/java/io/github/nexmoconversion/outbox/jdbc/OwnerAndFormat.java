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

package io.github.nexmoconversion.outbox.jdbc;

/**
 * Whose rows are, and the format of their data.
 *
 * @param owner the owner
 * @param format the format
 */
record OwnerAndFormat(RowOwner owner, int format) {

	static final OwnerAndFormat LOWEST = new OwnerAndFormat(RowOwner.NOBODY, -1);

	/**
	 * Return what this release stores.
	 * @param owner the owner
	 * @return the owner with the format of this release
	 */
	static OwnerAndFormat current(RowOwner owner) {
		return new OwnerAndFormat(owner, OutboxEntryMapper.FORMAT);
	}

}
