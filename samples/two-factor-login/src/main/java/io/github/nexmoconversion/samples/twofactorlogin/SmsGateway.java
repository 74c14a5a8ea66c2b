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

package io.github.nexmoconversion.samples.twofactorlogin;

/**
 * Sends text messages. A real implementation calls the vendor's SMS API.
 */
interface SmsGateway {

	/**
	 * Send a message.
	 * @param phone the phone number of the recipient
	 * @param text the text of the message
	 * @return the message id assigned by the vendor
	 */
	String send(String phone, String text);

}
