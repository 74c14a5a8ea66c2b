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

import java.util.Iterator;
import java.util.List;

import io.github.nexmoconversion.outcome.ConversionOutcomeListener;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.util.function.SingletonSupplier;

/**
 * The listeners of the application in order, looked up lazily so that a listener can
 * itself use the templates.
 */
class LazyOutcomeListeners implements Iterable<ConversionOutcomeListener> {

	private final SingletonSupplier<List<ConversionOutcomeListener>> listeners;

	LazyOutcomeListeners(ObjectProvider<ConversionOutcomeListener> listeners) {
		this.listeners = SingletonSupplier.of(() -> listeners.orderedStream().toList());
	}

	@Override
	public Iterator<ConversionOutcomeListener> iterator() {
		return this.listeners.obtain().iterator();
	}

}
