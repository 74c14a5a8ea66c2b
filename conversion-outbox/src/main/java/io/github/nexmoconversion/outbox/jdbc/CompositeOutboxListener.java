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

package io.github.nexmoconversion.outbox.jdbc;

import java.util.List;

import io.github.nexmoconversion.outbox.OutboxEvent;
import io.github.nexmoconversion.outbox.OutboxListener;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * {@link OutboxListener} that delegates to several others. What one of them throws
 * reaches neither the others nor the transaction of a caller.
 */
final class CompositeOutboxListener implements OutboxListener {

	private static final Log logger = LogFactory.getLog(CompositeOutboxListener.class);

	private final List<OutboxListener> listeners;

	CompositeOutboxListener(List<OutboxListener> listeners) {
		this.listeners = List.copyOf(listeners);
	}

	@Override
	public void onEvent(OutboxEvent event) {
		for (OutboxListener listener : this.listeners) {
			try {
				listener.onEvent(event);
			}
			catch (RuntimeException | Error ex) {
				logger.error("An OutboxListener failed: " + listener, ex);
			}
		}
	}

}
