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
 * Listener for the events of an outbox, for instance to alert when a conversion dies. The
 * auto-configuration registers beans of this type.
 * <p>
 * Events come from several threads at once: those that deliver, and those of callers
 * within their transactions. Implementations must be thread-safe and must not block. An
 * exception thrown by a listener is logged. It affects neither the caller nor the other
 * listeners.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface OutboxListener {

	/**
	 * Called once for each event.
	 * @param event the event
	 */
	void onEvent(OutboxEvent event);

}
