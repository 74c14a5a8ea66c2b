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

package io.github.nexmoconversion;

/**
 * The channel that a message was sent over.
 *
 * @since 0.1.0
 */
public enum ConversionChannel {

	/**
	 * A text message, identified by the {@code message-id} that the vendor's SMS API
	 * returned.
	 */
	SMS("sms"),

	/**
	 * A voice call, identified by the id of the call, or by the {@code call-id} that a
	 * text-to-speech API returned.
	 */
	VOICE("voice");

	private final String value;

	ConversionChannel(String value) {
		this.value = value;
	}

	/**
	 * Return the API's name for the channel, which is the last segment of the request
	 * path.
	 * @return the lower-case name of the channel
	 */
	public String getValue() {
		return this.value;
	}

}
