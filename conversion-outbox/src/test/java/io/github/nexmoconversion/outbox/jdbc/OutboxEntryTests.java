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

import java.time.Instant;

import io.github.nexmoconversion.Conversion;
import io.github.nexmoconversion.ConversionChannel;
import io.github.nexmoconversion.outbox.jdbc.OutboxEntry.Origin;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link OutboxEntry}.
 */
class OutboxEntryTests {

	private static final Instant EVENT = Instant.parse("2026-11-21T10:00:00Z");

	private static final RowOwner OWNER = RowOwner.of("default", "mock-key");

	private final Conversion conversion = Conversion.notDelivered(ConversionChannel.SMS, "00A0B0C0").at(EVENT);

	private final OutboxEntry entry = new OutboxEntry("default", this.conversion, EVENT, Origin.EXPIRY);

	// Keys of this form are in the databases of users: they must be the same for ever
	@Test
	void messageKeyShouldBeTheDigestOfKeyAccountChannelAndMessage() {
		assertThat(this.entry.messageKey(OWNER))
			.isEqualTo("373a6b338a59e54536098e341e8922bcfb1d41b914255e99984214ba596069c4");
	}

	@Test
	void messageKeyWithoutApiKeyShouldBeThatOfEarlierReleases() {
		assertThat(this.entry.messageKey(RowOwner.withoutKey("default")))
			.isEqualTo("05dc584f6abecc223df7b034d1a40c26e0308afbaf8d5666e1f9ae705c227b77");
	}

	@Test
	void confirmationShouldHaveTheKeyOfTheExpiry() {
		Conversion confirmed = Conversion.delivered(ConversionChannel.SMS, "00A0B0C0");
		assertThat(OutboxEntry.messageKey(OWNER, "default", confirmed)).isEqualTo(this.entry.messageKey(OWNER));
		assertThat(OutboxEntry.messageKey(OWNER, "marketing", confirmed)).isNotEqualTo(this.entry.messageKey(OWNER));
	}

	@Test
	void entryThatIsEnqueuedAnewShouldKeepAllButItsTime() {
		Instant later = EVENT.plusSeconds(60);
		assertThat(this.entry.enqueuedAt(later))
			.isEqualTo(new OutboxEntry("default", this.conversion, later, Origin.EXPIRY));
	}

}
