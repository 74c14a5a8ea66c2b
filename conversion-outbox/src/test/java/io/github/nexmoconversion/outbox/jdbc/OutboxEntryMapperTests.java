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

import java.nio.charset.StandardCharsets;
import java.time.Instant;

import io.github.nexmoconversion.Conversion;
import io.github.nexmoconversion.ConversionChannel;
import io.github.nexmoconversion.outbox.jdbc.OutboxEntry.Origin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link OutboxEntryMapper}.
 */
class OutboxEntryMapperTests {

	private static final Instant EVENT = Instant.parse("2026-11-21T10:00:00.123456789Z");

	// Rows of this form are in the databases of users: it must be read for ever
	private static final String VERSION_1 = "{\"version\":1,\"account\":\"default\",\"channel\":\"SMS\","
			+ "\"messageId\":\"00A0B0C0\",\"delivered\":true,\"timestamp\":\"2026-11-21T10:00:00.123456789Z\","
			+ "\"enqueued\":\"2026-11-21T10:00:01Z\",\"origin\":\"CALLER\"}";

	private final OutboxEntryMapper mapper = new OutboxEntryMapper();

	private final OutboxEntry entry = new OutboxEntry("default",
			Conversion.delivered(ConversionChannel.SMS, "00A0B0C0").at(EVENT), Instant.parse("2026-11-21T10:00:01Z"),
			Origin.CALLER);

	@Test
	void shouldWriteVersion1() {
		assertThat(new String(this.mapper.write(this.entry), StandardCharsets.UTF_8)).isEqualTo(VERSION_1);
	}

	@Test
	void shouldReadVersion1() {
		assertThat(this.mapper.read(VERSION_1.getBytes(StandardCharsets.UTF_8))).isEqualTo(this.entry);
	}

	@ParameterizedTest
	@EnumSource
	void shouldReadWhatItWrote(Origin origin) {
		OutboxEntry awkward = new OutboxEntry("Zoë \"q\"/1",
				Conversion.notDelivered(ConversionChannel.VOICE, "ü\\\"&=%20😀").at(Instant.EPOCH), EVENT, origin);
		assertThat(this.mapper.read(this.mapper.write(awkward))).isEqualTo(awkward);
	}

	@Test
	void shouldReadIfPossible() {
		assertThat(this.mapper.readIfPossible(VERSION_1.getBytes(StandardCharsets.UTF_8))).contains(this.entry);
		assertThat(this.mapper.readIfPossible(new byte[] { 1, 2, 3 })).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "x", "[]", "{}", "null", "{\"version\":1}", "{\"version\":\"1\"}" })
	void shouldRefuseWhatIsNoEntry(String json) {
		assertThatIllegalArgumentException().isThrownBy(() -> this.mapper.read(json.getBytes(StandardCharsets.UTF_8)));
	}

	@Test
	void shouldRefuseAVersionOfTheFuture() {
		byte[] future = VERSION_1.replace("\"version\":1", "\"version\":2").getBytes(StandardCharsets.UTF_8);
		assertThatIllegalArgumentException().isThrownBy(() -> this.mapper.read(future))
			.withMessageContaining("version 2");
	}

}
