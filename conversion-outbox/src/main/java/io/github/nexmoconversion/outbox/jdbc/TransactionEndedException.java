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

import org.springframework.dao.ConcurrencyFailureException;

/**
 * The database rolled back the whole transaction of a caller. No
 * {@code TransactionException}: when such a one is thrown before the commit, transaction
 * managers take the transaction for completed and roll nothing back.
 */
final class TransactionEndedException extends ConcurrencyFailureException {

	private static final long serialVersionUID = 1L;

	TransactionEndedException(Throwable cause) {
		super("The database rolled back the whole transaction when the outbox could not store something."
				+ " Run it again.", cause);
	}

}
