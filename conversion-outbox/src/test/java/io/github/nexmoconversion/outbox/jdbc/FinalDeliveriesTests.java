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

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

import io.github.nexmoconversion.account.ConversionAccounts;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.jdbc.support.JdbcTransactionManager;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link FinalDeliveries} on real databases.
 */
@ParameterizedClass
@EnumSource
class FinalDeliveriesTests extends AbstractOutboxTests {

	private final RowFetch fetch;

	FinalDeliveriesTests(TestDatabase database) {
		super(database);
		RowOwners owners = new RowOwners(ConversionAccounts.of(this.api.getAccounts()));
		OutboxDialect dialect = OutboxDialect.of(this.dataSource);
		OwnTransactions transactions = new OwnTransactions(this.dataSource,
				new JdbcTransactionManager(this.dataSource));
		PausedAccounts paused = new PausedAccounts(new AccountTable(this.dataSource, transactions, dialect), owners,
				Duration.ofMinutes(1), Clock.systemUTC());
		this.fetch = new RowFetch(this.dataSource, transactions, dialect,
				new FetchPlan(owners, paused, new RecoveryRate(Clock.systemUTC()), new AccountShares(1)));
	}

	@BeforeEach
	void enqueue() {
		enqueue("id");
	}

	@Test
	void shouldWaitForWhatWasNeverTried() {
		assertThat(isAnyLeft()).isTrue();
		this.jdbc.update("update nexmo_conversion_outbox set consecutive_failures = null");
		assertThat(isAnyLeft()).isTrue();
	}

	@Test
	void shouldWaitForMessagesThatExpired() {
		this.jdbc.update("delete from nexmo_conversion_outbox");
		register("id", Duration.ofMillis(1));
		awaitThat().until(this::isAnyLeft);
	}

	@Test
	void shouldNotWaitForMessagesThatAreStillPending() {
		this.jdbc.update("delete from nexmo_conversion_outbox");
		register("id", Duration.ofHours(1));
		assertThat(isAnyLeft()).isFalse();
	}

	@Test
	void shouldNotWaitForWhatFailedBefore() {
		this.jdbc.update("update nexmo_conversion_outbox set consecutive_failures = 1");
		assertThat(isAnyLeft()).isFalse();
	}

	@Test
	void shouldNotWaitForWhatIsBeingDelivered() {
		this.jdbc.update("update nexmo_conversion_outbox set picked = ?", true);
		assertThat(isAnyLeft()).isFalse();
	}

	@Test
	void shouldNotWaitForWhatIsDueLater() {
		this.jdbc.update("update nexmo_conversion_outbox set execution_time = '2099-01-01 00:00:00'");
		assertThat(isAnyLeft()).isFalse();
	}

	@Test
	void shouldNotWaitForWhatCameAfterTheStop() {
		assertThat(this.fetch.isAnyUntried(Instant.now(), Instant.now().minus(Duration.ofMinutes(1)))).isFalse();
	}

	private boolean isAnyLeft() {
		return this.fetch.isAnyUntried(Instant.now(), Instant.now());
	}

}
