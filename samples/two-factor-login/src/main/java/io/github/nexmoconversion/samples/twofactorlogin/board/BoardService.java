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

import java.util.Set;
import java.util.stream.Collectors;

import io.github.nexmoconversion.Conversion;
import io.github.nexmoconversion.ConversionStatus;
import io.github.nexmoconversion.outbox.DeadConversion;
import io.github.nexmoconversion.outbox.DeadConversions;
import io.github.nexmoconversion.outbox.OutboxMonitor;
import io.github.nexmoconversion.outbox.OutboxStatistics;
import io.github.nexmoconversion.outcome.ConversionOutcome;

import org.springframework.stereotype.Service;

/**
 * Collects the data of the live view from the recent reports, the outbox and the
 * counters.
 */
@Service
public class BoardService {

	private static final int DEAD_LIMIT = 100;

	private final RecentReports reports;

	private final OutboxMonitor monitor;

	private final DeadConversions deadConversions;

	private final StatusCounts counts;

	BoardService(RecentReports reports, OutboxMonitor monitor, DeadConversions deadConversions, StatusCounts counts) {
		this.reports = reports;
		this.monitor = monitor;
		this.deadConversions = deadConversions;
		this.counts = counts;
	}

	public Board getBoard() {
		OutboxStatistics statistics = this.monitor.getStatistics();
		Set<Conversion> dead = this.deadConversions.find(0, DEAD_LIMIT)
			.stream()
			.map(DeadConversion::conversion)
			.collect(Collectors.toSet());
		return new Board(this.reports.get()
			.stream()
			.map((report) -> ReportView.of(report, stateOf(report, statistics, dead)))
			.toList(), statistics, this.counts.get());
	}

	private static OutboxState stateOf(Report report, OutboxStatistics statistics, Set<Conversion> dead) {
		if (report.last().isAccepted()) {
			return OutboxState.DELIVERED;
		}
		if (dead.contains(report.last().conversion())) {
			return OutboxState.DEAD;
		}
		if (isRefusedForGood(report.last())) {
			return OutboxState.REPLAYED_OR_DISCARDED;
		}
		return statistics.isPaused(report.last().account()) ? OutboxState.HELD_BACK : OutboxState.KEPT;
	}

	private static boolean isRefusedForGood(ConversionOutcome outcome) {
		Integer statusCode = outcome.statusCode();
		if (statusCode == null) {
			return false;
		}
		ConversionStatus status = ConversionStatus.from(statusCode);
		return !status.isRetryable() && !status.isAccountFault();
	}

}
