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

package io.github.nexmoconversion.client;

import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;

/**
 * Parses the {@code Retry-After} header, which holds seconds or a date.
 */
final class RetryAfter {

	private static final Pattern DIGITS = Pattern.compile("[0-9]+");

	private static final Duration FOREVER = Duration.ofSeconds(Integer.MAX_VALUE);

	private RetryAfter() {
	}

	static @Nullable Duration parse(HttpHeaders headers, Instant now) {
		String value = headers.getFirst(HttpHeaders.RETRY_AFTER);
		if (value == null) {
			return null;
		}
		if (DIGITS.matcher(value).matches()) {
			return (value.length() < 10) ? Duration.ofSeconds(Long.parseLong(value)) : FOREVER;
		}
		return until(headers, now);
	}

	private static @Nullable Duration until(HttpHeaders headers, Instant now) {
		try {
			ZonedDateTime date = headers.getFirstZonedDateTime(HttpHeaders.RETRY_AFTER);
			return (date != null && date.toInstant().isAfter(now)) ? Duration.between(now, date) : Duration.ZERO;
		}
		catch (IllegalArgumentException ex) {
			// An invalid header asks for no delay
			return null;
		}
	}

}
