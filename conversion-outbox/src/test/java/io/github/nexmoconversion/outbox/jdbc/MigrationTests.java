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

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import com.zaxxer.hikari.HikariDataSource;
import io.github.nexmoconversion.ConversionChannel;
import io.github.nexmoconversion.account.ConversionAccount;
import io.github.nexmoconversion.account.ConversionCredentials.ApiSecret;
import io.github.nexmoconversion.outbox.DeadConversion;
import io.github.nexmoconversion.test.MockConversionApi;
import io.github.nexmoconversion.test.ReceivedConversion;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.jdbc.core.JdbcTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * Tests the scripts that turn the tables of earlier releases into those of this one.
 */
@ParameterizedClass
@EnumSource
class MigrationTests {

	private static final Duration LIMIT = Duration.ofMinutes(1);

	// The tables of the releases, in their order
	private static final List<String> RELEASES = List.of("confirmed/schema", "marked/schema");

	private static final String QUOTED = "Gr\u00f6\u00dfe \"\\\\\" 1";

	private static final String LONG = "a".repeat(300);

	private final MockConversionApi api = MockConversionApi.start(account("default"), account("marketing"),
			account(QUOTED), account(LONG));

	private HikariDataSource dataSource;

	private JdbcTemplate jdbc;

	@Parameter
	private TestDatabase database;

	@AfterEach
	void close() {
		if (this.dataSource != null) {
			this.dataSource.close();
		}
		this.api.close();
	}

	@Test
	void tablesShouldBeThoseThatTheSchemaCreates() {
		Map<String, Object> expected;
		try (HikariDataSource fresh = this.database.create()) {
			expected = describe(new JdbcTemplate(fresh));
		}
		for (String release : RELEASES) {
			create(release);
			assertThat(describe(this.jdbc)).isNotEqualTo(expected);
			migrate();
			assertThat(describe(this.jdbc)).isEqualTo(expected);
			// As after an interruption
			migrate();
			assertThat(describe(this.jdbc)).isEqualTo(expected);
			this.dataSource.close();
		}
	}

	@Test
	void tablesOfAnEarlierReleaseShouldBeRefusedWithTheNameOfTheScript() {
		for (String release : RELEASES) {
			create(release);
			OutboxEngine outbox = OutboxProcess.create(this.dataSource, this.api.getBaseUrl(), 4);
			assertThatExceptionOfType(OutdatedTablesException.class).isThrownBy(outbox::start)
				.withMessageContaining("jdbc/migration-<database>.sql")
				.withMessageContaining("nexmo_conversion_outbox");
			migrate();
			outbox.start();
			outbox.close();
			this.jdbc.execute("drop table nexmo_conversion_account");
			assertThatExceptionOfType(OutdatedTablesException.class).isThrownBy(outbox::start)
				.withMessageContaining("the table nexmo_conversion_account is missing");
			this.dataSource.close();
		}
	}

	@Test
	void whatIsDueShouldBeDeliveredWhateverItsState() {
		create("confirmed/schema");
		Instant past = Instant.now().minusSeconds(60);
		row("delivery", "due", delivered("default", "due", past), past).insert();
		row("delivery", "other-account", delivered("marketing", "other-account", past), past).insert();
		row("delivery", "quoted", delivered(QUOTED, "quoted", past), past).insert();
		row("delivery", "long", delivered(LONG, "long", past), past).insert();
		row("delivery", "no-priority", delivered("default", "no-priority", past), past).priority(null).insert();
		row("delivery", "in-future", delivered("default", "in-future", past.plusSeconds(90_000)), past)
			.priority((int) past.plusSeconds(90_000).getEpochSecond())
			.insert();
		row("delivery", "picked", delivered("default", "picked", past), past).picked(past).insert();
		row("delivery", "picked-at-once", delivered("default", "picked-at-once", past), past).picked(null).insert();
		row("delivery", "retried", delivered("default", "retried", past), past).failures(3).insert();
		// Held by a paused account
		Instant soon = Instant.now().plusSeconds(3);
		row("delivery", "held", delivered("default", "held", past), soon).insert();
		row("expiry", key("default", "expired"), expiry("expired", past), past).insert();
		row("expiry", key("default", "expires"), expiry("expires", soon), soon).insert();
		row("expiry", key("default", "picked-expiry"), expiry("picked-expiry", past), past).picked(past).insert();
		migrate();
		assertThat(count("task_instance in ('no-priority', 'in-future') and priority = " + past.getEpochSecond()))
			.isEqualTo(2);
		assertThat(count("account = '" + LONG.substring(0, 184) + RowOwner.digest(LONG).substring(0, 16) + "'"))
			.isOne();
		try (OutboxEngine outbox = start()) {
			for (String id : List.of("due", "other-account", "quoted", "long", "no-priority", "in-future", "picked",
					"picked-at-once", "retried", "held")) {
				assertThat(this.api).within(LIMIT).hasAccepted(id).delivered();
			}
			for (String id : List.of("expired", "expires", "picked-expiry")) {
				assertThat(this.api).within(LIMIT).hasAccepted(id).notDelivered();
			}
			await().atMost(LIMIT).until(() -> count("task_name <> 'cleanup'") == 0);
			assertThat(this.api).hasReceived(13);
			assertThat(outbox.getDeadConversions().count()).isZero();
		}
	}

