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

import java.util.ArrayList;
import java.util.List;

import io.github.nexmoconversion.outbox.OutboxEvent;
import io.github.nexmoconversion.outbox.OutboxListener;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.BeanUtils;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link CompositeOutboxListener}.
 */
class CompositeOutboxListenerTests {

	private static final OutboxEvent EVENT = new OutboxEvent(OutboxEvent.Type.NOT_STORED, "default", null, "reason");

	private final List<OutboxEvent> events = new ArrayList<>();

	// An error in the thread that writes would take with it what else is to be written
	@ParameterizedTest
	@ValueSource(classes = { IllegalStateException.class, NoClassDefFoundError.class })
	void whatAListenerThrowsShouldReachNeitherTheCallerNorTheOthers(Class<? extends Throwable> failure) {
		OutboxListener failing = (event) -> CompositeOutboxListenerTests
			.<RuntimeException>sneak(BeanUtils.instantiateClass(failure));
		new CompositeOutboxListener(List.of(failing, this.events::add)).onEvent(EVENT);
		assertThat(this.events).containsExactly(EVENT);
	}

	@SuppressWarnings("unchecked")
	private static <T extends Throwable> void sneak(Throwable failure) throws T {
		throw (T) failure;
	}

}
