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

package io.github.nexmoconversion.samples.twofactorlogin.board;

import java.time.Duration;

import io.github.nexmoconversion.Conversion;
import io.github.nexmoconversion.ConversionChannel;
import io.github.nexmoconversion.outbox.ConversionOutbox;
import io.github.nexmoconversion.outbox.DeadConversions;
import io.github.nexmoconversion.test.MockAnswer;
import io.github.nexmoconversion.test.MockConversionApi;
import io.github.nexmoconversion.test.autoconfigure.AutoConfigureMockConversionApi;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;

import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link BoardService}.
 */
@SpringBootTest(properties = "nexmo.conversion.http.read-timeout=1m")
@AutoConfigureMockConversionApi
class BoardServiceTests {

	private static final Duration LIMIT = Duration.ofMinutes(1);

	@Autowired
	private BoardService board;

	@Autowired
	private ConversionOutbox outbox;

	@Autowired
	private DeadConversions dead;

	@Test
	void refusedConversionIsDeadUntilItIsDiscarded(@Autowired MockConversionApi api) {
		api.answerNext(MockAnswer.status(420));
		this.outbox.enqueue(Conversion.delivered(ConversionChannel.SMS, "00A0B0C0"));
		awaitState(OutboxState.DEAD);
		this.dead.discard(this.dead.find(0, 1).get(0).id());
		awaitState(OutboxState.REPLAYED_OR_DISCARDED);
	}

	private void awaitState(OutboxState state) {
		await().atMost(LIMIT)
			.until(() -> this.board.getBoard()
				.reports()
				.stream()
				.anyMatch((report) -> report.messageId().equals("00A0B0C0") && report.outbox() == state));
	}

}
