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

package io.github.nexmoconversion.outbox;

/**
 * What can happen in an outbox.
 *
 * @since 0.1.0
 */
public enum OutboxEvent {

	/**
	 * The API accepted a conversion.
	 */
	DELIVERED,

	/**
	 * An attempt to deliver a conversion failed, and there will be another.
	 */
	RETRIED,

	/**
	 * The API refused an account, whose conversions wait now.
	 */
	PAUSED,

	/**
	 * A conversion was given up and is a dead one now.
	 */
	DIED,

	/**
	 * A conversion or a pending message could not be stored.
	 */
	NOT_STORED

}
