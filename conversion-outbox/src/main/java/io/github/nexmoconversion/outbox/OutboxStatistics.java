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

import java.time.Duration;
import java.util.Set;

/**
 * The state of an outbox at a moment.
 *
 * @param backlog how many conversions are to be delivered
 * @param oldest how long ago the event of the oldest of them was, in whole seconds, zero
 * if there is none
 * @param pending how many messages wait for their users
 * @param dead how many conversions could not be delivered
 * @param pausedAccounts the accounts whose deliveries wait, as far as this instance knows
 * @since 0.1.0
 */
public record OutboxStatistics(long backlog, Duration oldest, long pending, long dead, Set<String> pausedAccounts) {

}
