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
 * The content of the {@code timestamp} parameter of a signed request. The Conversion API
 * reference and the vendor's signing guide give this parameter different meanings.
 * Neither document says which one applies, and the vendor has confirmed neither.
 *
 * @since 0.1.0
 */
public enum SignatureTimestamp {

	/**
	 * The time of the event in UTC, formatted as {@code yyyy-MM-dd HH:mm:ss}, as
	 * documented by the Conversion API reference.
	 */
	EVENT_TIME,

	/**
	 * The time of the request in seconds since the epoch, as documented by the signing
	 * guide. The time of the event is not sent.
	 */
	EPOCH_SECONDS

}
