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
import java.util.ArrayList;
import java.util.List;

import com.github.kagkarlsson.scheduler.SchedulerName;
import com.github.kagkarlsson.scheduler.TaskResolver;
import com.github.kagkarlsson.scheduler.event.SchedulerListeners;
import com.github.kagkarlsson.scheduler.jdbc.JdbcTaskRepository;
import com.github.kagkarlsson.scheduler.task.Execution;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.zaxxer.hikari.HikariDataSource;
import io.github.nexmoconversion.account.ConversionAccount;
import io.github.nexmoconversion.account.ConversionAccounts;
import io.github.nexmoconversion.account.ConversionCredentials.ApiSecret;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link RowFetch}: what a fetch reads does not grow with what waits. It prints
 * how long fetches took.
 */
@Tag("campaign")
class FetchCostTests {

	private static final int LIMIT = 48;

	private static final int FETCHES = 200;

	// With what the marking of the rows reads
	private static final long MOST_READ = 60L * LIMIT;

	private static final List<String> ACCOUNTS = List.of("default", "marketing", "news", "support");

	private final ConversionAccounts accounts = ConversionAccounts.of(ACCOUNTS.stream()
		.map((name) -> new ConversionAccount(name, new ApiSecret(name + "-key", "secret")))
		.toList());

	private final Instant now = Instant.now();

	private final int second = (int) this.now.getEpochSecond();

	private final AccountShares shares = new AccountShares(LIMIT);

	private TestDatabase database;

	private HikariDataSource dataSource;

	private JdbcTemplate jdbc;

	private PausedAccounts paused;

	private JdbcTaskRepository repository;

	@AfterEach
	void close() {
		if (this.dataSource != null) {
			this.dataSource.close();
		}
	}

	@ParameterizedTest
	@EnumSource(mode = Mode.EXCLUDE, names = "H2")
	void whatIsNotDueShouldCostNothing(TestDatabase database) {
		use(database);
		insert("default", 1_000_000, (this.second + 60) + " + mod(n, 86400)", 0);
		insert("default", 100_000, (this.second - 600) + " + mod(n, 600)", 0);
		assertThat(readPerFetch("1,000,000 pending, 100,000 due, one of four accounts")).isLessThan(MOST_READ);
	}

	@ParameterizedTest
	@EnumSource(mode = Mode.EXCLUDE, names = "H2")
	void whatIsNotDueOfEachOfSeveralAccountsShouldCostNothing(TestDatabase database) {
		use(database);
		for (String account : ACCOUNTS) {
			insert(account, 250_000, (this.second + 60) + " + mod(n, 86400)", 0);
			insert(account, 25_000, (this.second - 600) + " + mod(n, 600)", 0);
		}
		assertThat(readPerFetch("1,000,000 pending, 100,000 due, four accounts")).isLessThan(MOST_READ);
	}

	@ParameterizedTest
	@EnumSource(mode = Mode.EXCLUDE, names = "H2")
	void whatIsHeldBackShouldCostNothingAndTheNewestGoFirst(TestDatabase database) {
		use(database);
		insert("marketing", 1_000_000, (this.second - 6_000) + " + mod(n, 6000)", 0);
		insert("default", 100_000, (this.second - 6_000) + " + mod(n, 6000)", 3);
		this.paused.refused(RowOwner.of("marketing", "marketing-key"), "HTTP 401");
		insert("default", LIMIT, this.second + " - mod(n, 2)", 0);
		assertThat(fetch()).hasSize(LIMIT)
			.allMatch((row) -> row.taskInstance.getPriority() >= this.second - 1)
			.allMatch((row) -> row.consecutiveFailures == 0);
		assertThat(readPerFetch("1,000,000 held, 100,000 tried again, four accounts")).isLessThan(MOST_READ);
	}

