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

import java.time.Instant;
import java.util.stream.IntStream;

import io.github.nexmoconversion.Conversion;
import io.github.nexmoconversion.ConversionChannel;
import io.github.nexmoconversion.outcome.ConversionOutcome;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link RecentReports}.
 */
class RecentReportsTests {

	private final RecentReports reports = new RecentReports();

	@Test
	void retryUpdatesTheReportOfItsConversion() {
		Conversion conversion = Conversion.delivered(ConversionChannel.SMS, "00A0B0C0");
		answer(conversion, 503);
		answer(conversion, 200);
		assertThat(this.reports.get()).singleElement().satisfies((report) -> {
			assertThat(report.submissions()).isEqualTo(2);
			assertThat(report.last().isAccepted()).isTrue();
		});
	}

	@Test
	void shouldKeepTheNewestFirst() {
		IntStream.rangeClosed(1, 2 * RecentReports.SIZE)
			.forEach((i) -> answer(Conversion.delivered(ConversionChannel.SMS, "message-" + i), 200));
		assertThat(this.reports.get()).hasSize(RecentReports.SIZE)
			.first()
			.extracting((report) -> report.last().conversion().messageId())
			.isEqualTo("message-" + 2 * RecentReports.SIZE);
	}

	private void answer(Conversion conversion, int status) {
		this.reports.onOutcome(new ConversionOutcome("default", conversion, Instant.now(), status,
				(status != 200) ? new IllegalStateException() : null, 0));
	}

}
