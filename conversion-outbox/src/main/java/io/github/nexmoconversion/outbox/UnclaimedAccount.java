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
 * An account with conversions that no running instance can deliver. They wait until one
 * can, or until they exceed the maximum age.
 *
 * @param account the name of the account, empty if it is not known
 * @param unclaimed the number of conversions, exact up to
 * {@link OutboxStatistics#COUNT_LIMIT}
 * @param reason why no running instance can deliver them
 * @since 0.1.0
 */
public record UnclaimedAccount(String account, long unclaimed, String reason) {

}
