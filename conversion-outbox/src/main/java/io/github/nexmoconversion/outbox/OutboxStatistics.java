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
 * State of an outbox at a point in time.
 *
 * @param backlog the number of conversions to deliver
 * @param oldest the age of the oldest of them, counted from its event, in whole seconds;
 * zero if there is none
 * @param pending the number of messages that wait for their users
 * @param dead the number of dead conversions
 * @param pausedAccounts the names of the accounts whose deliveries this instance holds
 * back
 * @since 0.1.0
 */
public record OutboxStatistics(long backlog, Duration oldest, long pending, long dead, Set<String> pausedAccounts) {

}
