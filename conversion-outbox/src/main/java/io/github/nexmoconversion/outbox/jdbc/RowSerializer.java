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

import com.github.kagkarlsson.scheduler.serializer.Serializer;
import org.jspecify.annotations.Nullable;

/**
 * Leaves the data of rows as they are: an unreadable row has to reach the delivery, which
 * knows what to do with it.
 */
enum RowSerializer implements Serializer {

	INSTANCE;

	@Override
	public byte[] serialize(@Nullable Object data) {
		return (data != null) ? (byte[]) data : new byte[0];
	}

	@Override
	public <T> T deserialize(Class<T> type, byte @Nullable [] data) {
		return type.cast((data != null) ? data : new byte[0]);
	}

}