	@Test
	void whatIsNotDueShouldStayAsItIs() {
		create("confirmed/schema");
		Instant now = Instant.now();
		Instant later = now.plusSeconds(3_600);
		row("delivery", "retried", delivered("default", "retried", now), later).failures(7).insert();
		row("delivery", "held", delivered("marketing", "held", now), later).insert();
		row("expiry", key("default", "pending"), expiry("pending", later), later).insert();
		List<Map<String, Object>> before = rows();
		migrate();
		assertThat(rows()).isEqualTo(before);
		try (OutboxEngine outbox = start()) {
			outbox.getOutbox().enqueue(AbstractOutboxTests.conversion("new"));
			assertThat(this.api).within(LIMIT).hasAccepted("new");
			await().atMost(LIMIT).until(() -> count("key_digest <> ''") == 0);
		}
		assertThat(rows()).isEqualTo(before);
		assertThat(this.api).hasReceived(1);
	}

	@Test
	void messageThatIsConfirmedOrCancelledAfterwardsShouldNotExpire() {
		create("confirmed/schema");
		Instant soon = Instant.now().plusSeconds(4);
		Instant past = Instant.now().minusSeconds(60);
		row("expiry", key("default", "confirmed"), expiry("confirmed", soon), soon).insert();
		row("expiry", key("default", "cancelled"), expiry("cancelled", soon), soon).insert();
		// The instance that reported it has died
		row("expiry", key("default", "picked"), expiry("picked", past), past).picked(past).insert();
		row("expiry", key("default", "retried"), expiry("retried", past), past).failures(2).insert();
		row("expiry", key("default", "pending"), expiry("pending", soon), soon).insert();
		migrate();
		try (OutboxEngine outbox = create()) {
			for (String id : List.of("confirmed", "picked", "retried")) {
				outbox.getPendingConversions().confirm(ConversionChannel.SMS, id);
			}
			outbox.getPendingConversions().cancel(ConversionChannel.SMS, "cancelled");
			await().atMost(LIMIT)
				.until(() -> count("task_instance in ('%s', '%s', '%s')".formatted(key("default", "confirmed"),
						key("default", "retried"), key("default", "cancelled"))) == 0);
			outbox.start();
			assertThat(this.api).within(LIMIT).hasAccepted("pending").notDelivered();
			await().atMost(LIMIT).until(() -> count("task_name <> 'cleanup'") == 0);
		}
		assertThat(this.api.getReceived())
			.extracting((conversion) -> conversion.messageId() + " " + conversion.delivered())
			.containsExactlyInAnyOrder("confirmed true", "picked true", "retried true", "pending false");
		assertThat(this.api.getReceived()).allMatch(ReceivedConversion::isAccepted);
	}

	@Test
	void messageThatWasConfirmedBeforeShouldNotExpire() {
		create("confirmed/schema");
		Instant past = Instant.now().minusSeconds(60);
		row("expiry", key("default", "confirmed"), expiry("confirmed", past), past).insert();
		this.jdbc.update("insert into nexmo_conversion_confirmed values (?, current_timestamp)",
				key("default", "confirmed"));
		this.jdbc.update("insert into nexmo_conversion_confirmed values (?, current_timestamp)",
				key("default", "again"));
		migrate();
		assertThat(this.jdbc.queryForList("select mark from nexmo_conversion_mark", String.class))
			.containsExactly("CONFIRMED", "CONFIRMED");
		try (OutboxEngine outbox = start()) {
			outbox.getPendingConversions().register("default", ConversionChannel.SMS, "again", Duration.ofMillis(1));
			await().atMost(LIMIT).until(() -> count("task_name <> 'cleanup'") == 0);
		}
		assertThat(this.api).hasReceivedNothing();
	}

	@Test
	void deadConversionsShouldStayReplayableAndUnreadableRowsBecomeOnes() {
		create("confirmed/schema");
		Instant past = Instant.now().minusSeconds(60);
		dead("readable", delivered("marketing", "readable", past));
		dead("unreadable", "not JSON");
		dead(key("default", "expiry"), expiry("expiry", past));
		row("delivery", "damaged", "not JSON", past).insert();
		row("delivery", "half", "{\"version\":1,", past).insert();
		row("delivery", "null", null, past).insert();
		rowOf("delivery", "bytes", new byte[] { '{', (byte) 0xff, 0, (byte) 0xc3 }, past).insert();
		row("delivery", "newer", delivered("default", "newer", past).replace("\"version\":1", "\"version\":2"), past)
			.insert();
		row("cleanup", "recurring", "", past).insert();
		migrate();
		assertThat(count("task_name = 'cleanup'")).isZero();
		try (OutboxEngine outbox = start()) {
			await().atMost(LIMIT).until(() -> count("task_name <> 'cleanup'") == 0);
			assertThat(outbox.getDeadConversions().find(0, 100)).extracting(DeadConversion::id)
				.containsExactlyInAnyOrder("readable", "unreadable", key("default", "expiry"), "damaged", "half",
						"null", "bytes", "newer");
			assertThat(outbox.getDeadConversions().replay("damaged")).isFalse();
			assertThat(outbox.getDeadConversions().replay("readable")).isTrue();
			assertThat(outbox.getDeadConversions().replay(key("default", "expiry"))).isTrue();
			assertThat(this.api).within(LIMIT).hasAccepted("readable").delivered().forAccount("marketing");
			assertThat(this.api).within(LIMIT).hasAccepted("expiry").notDelivered();
		}
		assertThat(this.jdbc.queryForList("select account from nexmo_conversion_dead where id = 'unreadable'",
				String.class))
			.containsExactly("");
	}

