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

import org.jspecify.annotations.Nullable;

/**
 * Told what happens in an outbox. Beans of this type are found by the auto-configuration.
 * <p>
 * It is called by several threads at once, those of deliveries and those of callers
 * within their transactions, so it must be thread-safe and must not block. An exception
 * that it throws is logged and changes nothing.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface OutboxListener {

	/**
	 * Called once for each event.
	 * @param event what happened
	 * @param account the name of the account, {@code null} for a row that cannot be read
	 */
	void onEvent(OutboxEvent event, @Nullable String account);

}
