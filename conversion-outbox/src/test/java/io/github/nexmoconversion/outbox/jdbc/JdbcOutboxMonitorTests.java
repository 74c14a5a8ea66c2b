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
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import javax.sql.DataSource;

import com.zaxxer.hikari.HikariDataSource;
import io.github.nexmoconversion.account.ConversionAccount;
import io.github.nexmoconversion.account.ConversionAccounts;
import io.github.nexmoconversion.account.ConversionCredentials.ApiSecret;
import io.github.nexmoconversion.outbox.OutboxStatistics;
import io.github.nexmoconversion.outbox.PausedAccount;
import io.github.nexmoconversion.outbox.UnclaimedAccount;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

/**
 * Tests for {@link JdbcOutboxMonitor}.
 */
class JdbcOutboxMonitorTests {

	private static final Instant NOW = Instant.parse("2026-11-27T12:00:00Z");

	private static final int SECOND = (int) NOW.getEpochSecond();

	private static final RowOwner OWN = RowOwner.of("default", "own-key");

	private static final RowOwner OTHER = RowOwner.of("default", "other-key");

	private static final int FOUR_MILLISECONDS = 4_000_000;

	private HikariDataSource dataSource;

	private JdbcTemplate jdbc;

	private TestDatabase database;

	private int rows;

	private void use(TestDatabase database) {
		this.database = database;
		this.dataSource = database.create();
		this.jdbc = new JdbcTemplate(this.dataSource);
	}

	@AfterEach
	void close() {
		if (this.dataSource != null) {
			this.dataSource.close();
		}
	}

	@Test
	void countsShouldBeExactUpToTheLimitAndTheAgeWhateverTheirNumber() {
		assertThatCountsAreExactUpToTheLimit(TestDatabase.POSTGRESQL);
	}

	@ParameterizedTest
	@EnumSource(mode = Mode.EXCLUDE, names = "POSTGRESQL")
	@Tag("campaign")
	void countsShouldBeExactUpToTheLimitOnEachDatabase(TestDatabase database) {
		assertThatCountsAreExactUpToTheLimit(database);
	}

	private void assertThatCountsAreExactUpToTheLimit(TestDatabase database) {
		use(database);
		insert(OWN, 99_999, (SECOND - 1_000) + " + mod(n, 1000)", "0");
		insert(OWN, 1, SECOND - 100_000, 3);
		insert(OWN, 150_000, (SECOND + 1) + " + mod(n, 7000)", "0");
		assertThat(monitor().getStatistics()).returns(100_000L, OutboxStatistics::backlog)
			.returns(100_001L, OutboxStatistics::pending)
			.returns(Duration.ofSeconds(100_000), OutboxStatistics::oldest);
		insert(OWN, 1, SECOND - 200_000, 0);
		insert(OWN, 50_000, (SECOND - 1_000) + " + mod(n, 1000)", "1");
		assertThat(monitor().getStatistics()).returns(100_001L, OutboxStatistics::backlog)
			.returns(Duration.ofSeconds(200_000), OutboxStatistics::oldest);
	}

	@ParameterizedTest
	@EnumSource
	@Tag("campaign")
	void refreshShouldReadALimitedNumberOfRows(TestDatabase database) {
		use(database);
		insert(OWN, 150_000, (SECOND - 7_000) + " + mod(n, 7000)", "0");
		insert(OWN, 20_000, (SECOND - 10_000) + " + mod(n, 1000)", "2");
		HookedDataSource hooked = new HookedDataSource(this.dataSource);
		List<Long> limits = new ArrayList<>();
		hooked.beforeStatement = (sql) -> limits.add(limit(sql));
		JdbcOutboxMonitor monitor = monitor(hooked);
		OutboxStatistics statistics = null;
		int refreshes = 0;
		while (statistics == null) {
			limits.clear();
			statistics = monitor.refresh();
			refreshes++;
			assertThat(limits.stream().mapToLong(Long::longValue).sum()).isLessThan(32_000);
		}
		assertThat(refreshes).isGreaterThan(3);
		assertThat(statistics).isEqualTo(monitor().getStatistics()).returns(100_001L, OutboxStatistics::backlog);
		// While it counts anew, the age is that of this moment
		insert(OWN, 1, SECOND - 100_000, 0);
		assertThat(monitor.refresh()).returns(100_001L, OutboxStatistics::backlog)
			.returns(Duration.ofSeconds(100_000), OutboxStatistics::oldest);
	}