	private void use(TestDatabase database) {
		this.database = database;
		this.dataSource = database.create();
		this.dataSource.setMinimumIdle(1);
		// So that what was read is counted by one session
		this.dataSource.setMaximumPoolSize(1);
		this.jdbc = new JdbcTemplate(this.dataSource);
		OutboxDialect dialect = OutboxDialect.of(this.dataSource);
		OwnTransactions transactions = new OwnTransactions(this.dataSource,
				new JdbcTransactionManager(this.dataSource));
		RowOwners owners = new RowOwners(this.accounts);
		Clock clock = Clock.systemUTC();
		// Else half of the threads are kept free, since they may be slow
		owners.getOwn().forEach((owner) -> {
			this.shares.fetched(owner.key(), owner);
			this.shares.finished(owner.key(), Duration.ZERO);
		});
		this.paused = new PausedAccounts(new AccountTable(this.dataSource, transactions, dialect), owners,
				Duration.ofHours(1), clock);
		RowFetch fetch = new RowFetch(this.dataSource, transactions, dialect,
				new FetchPlan(owners, this.paused, new RecoveryRate(clock), this.shares));
		List<Task<?>> tasks = List.of(Tasks.oneTime(OutboxTable.DELIVERY, byte[].class).execute((row, context) -> {
		}));
		this.repository = new JdbcTaskRepository(this.dataSource, true,
				new RowFetchCustomization(dialect.customization(), fetch), OutboxTable.NAME,
				new TaskResolver(SchedulerListeners.NOOP, clock::instant, tasks), new SchedulerName.Fixed("fetch"),
				RowSerializer.INSTANCE, true, clock::instant);
	}

	private void insert(String account, int count, String priority, int failures) {
		String numbers = (this.database == TestDatabase.POSTGRESQL) ? "generate_series(1, " + count + ") n"
				: "(select cast(seq as signed) as n from seq_1_to_" + count + ") numbers";
		this.jdbc.update(
				"insert into nexmo_conversion_outbox (task_name, task_instance, task_data, execution_time, picked,"
						+ " version, account, key_digest, priority, consecutive_failures) select 'delivery', concat('"
						+ account + "-" + failures + "-" + System.nanoTime() + "-', n), ?, " + executionTime(failures)
						+ ", false, 1, ?, ?, " + priority + ", " + failures + " from " + numbers,
				new byte[200], account, RowOwner.of(account, account + "-key").keyDigest());
		this.jdbc.execute((this.database == TestDatabase.POSTGRESQL) ? "vacuum analyze nexmo_conversion_outbox"
				: "analyze table nexmo_conversion_outbox");
	}

	// Each third of those that are tried again is due
	private String executionTime(int failures) {
		String seconds = (failures > 0) ? "n % 600 - 200" : "-60";
		return (this.database == TestDatabase.POSTGRESQL)
				? "current_timestamp + (" + seconds + ") * interval '1 second' + n * interval '1 microsecond'"
				: "timestampadd(microsecond, n, timestampadd(second, " + seconds + ", utc_timestamp(6)))";
	}

	private List<Execution> fetch() {
		return this.repository.lockAndGetDue(Instant.now(), LIMIT);
	}

	private long readPerFetch(String state) {
		for (int i = 0; i < FETCHES / 2; i++) {
			deliver(fetch());
		}
		List<Long> times = new ArrayList<>();
		long read = 0;
		for (int i = 0; i < FETCHES; i++) {
			long before = read();
			long begin = System.nanoTime();
			List<Execution> rows = fetch();
			times.add(System.nanoTime() - begin);
			read += read() - before;
			assertThat(rows).hasSize(LIMIT);
			deliver(rows);
		}
		read /= FETCHES;
		times.sort(null);
		System.out.printf(
				"%s, %s: %d rows or blocks read for each fetch of %d, median %.1f ms, p95 %.1f ms, p99 %.1f ms%n",
				this.jdbc.queryForObject("select version()", String.class).split(" on ")[0], state, read, LIMIT,
				times.get(FETCHES / 2) / 1e6, times.get(FETCHES * 95 / 100) / 1e6, times.get(FETCHES * 99 / 100) / 1e6);
		return read;
	}

	private void deliver(List<Execution> rows) {
		rows.forEach((row) -> this.shares.finished(row.getId(), Duration.ZERO));
		this.jdbc.update("delete from nexmo_conversion_outbox where last_heartbeat is not null and picked");
	}

	// Rows on MariaDB. On PostgreSQL blocks, since scans do not count what they skip
	private long read() {
		if (this.database == TestDatabase.MARIADB) {
			return this.jdbc.queryForObject("select sum(variable_value) from information_schema.session_status"
					+ " where variable_name like 'HANDLER_READ%'", Long.class);
		}
		if (this.jdbc.queryForObject("show server_version_num", Integer.class) >= 150_000) {
			this.jdbc.execute("select pg_stat_force_next_flush()");
		}
		return this.jdbc.queryForObject(
				"select heap_blks_hit + heap_blks_read + idx_blks_hit + idx_blks_read from pg_statio_user_tables"
						+ " where relname = 'nexmo_conversion_outbox'",
				Long.class);
	}

}
