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

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What the instances share about the owners of rows, at a point in time: which of them an
 * instance has, and which are paused.
 */
final class AccountStates {

	static final String TABLE = "nexmo_conversion_account";

	/**
	 * The time after which an owner that no instance has reported is nobody's.
	 */
	static final Duration ABSENCE = Duration.ofMinutes(1);

	private final Map<RowOwner, State> states = new HashMap<>();

	private final Instant now;

	private AccountStates(List<State> states, Instant now) {
		states.forEach((state) -> this.states.put(state.owner(), state));
		this.now = now;
	}

	static AccountStates read(JdbcClient jdbc, OutboxDialect dialect, Instant now) {
		return new AccountStates(
				jdbc.sql("select account, key_digest, seen_at, paused_at, paused_until, reason from " + TABLE)
					.query((row, number) -> State.of(row, dialect))
					.list(),
				now);
	}

	/**
	 * Return whether a running instance has an owner. Rows without a key are for any that
	 * has the account.
	 * @param owner the owner
	 * @return whether it is there
	 */
	boolean isPresent(RowOwner owner) {
		if (owner.hasKey()) {
			State state = this.states.get(owner);
			return state != null && isPresent(state);
		}
		return this.states.values()
			.stream()
			.anyMatch((state) -> state.owner().account().equals(owner.account()) && isPresent(state));
	}

	private boolean isPresent(State state) {
		return !state.seenAt().isBefore(this.now.minus(ABSENCE));
	}

	/**
	 * Return the pauses of some owners.
	 * @param owners the owners
	 * @return the pauses by the names of their accounts
	 */
	Map<String, Pause> getPauses(Set<RowOwner> owners) {
		Map<String, Pause> pauses = new TreeMap<>();
		owners.stream()
			.map(this.states::get)
			.filter(Objects::nonNull)
			.map(State::pause)
			.filter((pause) -> pause != null && pause.lastsAt(this.now))
			.forEach((pause) -> pauses.putIfAbsent(pause.account(), pause));
		return pauses;
	}

	/**
	 * A pause of an account.
	 *
	 * @param account the name of the account
	 * @param since when it began
	 * @param until when it ends, or {@code null} if that is not known
	 * @param reason why the account is paused
	 */
	record Pause(String account, Instant since, @Nullable Instant until, String reason) {

		boolean lastsAt(Instant now) {
			return this.until == null || this.until.isAfter(now);
		}

	}

	private record State(RowOwner owner, Instant seenAt, @Nullable Pause pause) {

		static State of(ResultSet row, OutboxDialect dialect) throws SQLException {
			RowOwner owner = new RowOwner(row.getString("account"), row.getString("key_digest"));
			Instant since = dialect.getInstant(row, "paused_at");
			Pause pause = (since != null) ? new Pause(owner.account(), since, dialect.getInstant(row, "paused_until"),
					Objects.requireNonNullElse(row.getString("reason"), "")) : null;
			return new State(owner, dialect.getInstant(row, "seen_at"), pause);
		}

	}

}
