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

package io.github.nexmoconversion.request;

import java.nio.charset.StandardCharsets;

/**
 * Encodes text as {@code application/x-www-form-urlencoded} in UTF-8. The encoder of the
 * JDK does the same, for as much memory as all else that makes a request.
 */
final class FormEncoder {

	private static final String UNRESERVED = "-_.*";

	private static final char[] DIGITS = "0123456789ABCDEF".toCharArray();

	private FormEncoder() {
	}

	static void append(String text, StringBuilder form) {
		for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
			if (isUnreserved(octet)) {
				form.append((char) octet);
			}
			else if (octet == ' ') {
				form.append('+');
			}
			else {
				form.append('%').append(DIGITS[(octet >> 4) & 0xF]).append(DIGITS[octet & 0xF]);
			}
		}
	}

	private static boolean isUnreserved(byte octet) {
		return (octet >= 'a' && octet <= 'z') || (octet >= 'A' && octet <= 'Z') || (octet >= '0' && octet <= '9')
				|| UNRESERVED.indexOf(octet) >= 0;
	}

}
