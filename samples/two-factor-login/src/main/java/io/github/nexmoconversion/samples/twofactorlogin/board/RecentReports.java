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

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.github.nexmoconversion.Conversion;
import io.github.nexmoconversion.outcome.ConversionOutcome;
import io.github.nexmoconversion.outcome.ConversionOutcomeListener;

import org.springframework.stereotype.Component;

/**
 * Keeps the outcomes of the most recent conversions. A conversion that the outbox retries
 * is kept once, with its latest outcome.
 */
@Component
class RecentReports implements ConversionOutcomeListener {

	static final int SIZE = 8;

	private final Map<Conversion, Report> reports = new LinkedHashMap<>() {

		@Override
		protected boolean removeEldestEntry(Map.Entry<Conversion, Report> eldest) {
			return size() > SIZE;
		}

	};

	@Override
	public synchronized void onOutcome(ConversionOutcome outcome) {
		this.reports.merge(outcome.conversion(), new Report(outcome, 1), Report::next);
	}

	/**
	 * Return the reports.
	 * @return the reports, newest first
	 */
	synchronized List<Report> get() {
		List<Report> newestFirst = new ArrayList<>(this.reports.values());
		Collections.reverse(newestFirst);
		return newestFirst;
	}

}
