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

import java.time.Instant;

import io.github.nexmoconversion.Conversion;
import org.jspecify.annotations.Nullable;

/**
 * Dead conversion: one that could not be delivered and is no longer retried.
 *
 * @param id the id of the dead conversion
 * @param account the name of the account, or {@code null} if it cannot be read
 * @param conversion the conversion, or {@code null} if it cannot be read
 * @param time when it became a dead conversion
 * @param reason why it was not delivered, and what to do
 * @since 0.1.0
 */
public record DeadConversion(String id, @Nullable String account, @Nullable Conversion conversion, Instant time,
		String reason) {

}
