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

import java.util.Locale;

import io.github.nexmoconversion.outcome.ConversionOutcome;

/**
 * A conversion as shown by the page.
 *
 * @param messageId the id of the message
 * @param entered whether the user entered the code
 * @param status the status code of the last answer, or {@code none}
 * @param accepted whether the API accepted the conversion
 * @param freshness the time from the event to the outcome, as text in seconds
 * @param submissions the number of submissions
 * @param outbox the state of the conversion in the outbox
 */
public record ReportView(String messageId, boolean entered, String status, boolean accepted, String freshness,
		int submissions, OutboxState outbox) {

	static ReportView of(Report report, OutboxState outbox) {
		ConversionOutcome outcome = report.last();
		return new ReportView(outcome.conversion().messageId(), outcome.conversion().delivered(), outcome.statusText(),
				outcome.isAccepted(), String.format(Locale.ROOT, "%.1f s", outcome.freshness().toMillis() / 1000.0),
				report.submissions(), outbox);
	}

}