	@Test
	void refreshShouldFetchALimitedNumberOfRowsFromPostgres() {
		use(TestDatabase.POSTGRESQL);
		insert(OWN, 150_000, (SECOND - 7_000) + " + mod(n, 7000)", "0");
		JdbcOutboxMonitor monitor = monitor(this.dataSource);
		for (int i = 0; i < 3; i++) {
			Long read = new TransactionTemplate(new JdbcTransactionManager(this.dataSource)).execute((status) -> {
				long before = fetchedByPostgres();
				monitor.refresh();
				return fetchedByPostgres() - before;
			});
			assertThat(read).isLessThan(31_000);
		}
	}

	// Includes earlier transactions whose numbers have not been published yet
	private long fetchedByPostgres() {
		return this.jdbc.queryForObject("select seq_tup_read + idx_tup_fetch from pg_stat_xact_user_tables"
				+ " where relname = 'nexmo_conversion_outbox'", Long.class);
	}

	@ParameterizedTest
	@EnumSource
	void smallOutboxShouldBeCountedByOneRefresh(TestDatabase database) {
		use(database);
		assertThat(monitor().refresh()).isEqualTo(new OutboxStatistics(0, Duration.ZERO, 0, 0, List.of(), List.of()));
		insert(OWN, 3, SECOND, 0);
		insert(OWN, 2, SECOND + 1, 0);
		assertThat(monitor().refresh()).isEqualTo(new OutboxStatistics(3, Duration.ZERO, 2, 0, List.of(), List.of()));
	}

	@ParameterizedTest
	@EnumSource
	@Tag("campaign")
	void manyRowsOfOneSecondShouldBeCounted(TestDatabase database) {
		use(database);
		insert(OWN, 10, SECOND - 2, 0);
		insert(OWN, 30_000, (SECOND - 1), 0);
		insert(OWN, 10, SECOND, 0);
		insert(OWN, 150_000, (SECOND + 1), 0);
		assertThat(monitor().getStatistics()).returns(30_020L, OutboxStatistics::backlog)
			.returns(100_001L, OutboxStatistics::pending);
	}

	@ParameterizedTest
	@EnumSource
	void sizeOfTheChunksShouldNotMatter(TestDatabase database) {
		use(database);
		insert(OWN, 500, (SECOND - 20) + " + mod(n, 17)", "0");
		insert(OWN, 300, (SECOND - 40) + " + mod(n * n, 29)", "1");
		insert(OWN, 200, (SECOND + 1) + " + n", "0");
		insertDead(OWN, 60);
		for (int size : new int[] { 1, 7, 29, 30, 200, 500, 1_000 }) {
			TableSweep sweep = sweep();
			while (!sweep.isOver()) {
				sweep.step(size);
			}
			assertThat(sweep).as("chunks of %s", size)
				.returns(800L, TableSweep::getBacklog)
				.returns(200L, TableSweep::getPending)
				.returns(60L, TableSweep::getDead);
		}
	}

	private TableSweep sweep() {
		OutboxDialect dialect = OutboxDialect.of(this.dataSource);
		CountQueries queries = new CountQueries(this.dataSource, dialect);
		Set<TablePart> parts = Set.of(new TablePart(OWN, 1, Lane.READY), new TablePart(OWN, 1, Lane.RETRY));
		return new TableSweep(queries, new OwnerWalk(this.dataSource, dialect), Set.of(OWN), parts,
				accounts(this.dataSource).findStates(NOW), NOW);
	}

	private static AccountTable accounts(DataSource dataSource) {
		return new AccountTable(dataSource, new OwnTransactions(dataSource, new JdbcTransactionManager(dataSource)),
				OutboxDialect.of(dataSource));
	}

	@ParameterizedTest
	@EnumSource
	@Tag("campaign")
	void deadConversionsShouldBeCountedUpToTheLimit(TestDatabase database) {
		use(database);
		insertDead(OWN, 150_000);
		assertThat(monitor().getStatistics().dead()).isEqualTo(100_001);
	}

