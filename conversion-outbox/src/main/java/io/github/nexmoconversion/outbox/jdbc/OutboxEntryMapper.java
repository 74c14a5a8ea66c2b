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

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;

import io.github.nexmoconversion.Conversion;
import io.github.nexmoconversion.ConversionChannel;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes entries as JSON with a version, so that rows outlive releases and can be read by
 * people. The mapper is its own: what an application sets for its own must not change
 * what is stored.
 */
final class OutboxEntryMapper {

	/**
	 * The format of the rows that this release writes, and the newest that it reads.
	 */
	static final int FORMAT = 1;

	private final JsonMapper mapper = JsonMapper.shared();

	byte[] write(OutboxEntry entry) {
		Conversion conversion = entry.conversion();
		return this.mapper.writeValueAsBytes(this.mapper.createObjectNode()
			.put("version", FORMAT)
			.put("account", entry.account())
			.put("channel", conversion.channel().name())
			.put("messageId", conversion.messageId())
			.put("delivered", conversion.delivered())
			.put("timestamp", conversion.timestamp().toString())
			.put("enqueued", entry.enqueued().toString())
			.put("origin", entry.origin().name()));
	}

	/**
	 * Read an entry.
	 * @param json what {@link #write(OutboxEntry)} wrote
	 * @return the entry
	 * @throws IllegalArgumentException if it cannot be read
	 */
	OutboxEntry read(byte[] json) {
		try {
			JsonNode node = this.mapper.readTree(json);
			if (node.required("version").intValue() != FORMAT) {
				throw new IllegalArgumentException("The row has the version " + node.required("version")
						+ ", and this release of conversion-outbox knows version " + FORMAT + " alone");
			}
			Conversion conversion = new Conversion(ConversionChannel.valueOf(text(node, "channel")),
					text(node, "messageId"), node.required("delivered").asBoolean(),
					Instant.parse(text(node, "timestamp")));
			return new OutboxEntry(text(node, "account"), conversion, Instant.parse(text(node, "enqueued")),
					OutboxEntry.Origin.valueOf(text(node, "origin")));
		}
		catch (JacksonException | DateTimeException ex) {
			throw new IllegalArgumentException("The row is not the JSON of a conversion", ex);
		}
	}

	/**
	 * Read an entry whose reason to be dead may be that it cannot be read.
	 * @param json what is stored
	 * @return the entry, empty if it cannot be read
	 */
	Optional<OutboxEntry> readIfPossible(byte[] json) {
		try {
			return Optional.of(read(json));
		}
		catch (IllegalArgumentException ex) {
			return Optional.empty();
		}
	}

	private static String text(JsonNode node, String name) {
		return node.required(name).stringValue();
	}

}
