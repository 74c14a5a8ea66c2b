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
 * Order in which the expiry and the confirmation of a message are reported: a message is
 * never reported as not delivered after it was reported as delivered, whichever instances
 * deliver the two.
 */
interface ReportOrder {

	/**
	 * Return whether an entry must not be reported any more, since its message was
	 * confirmed in the meantime.
	 * @param entry the entry
	 * @return whether to drop it
	 */
	boolean isTooLate(OutboxEntry entry);

	/**
	 * Return whether an entry has to wait, since the expiry of its message is being
	 * reported.
	 * @param entry the entry
	 * @return whether to come back later
	 */
	boolean isTooEarly(OutboxEntry entry);

}