	@ParameterizedTest
	@EnumSource
	void onlyRowsOfThisApplicationShouldCount(TestDatabase database) {
		use(database);
		seen(OTHER, NOW);
		seen(RowOwner.of("elsewhere", "other-key"), NOW);
		insert(OTHER, 5, SECOND - 1_000, 0);
		insert(RowOwner.of("elsewhere", "other-key"), 5, SECOND - 1_000, 1);
		insertDead(OTHER, 5);
		insert(OWN, 1, SECOND - 10, 0);
		insert(RowOwner.withoutKey("default"), 1, SECOND - 10, 0);
		insertDead(OWN, 1);
		insertDead(RowOwner.withoutKey("default"), 1);
		insertDead(RowOwner.NOBODY, 1);
		assertThat(monitor().getStatistics())
			.isEqualTo(new OutboxStatistics(2, Duration.ofSeconds(10), 0, 3, List.of(), List.of()));
	}

	@ParameterizedTest
	@EnumSource
	void rowsThatAreBeingDeliveredShouldCount(TestDatabase database) {
		use(database);
		insert(OWN, 4, SECOND - 50, 0);
		insert(OTHER, 4, SECOND - 90, 0);
		seen(OTHER, NOW);
		this.jdbc.update("update nexmo_conversion_outbox set picked = true, last_heartbeat = execution_time");
		insert(OWN, 1, SECOND, 0);
		assertThat(monitor().getStatistics()).returns(5L, OutboxStatistics::backlog)
			.returns(Duration.ofSeconds(50), OutboxStatistics::oldest)
			.returns(0L, OutboxStatistics::unclaimed);
	}

	@ParameterizedTest
	@EnumSource
	void rowsThatNoRunningInstanceCanDeliverShouldBeUnclaimedAfterAMinute(TestDatabase database) {
		use(database);
		RowOwner gone = RowOwner.of("gone", "own-key");
		RowOwner running = RowOwner.of("running", "other-key");
		seen(gone, NOW.minusSeconds(61));
		seen(running, NOW.minusSeconds(59));
		insert(gone, 3, SECOND - 60, 0);
		insert(gone, 2, SECOND - 60, 1);
		insert(gone, 9, SECOND - 59, 0);
		insert(gone, 9, SECOND + 100, 0);
		insert(running, 9, SECOND - 1_000, 0);
		insert(RowOwner.withoutKey("running"), 9, SECOND - 1_000, 0);
		insert(OTHER, 4, SECOND - 1_000, 1);
		insert(OWN, 7, 2, SECOND - 1_000, 0);
		insert(OWN, 9, 2, SECOND - 59, 0);
		this.jdbc
			.update("insert into nexmo_conversion_outbox (task_name, task_instance, execution_time, picked, version)"
					+ " values ('cleanup', 'recurring', '2020-01-01 00:00:00', false, 1)");
		OutboxStatistics statistics = monitor().refresh();
		assertThat(statistics).isEqualTo(monitor().getStatistics())
			.returns(0L, OutboxStatistics::backlog)
			.returns(Duration.ZERO, OutboxStatistics::oldest)
			.returns(16L, OutboxStatistics::unclaimed);
		assertThat(statistics.unclaimedAccounts()).extracting(UnclaimedAccount::account, UnclaimedAccount::unclaimed)
			.containsExactly(tuple("default", 7L), tuple("default", 4L), tuple("gone", 5L));
		assertThat(statistics.unclaimedAccounts().get(0).reason()).startsWith("A newer release");
		assertThat(statistics.unclaimedAccounts().get(2).reason()).startsWith("No running instance");
	}

	@ParameterizedTest
	@EnumSource
	void pausesShouldBeThoseOfTheDatabase(TestDatabase database) {
		use(database);
		insert(OWN, 3, SECOND - 1_000, 0);
		insert(OWN, 2, SECOND - 1_000, 1);
		insert(OWN, 9, SECOND + 1_000, 0);
		insert(RowOwner.of("marketing", "own-key"), 6, SECOND, 0);
		insert(RowOwner.of("recovered", "own-key"), 4, SECOND, 0);
		Instant since = NOW.minusSeconds(90);
		paused(OWN, since, null, "refused");
		paused(RowOwner.of("marketing", "own-key"), since, NOW.plusSeconds(1), "as asked for");
		paused(RowOwner.of("recovered", "own-key"), since, NOW, "over");
		paused(RowOwner.of("recovered", "other-key"), since, null, "of others");
		seen(RowOwner.of("healthy", "own-key"), NOW);
		assertThat(monitor().getStatistics()).returns(15L, OutboxStatistics::backlog)
			.returns(11L, OutboxStatistics::held)
			.returns(true, (statistics) -> statistics.isPaused("marketing"))
			.returns(false, (statistics) -> statistics.isPaused("recovered"))
			.returns(
					List.of(new PausedAccount("default", since, null, "refused", 5),
							new PausedAccount("marketing", since, NOW.plusSeconds(1), "as asked for", 6)),
					OutboxStatistics::pausedAccounts);
	}

