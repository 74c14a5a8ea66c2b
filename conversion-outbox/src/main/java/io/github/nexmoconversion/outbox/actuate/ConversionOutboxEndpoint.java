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

package io.github.nexmoconversion.outbox.actuate;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import io.github.nexmoconversion.Conversion;
import io.github.nexmoconversion.outbox.DeadConversion;
import io.github.nexmoconversion.outbox.DeadConversions;
import io.github.nexmoconversion.outbox.OutboxMonitor;
import io.github.nexmoconversion.outbox.OutboxStatistics;
import io.github.nexmoconversion.outbox.PausedAccount;
import io.github.nexmoconversion.outbox.UnclaimedAccount;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.actuate.endpoint.InvalidEndpointRequestException;
import org.springframework.boot.actuate.endpoint.OperationResponseBody;
import org.springframework.boot.actuate.endpoint.annotation.DeleteOperation;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;

/**
 * {@link Endpoint @Endpoint} that exposes the state of the outbox, and replays and
 * discards dead conversions.
 *
 * @since 0.1.0
 */
@Endpoint(id = "conversionoutbox")
public class ConversionOutboxEndpoint {

	private static final int DEFAULT_LIMIT = 20;

	private static final int MAX_LIMIT = 1_000;

	private final TimeLimit timeLimit = new TimeLimit(Duration.ofSeconds(5));

	private final OutboxMonitor monitor;

	private final DeadConversions deadConversions;

	/**
	 * Create a new {@link ConversionOutboxEndpoint}.
	 * @param monitor tells the state of the outbox
	 * @param deadConversions the dead conversions
	 */
	public ConversionOutboxEndpoint(OutboxMonitor monitor, DeadConversions deadConversions) {
		this.monitor = monitor;
		this.deadConversions = deadConversions;
	}

	/**
	 * Describe the outbox.
	 * @param offset the number of dead conversions to skip, none by default
	 * @param limit the maximum number of dead conversions to describe, 20 by default and
	 * at most 1,000
	 * @return the description
	 * @throws InvalidEndpointRequestException if the offset or the limit is out of range
	 * @throws OutboxUnavailableException if the database fails, or does not answer within
	 * five seconds
	 */
	@ReadOperation
	public OutboxDescriptor outbox(@Nullable Integer offset, @Nullable Integer limit) {
		int skipped = (offset != null) ? offset : 0;
		int described = (limit != null) ? limit : DEFAULT_LIMIT;
		check(skipped >= 0, "'offset' must not be negative");
		check(described >= 1 && described <= MAX_LIMIT, "'limit' must be between 1 and " + MAX_LIMIT);
		return this.timeLimit.call(() -> describe(skipped, described));
	}

	private static void check(boolean valid, String message) {
		if (!valid) {
			throw new InvalidEndpointRequestException(message, message);
		}
	}

	private OutboxDescriptor describe(int offset, int limit) {
		OutboxStatistics statistics = this.monitor.getStatistics();
		List<DeadConversionDescriptor> dead = this.deadConversions.find(offset, limit)
			.stream()
			.map(DeadConversionDescriptor::of)
			.toList();
		return new OutboxDescriptor(statistics.backlog(), statistics.oldest(), statistics.pending(), statistics.held(),
				statistics.pausedAccounts(), statistics.unclaimed(), statistics.unclaimedAccounts(), statistics.dead(),
				dead);
	}

	/**
	 * Replay all dead conversions.
	 * @return the number of conversions enqueued again
	 */
	@WriteOperation
	public ReplayDescriptor replayAll() {
		return new ReplayDescriptor(this.deadConversions.replayAll());
	}

	/**
	 * Replay a dead conversion.
	 * @param id the id of the dead conversion
	 * @return the number of conversions enqueued again, 1, or {@code null} if there is
	 * none with that id
	 */
	@WriteOperation
	public @Nullable ReplayDescriptor replay(@Selector String id) {
		return this.deadConversions.replay(id) ? new ReplayDescriptor(1) : null;
	}

	/**
	 * Discard a dead conversion.
	 * @param id the id of the dead conversion
	 * @return {@code false} if there is none with that id
	 */
	@DeleteOperation
	public boolean discard(@Selector String id) {
		return this.deadConversions.discard(id);
	}

	/**
	 * Description of the outbox. A number of 100,001 means that or more.
	 *
	 * @param backlog the number of conversions to deliver
	 * @param oldest the age of the oldest of them, counted from its event
	 * @param pending the number of messages that wait for their users
	 * @param held the number of conversions of the backlog that are held back
	 * @param pausedAccounts the accounts whose deliveries are held back
	 * @param unclaimed the number of conversions that no running instance can deliver
	 * @param unclaimedAccounts their accounts
	 * @param deadCount the number of dead conversions
	 * @param dead a page of the dead conversions, the most recent first
	 */
	public record OutboxDescriptor(long backlog, Duration oldest, long pending, long held,
			List<PausedAccount> pausedAccounts, long unclaimed, List<UnclaimedAccount> unclaimedAccounts,
			long deadCount, List<DeadConversionDescriptor> dead) implements OperationResponseBody {
	}

	/**
	 * Description of a dead conversion, without its message id, which only logs at debug
	 * level and traces show.
	 *
	 * @param id the id of the dead conversion
	 * @param account the name of the account, or {@code null} if it cannot be read
	 * @param channel the channel, or {@code null} if it cannot be read
	 * @param delivered whether it was delivered, or {@code null} if it cannot be read
	 * @param timestamp the time of its event, or {@code null} if it cannot be read
	 * @param time when it became a dead conversion
	 * @param reason why it was not delivered, and what to do
	 */
	public record DeadConversionDescriptor(String id, @Nullable String account, @Nullable String channel,
			@Nullable Boolean delivered, @Nullable Instant timestamp, Instant time, String reason) {

		static DeadConversionDescriptor of(DeadConversion dead) {
			Conversion conversion = dead.conversion();
			if (conversion == null) {
				return new DeadConversionDescriptor(dead.id(), null, null, null, null, dead.time(), dead.reason());
			}
			return new DeadConversionDescriptor(dead.id(), dead.account(), conversion.channel().getValue(),
					conversion.delivered(), conversion.timestamp(), dead.time(), dead.reason());
		}

	}

	/**
	 * Description of a replay.
	 *
	 * @param replayed the number of conversions enqueued again
	 */
	public record ReplayDescriptor(int replayed) implements OperationResponseBody {
	}

}
