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

import org.jspecify.annotations.Nullable;

/**
 * An account whose deliveries are held back, by all instances.
 *
 * @param account the name of the account
 * @param since when the pause began
 * @param until when it ends, as the API asked for, or {@code null} if it lasts until a
 * conversion is accepted
 * @param reason why the account is paused, and what to do
 * @param held the number of conversions that are held back, exact up to
 * {@link OutboxStatistics#COUNT_LIMIT}
 * @since 0.1.0
 */
public record PausedAccount(String account, Instant since, @Nullable Instant until, String reason, long held) {

}