	// Statements seem to take no time
	private JdbcOutboxMonitor monitor() {
		return new JdbcOutboxMonitor(this.dataSource, OutboxDialect.of(this.dataSource), owners(),
				accounts(this.dataSource), clock(), () -> 0);
	}

	// Each statement seems to take four milliseconds
	private static JdbcOutboxMonitor monitor(DataSource dataSource) {
		AtomicLong nanoTime = new AtomicLong();
		return new JdbcOutboxMonitor(dataSource, OutboxDialect.of(dataSource), owners(), accounts(dataSource), clock(),
				() -> nanoTime.getAndAdd(FOUR_MILLISECONDS));
	}

	private static Clock clock() {
		return Clock.fixed(NOW, ZoneOffset.UTC);
	}

	private static RowOwners owners() {
		Set<String> names = Set.of("default", "marketing", "recovered", "healthy");
		return new RowOwners(ConversionAccounts.of(names.stream()
			.map((name) -> new ConversionAccount(name, new ApiSecret("own-key", "secret")))
			.toList()));
	}

	private static long limit(String sql) {
		Matcher matcher = Pattern.compile("fetch first (\\d+) rows").matcher(sql);
		long limit = 0;
		while (matcher.find()) {
			limit += Long.parseLong(matcher.group(1));
		}
		return limit;
	}

	private void insert(RowOwner owner, int count, int priority, int failures) {
		insert(owner, count, 1, priority, failures);
	}

	private void insert(RowOwner owner, int count, int format, int priority, int failures) {
		insert(owner, count, format, String.valueOf(priority), String.valueOf(failures));
	}

	private void insert(RowOwner owner, int count, String priority, String failures) {
		insert(owner, count, 1, priority, failures);
	}

	private void insert(RowOwner owner, int count, int format, String priority, String failures) {
		this.rows++;
		this.jdbc
			.update("insert into nexmo_conversion_outbox (task_name, task_instance, execution_time, picked, version,"
					+ " account, key_digest, format, priority, consecutive_failures) select 'delivery', concat('"
					+ this.rows + "-', n), '2026-11-27 12:00:00', false, 1, ?, ?, " + format + ", " + priority + ", "
					+ failures + numbers(count), owner.account(), owner.keyDigest());
	}

	private void insertDead(RowOwner owner, int count) {
		this.rows++;
		String bytes = (this.database == TestDatabase.POSTGRESQL) ? "'x'::bytea" : "x'00'";
		this.jdbc.update("insert into nexmo_conversion_dead (id, entry, reason, died_at, account, key_digest)"
				+ " select concat('" + this.rows + "-', n), " + bytes + ", 'why', '2026-11-27 12:00:00', ?, ?"
				+ numbers(count), owner.account(), owner.keyDigest());
	}

	private String numbers(int count) {
		return switch (this.database) {
			case H2 -> " from (select x as n from system_range(1, " + count + ")) numbers";
			case POSTGRESQL -> " from generate_series(1, " + count + ") n";
			case MARIADB -> " from (select seq as n from seq_1_to_" + count + ") numbers";
		};
	}

	private void seen(RowOwner owner, Instant time) {
		insertAccount(owner, time, null, null, null);
	}

	private void paused(RowOwner owner, Instant since, Instant until, String reason) {
		insertAccount(owner, NOW, since, until, reason);
	}

	private void insertAccount(RowOwner owner, Instant seen, Instant since, Instant until, String reason) {
		OutboxDialect dialect = OutboxDialect.of(this.dataSource);
		this.jdbc.update(
				"insert into nexmo_conversion_account (account, key_digest, seen_at, paused_at, paused_until,"
						+ " reason) values (?, ?, ?, ?, ?, ?)",
				owner.account(), owner.keyDigest(), dialect.parameter(seen),
				(since != null) ? dialect.parameter(since) : null, (until != null) ? dialect.parameter(until) : null,
				reason);
	}

}
