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

package io.github.nexmoconversion.autoconfigure;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

import org.springframework.util.Assert;

/**
 * Rejects invalid values with the name of their property, so that Spring Boot reports the
 * property and its origin.
 */
final class PropertyBounds {

	private static final String PREFIX = "nexmo.conversion.";

	private PropertyBounds() {
	}

	static <N extends Number> N atLeast(String name, long least, N value) {
		Assert.isTrue(value.doubleValue() >= least, () -> PREFIX + name + " must be at least " + least);
		return value;
	}

	static Duration notNegative(String name, Duration time) {
		Assert.isTrue(!time.isNegative(), () -> PREFIX + name + " must not be negative");
		return time;
	}

	static @Nullable Duration notNegativeIfSet(String name, @Nullable Duration time) {
		return (time != null) ? notNegative(name, time) : null;
	}

	static Duration positive(String name, Duration time) {
		Assert.isTrue(!time.isNegative() && !time.isZero(), () -> PREFIX + name + " must be positive");
		return time;
	}

}
