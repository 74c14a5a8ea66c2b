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
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

import com.zaxxer.hikari.HikariDataSource;
import io.github.nexmoconversion.Conversion;
import io.github.nexmoconversion.ConversionChannel;
import io.github.nexmoconversion.account.ConversionAccount;
import io.github.nexmoconversion.account.ConversionAccounts;
import io.github.nexmoconversion.account.ConversionCredentials;
import io.github.nexmoconversion.outbox.OutboxEvent;
import io.github.nexmoconversion.outbox.jdbc.OutboxEntry.Origin;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link UnclaimedRows}.
 */
@ParameterizedClass
@EnumSource
class UnclaimedRowsTests {

	private static final ConversionAccount SHOP = account("shop-key");

	private static final ConversionAccount BANK = account("bank-key");

	private static final RowOwner OWNER_OF_BANK = RowOwner.of("default", "bank-key");

	private final HikariDataSource dataSource;

	private final JdbcTemplate jdbc;

	private final List<OutboxEvent> events = new ArrayList<>();

	UnclaimedRowsTests(TestDatabase database) {
		this.dataSource = database.create();
		this.jdbc = new JdbcTemplate(this.dataSource);
	}

	@AfterEach
	void close() {
		this.dataSource.close();
	}

	@Test
	void rowsThatNoInstanceCanDeliverShouldDieAtTheirMaximumAge() {
		insert(OWNER_OF_BANK, conversion("removed"), Instant.now());
		accounts().seen(List.of(OWNER_OF_BANK), Instant.now());
		unclaimed(Duration.ofSeconds(30)).check();
		unclaimed(Duration.ofHours(23)).check();
		assertThat(rows()).isOne();
		assertThat(dead().count()).isZero();
		unclaimed(Duration.ofHours(25)).check();
		assertThat(rows()).isZero();
		assertThat(dead().find(0, 1)).singleElement()
			.satisfies((conversion) -> assertThat(conversion.reason()).contains("No running instance"));
		assertThat(this.events).extracting(OutboxEvent::type).containsExactly(OutboxEvent.Type.DIED);
	}

	@Test
	void ageOfUnclaimedRowsShouldCountFromWhenTheyWereEnqueued() {
		insert(OWNER_OF_BANK, conversion("old event").at(Instant.now().minus(Duration.ofDays(2))), Instant.now());
		unclaimed(Duration.ofHours(23)).check();
		assertThat(rows()).isOne();
		unclaimed(Duration.ofHours(25)).check();
		assertThat(rows()).isZero();
	}

	@Test
	void rowsOfAnOwnerThatWasNeverSeenShouldDieAtTheirMaximumAge() {
		insert(OWNER_OF_BANK, conversion("never seen"), Instant.now());
		unclaimed(Duration.ofHours(25)).check();
		assertThat(rows()).isZero();
		assertThat(dead().count()).isOne();
	}

	@Test
	void rowsOfANewerReleaseShouldDieAtTheirMaximumAge() {
		insert(RowOwner.of("default", "shop-key"), conversion("newer"), Instant.now());
		this.jdbc.update("update nexmo_conversion_outbox set format = 2");
		accounts().seen(List.of(RowOwner.of("default", "shop-key")), Instant.now().plus(Duration.ofHours(25)));
		unclaimed(Duration.ofHours(23)).check();
		assertThat(rows()).isOne();
		unclaimed(Duration.ofHours(25)).check();
		assertThat(rows()).isZero();
	}

	@Test
	void rowsOfAnAccountThatIsRefusedShouldNotDieWhileNoInstanceHasIt() {
		insert(OWNER_OF_BANK, conversion("refused"), Instant.now());
		accounts().pause(OWNER_OF_BANK, Instant.now(), null, "HTTP 401");
		unclaimed(Duration.ofHours(72)).check();
		assertThat(rows()).isOne();
		accounts().resume(OWNER_OF_BANK, Instant.now().plus(Duration.ofHours(72)));
		unclaimed(Duration.ofHours(95)).check();
		assertThat(rows()).isOne();
		unclaimed(Duration.ofHours(97)).check();
		assertThat(rows()).isZero();
	}

	@Test
	void rowsOfARunningInstanceShouldNotBeUnclaimed() {
		insert(OWNER_OF_BANK, conversion("waits"), Instant.now());
		accounts().seen(List.of(OWNER_OF_BANK), Instant.now().plus(Duration.ofHours(25)));
		unclaimed(Duration.ofHours(25)).check();
		assertThat(rows()).isOne();
	}

	private UnclaimedRows unclaimed(Duration later) {
		Clock clock = ((InstantSource) () -> Instant.now().plus(later)).withZone(ZoneOffset.UTC);
		RowOwners owners = new RowOwners(ConversionAccounts.of(List.of(SHOP)));
		return new UnclaimedRows(this.dataSource, OutboxDialect.of(this.dataSource), owners, accounts(),
				new Burial(dead(), new OutboxEntryMapper(), owners, this.events::add, clock), transactions(),
				Duration.ofDays(1), clock);
	}

	private DeadConversionTable dead() {
		return new DeadConversionTable(this.dataSource, transactions(), new OutboxEntryMapper(),
				new RowOwners(ConversionAccounts.of(List.of(BANK))), OutboxDialect.of(this.dataSource));
	}

	private OwnTransactions transactions() {
		return new OwnTransactions(this.dataSource, new JdbcTransactionManager(this.dataSource));
	}

	private AccountTable accounts() {
		return new AccountTable(this.dataSource, transactions(), OutboxDialect.of(this.dataSource));
	}

	private void insert(RowOwner owner, Conversion conversion, Instant enqueued) {
		new OutboxTable(this.dataSource, new OutboxEntryMapper(), OutboxDialect.of(this.dataSource), Clock.systemUTC())
			.insertDue(List
				.of(OutboxRow.of(owner, new OutboxEntry(owner.account(), conversion, enqueued, Origin.CALLER))));
	}

	private int rows() {
		return this.jdbc.queryForObject("select count(*) from nexmo_conversion_outbox", Integer.class);
	}

	private static Conversion conversion(String messageId) {
		return Conversion.delivered(ConversionChannel.SMS, messageId);
	}

	private static ConversionAccount account(String key) {
		return new ConversionAccount("default", new ConversionCredentials.ApiSecret(key, "secret"));
	}

}
