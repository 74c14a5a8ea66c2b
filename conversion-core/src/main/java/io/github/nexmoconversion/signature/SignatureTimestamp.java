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

package io.github.nexmoconversion.signature;

/**
 * What the parameter {@code timestamp} of a signed request holds. The Conversion API and
 * the vendor's signing guide both claim that name, for different things, and no document
 * resolves it: neither value is confirmed by the vendor.
 *
 * @since 0.1.0
 */
public enum SignatureTimestamp {

	/**
	 * The time of the event as text, as the Conversion API documents it.
	 */
	EVENT_TIME,

	/**
	 * The time at which the request is made in seconds since the epoch, as the signing
	 * guide documents it. The time of the event is not sent.
	 */
	EPOCH_SECONDS

}