	private void create(String release) {
		this.dataSource = new HikariDataSource();
		this.dataSource.setJdbcUrl(this.database.createEmpty());
		this.jdbc = new JdbcTemplate(this.dataSource);
		this.database.run(release, this.dataSource);
	}

	private void migrate() {
		this.database.run("migration", this.dataSource);
	}

	private OutboxEngine create() {
		return OutboxProcess.create(this.dataSource, this.api.getBaseUrl(), 4, this.api.getAccounts());
	}

	private OutboxEngine start() {
		OutboxEngine outbox = create();
		outbox.start();
		return outbox;
	}

	private int count(String condition) {
		return this.jdbc.queryForObject("select count(*) from nexmo_conversion_outbox where " + condition,
				Integer.class);
	}

	private List<Map<String, Object>> rows() {
		return this.jdbc.queryForList("select task_name, task_instance, execution_time, picked, picked_by,"
				+ " consecutive_failures, last_heartbeat, version, priority from nexmo_conversion_outbox"
				+ " where task_name <> 'cleanup' order by task_instance");
	}

	private void dead(String id, String data) {
		this.jdbc.update("insert into nexmo_conversion_dead values (?, ?, 'reason', current_timestamp)", id,
				data.getBytes(StandardCharsets.UTF_8));
	}

	private Row row(String task, String id, String data, Instant due) {
		return rowOf(task, id, (data != null) ? data.getBytes(StandardCharsets.UTF_8) : null, due);
	}

	private Row rowOf(String task, String id, byte[] data, Instant due) {
		return new Row(task, id, data, due);
	}

	// Independent of what writes them today
	private static String delivered(String account, String messageId, Instant timestamp) {
		return data(account, messageId, true, timestamp, "CALLER");
	}

	private static String expiry(String messageId, Instant due) {
		return data("default", messageId, false, due, "EXPIRY");
	}

	private static String data(String account, String messageId, boolean delivered, Instant timestamp, String origin) {
		return """
				{"version":1,"account":"%s","channel":"SMS","messageId":"%s","delivered":%s,"timestamp":"%s",\
				"enqueued":"%s","origin":"%s"}""".formatted(account.replace("\\", "\\\\").replace("\"", "\\\""),
				messageId, delivered, timestamp, timestamp, origin);
	}

	private static String key(String account, String messageId) {
		return RowOwner.digest(account + "/sms/" + messageId);
	}

	private static ConversionAccount account(String name) {
		return new ConversionAccount(name, new ApiSecret("key-" + RowOwner.digest(name).substring(0, 8), "secret"));
	}

	private Map<String, Object> describe(JdbcTemplate jdbc) {
		Map<String, Object> description = new TreeMap<>();
		this.database.describe().forEach((name, sql) -> description.put(name, jdbc.queryForList(sql)));
		return description;
	}

	private final class Row {

		private final String task;

		private final String id;

		private final byte[] data;

		private final Instant due;

		private Integer priority = (int) Instant.now().minusSeconds(60).getEpochSecond();

		private boolean picked;

		private Instant heartbeat;

		private int failures;

		Row(String task, String id, byte[] data, Instant due) {
			this.task = task;
			this.id = id;
			this.data = data;
			this.due = due;
		}

		Row priority(Integer priority) {
			this.priority = priority;
			return this;
		}

		Row picked(Instant heartbeat) {
			this.picked = true;
			this.heartbeat = heartbeat;
			return this;
		}

		Row failures(int failures) {
			this.failures = failures;
			return this;
		}

		void insert() {
			OutboxDialect dialect = OutboxDialect.of(MigrationTests.this.dataSource);
			MigrationTests.this.jdbc.update(
					"insert into nexmo_conversion_outbox (task_name, task_instance, task_data, execution_time, picked,"
							+ " picked_by, last_failure, consecutive_failures, last_heartbeat, version, priority)"
							+ " values (?, ?, ?, ?, ?, ?, ?, ?, ?, 1, ?)",
					this.task, this.id, this.data, dialect.parameter(this.due), this.picked,
					this.picked ? "instance" : null, (this.failures > 0) ? dialect.parameter(this.due) : null,
					this.failures, (this.heartbeat != null) ? dialect.parameter(this.heartbeat) : null, this.priority);
		}

	}

}
