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
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;

import com.zaxxer.hikari.HikariDataSource;
import io.github.nexmoconversion.Conversion;
import io.github.nexmoconversion.ConversionChannel;
import io.github.nexmoconversion.ConversionOperations;
import io.github.nexmoconversion.account.ConversionAccount;
import io.github.nexmoconversion.account.ConversionAccounts;
import io.github.nexmoconversion.account.ConversionCredentials;
import io.github.nexmoconversion.outbox.jdbc.OutboxEntry.Origin;
import io.github.nexmoconversion.test.MockAnswer;
import io.github.nexmoconversion.test.MockConversionApi;
import io.github.nexmoconversion.test.ReceivedConversion;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Several instances of several applications on the same tables.
 */
@ParameterizedClass
@EnumSource
class OutboxClusterTests {

	private static final Duration LIMIT = Duration.ofMinutes(1);

	private static final Duration PROBE_INTERVAL = Duration.ofMillis(500);

	private static final ConversionAccount SHOP = account("default", "shop-key");

	private static final ConversionAccount BANK = account("default", "bank-key");

	private static final ConversionAccount MARKETING = account("marketing", "marketing-key");

	private static final ConversionAccount OTHER = account("other", "other-key");

	private static final RowOwner OWNER = RowOwner.of("default", "shop-key");

	private final MockConversionApi shop = MockConversionApi.start(SHOP, MARKETING);

	private final MockConversionApi bank = MockConversionApi.start(BANK);

	private final HikariDataSource dataSource;

	private final JdbcTemplate jdbc;

	private OutboxEngine first;

	private OutboxEngine second;

	OutboxClusterTests(TestDatabase database) {
		this.dataSource = database.create();
		this.jdbc = new JdbcTemplate(this.dataSource);
	}

	@AfterEach
	void close() {
		for (OutboxEngine engine : Arrays.asList(this.first, this.second)) {
			if (engine != null) {
				engine.close();
			}
		}
		this.dataSource.close();
		this.shop.close();
		this.bank.close();
	}

	@Test
	void accountOfAReleaseThatIsNotUpYetShouldBeLeftToIt() {
		this.second = engine(this.shop, Clock.systemUTC(), SHOP, MARKETING);
		IntStream.range(0, 20).forEach((i) -> this.second.getOutbox().enqueue("marketing", conversion("id-" + i)));
		this.first = start(this.shop, SHOP);
		this.first.getOutbox().enqueue(conversion("known").at(Instant.now().minusSeconds(60)));
		assertThat(this.shop).within(LIMIT).hasAccepted("known");
		this.second.start();
		awaitThat().until(() -> rows() == 0);
		assertThat(this.second.getDeadConversions().count()).isZero();
		IntStream.range(0, 20).forEach((i) -> assertThat(this.shop).hasAccepted("id-" + i));
	}

	@Test
	void accountThatAnInstanceDoesNotKnowShouldBeLeftToOthers() {
		this.first = start(this.shop, SHOP);
		this.second = start(this.shop, SHOP, MARKETING);
		this.shop.answerNext(20, MockAnswer.status(503));
		IntStream.range(0, 20).forEach((i) -> this.second.getOutbox().enqueue("marketing", conversion("id-" + i)));
		this.first.getOutbox().enqueue(conversion("known"));
		awaitThat().until(() -> rows() == 0);
		assertThat(this.second.getDeadConversions().count()).isZero();
		IntStream.range(0, 20).forEach((i) -> assertThat(this.shop).hasAccepted("id-" + i));
	}

	@Test
	void applicationsWithDifferentKeysShouldDeliverTheirOwn() {
		this.first = start(this.shop, SHOP);
		this.second = start(this.bank, BANK);
		for (int i = 0; i < 30; i++) {
			this.first.getOutbox().enqueue(conversion("shop-" + i));
			this.second.getPendingConversions().register(ConversionChannel.SMS, "same-" + i, Duration.ofMillis(1));
			this.first.getPendingConversions().register(ConversionChannel.SMS, "same-" + i, Duration.ofMillis(1));
		}
		awaitThat().until(() -> rows() == 0);
		assertThat(this.shop).hasReceived(60);
		assertThat(this.bank).hasReceived(30);
		assertThat(this.bank.getReceived()).allMatch((received) -> received.messageId().startsWith("same-"));
	}

	@Test
	void applicationsWithTheSameKeyShouldShareTheWork() {
		this.first = engine(this.shop, Clock.systemUTC(), SHOP);
		this.second = start(this.shop, SHOP);
		this.first.getPendingConversions().register(ConversionChannel.SMS, "id", Duration.ofHours(1));
		this.second.getPendingConversions().confirm(ConversionChannel.SMS, "id");
		assertThat(this.shop).within(LIMIT).hasAccepted("id").delivered();
		awaitThat().until(() -> rows() == 0);
		assertThat(this.shop).hasReceived(1);
	}

	@Test
	void deadConversionsShouldBeSeenByTheirApplicationAlone() {
		this.first = start(this.shop, SHOP);
		this.second = start(this.bank, BANK);
		this.shop.answerNext(MockAnswer.status(420));
		this.first.getOutbox().enqueue(conversion("id"));
		awaitThat().until(() -> this.first.getDeadConversions().count() == 1);
		assertThat(this.second.getDeadConversions().count()).isZero();
		assertThat(this.second.getDeadConversions().find(0, 10)).isEmpty();
		assertThat(this.second.getDeadConversions().replayAll()).isZero();
		assertThat(this.first.getDeadConversions().replayAll()).isOne();
		assertThat(this.shop).within(LIMIT).hasAccepted("id");
	}

	@Test
	void rowOfANewerReleaseShouldBeLeft() {
		this.first = engine(this.shop, Clock.systemUTC(), SHOP);
		this.first.getOutbox().enqueue(conversion("newer"));
		this.jdbc.update("update nexmo_conversion_outbox set format = 2");
		this.first.start();
		this.first.getOutbox().enqueue(conversion("known"));
		assertThat(this.shop).within(LIMIT).hasAccepted("known");
		awaitThat().until(() -> rows() == 1);
		assertThat(this.shop).hasReceived(1);
		assertThat(this.first.getDeadConversions().count()).isZero();
	}

	@Test
	void rowWithoutAKeyShouldBeDeliveredByWhoeverKnowsItsAccount() {
		this.first = engine(this.shop, Clock.systemUTC(), SHOP);
		this.first.getOutbox().enqueue(conversion("id"));
		this.jdbc.update("update nexmo_conversion_outbox set key_digest = ''");
		this.first.start();
		assertThat(this.shop).within(LIMIT).hasAccepted("id");
	}

	@Test
	void applicationThatDoesNotTellItsAccountsShouldDeliverWhatItStoredBeforeARestart() {
		OutboxEngine before = withoutAccounts();
		before.getOutbox().enqueue(conversion("id"));
		before.close();
		this.first = withoutAccounts();
		this.first.start();
		assertThat(this.shop).within(LIMIT).hasAccepted("id");
	}

	private OutboxEngine withoutAccounts() {
		return new OutboxEngineBuilder(this.dataSource, new JdbcTransactionManager(this.dataSource),
				OutboxProcess.operations(this.shop.getBaseUrl(), List.of(SHOP)))
			.pollInterval(Duration.ofMillis(100))
			.build();
	}

	@Test
	void pausedAccountShouldHaveOneProbeForAllInstancesAndNoWriteForEachRow() {
		this.first = start(this.shop, SHOP);
		this.shop.setEnabled("default", false);
		this.first.getOutbox().enqueue(conversion("refused"));
		awaitThat().until(() -> paused() == 1);
		this.second = start(this.shop, SHOP);
		int received = this.shop.getReceived().size();
		long begin = System.nanoTime();
		IntStream.range(0, 50).forEach((i) -> this.second.getOutbox().enqueue(conversion("id-" + i)));
		awaitThat().until(() -> this.shop.getReceived().size() >= received + 8);
		int probes = this.shop.getReceived().size() - received;
		Duration time = Duration.ofNanos(System.nanoTime() - begin);
		assertThat(probes).as("probes in %s", time).isLessThanOrEqualTo((int) time.dividedBy(PROBE_INTERVAL) + 2);
		// Each time a row is picked, and comes back
		assertThat(this.jdbc.queryForObject("select sum(version - 1) from nexmo_conversion_outbox", Long.class))
			.isLessThanOrEqualTo(4L * (probes + received));
		this.shop.setEnabled("default", true);
		awaitThat().until(() -> rows() == 0);
		assertThat(paused()).isZero();
		assertThat(this.first.getDeadConversions().count()).isZero();
	}

	@Test
	void pauseShouldOutliveARestartAndNotCountForTheAge() {
		Instant weekend = Instant.now().minus(Duration.ofDays(3));
		RowOwner owner = RowOwner.of("default", "shop-key");
		OutboxDialect dialect = OutboxDialect.of(this.dataSource);
		accounts().pause(owner, weekend, null, "status 401");
		new OutboxTable(this.dataSource, new OutboxEntryMapper(), dialect, Clock.systemUTC())
			.insertDue(IntStream.range(0, 10)
				.mapToObj((i) -> OutboxRow.of(owner,
						new OutboxEntry("default", conversion("id-" + i), weekend, Origin.CALLER)))
				.toList());
		this.shop.answerNext(MockAnswer.status(200));
		this.shop.answerNext(5, MockAnswer.status(503));
		this.first = start(this.shop, SHOP);
		awaitThat().until(() -> rows() == 0);
		assertThat(this.first.getDeadConversions().count()).isZero();
		IntStream.range(0, 10).forEach((i) -> assertThat(this.shop).hasAccepted("id-" + i));
	}

	@Test
	void rowsThatWaitedShouldBeDeliveredAtALimitedRateAndOthersBeforeTheLastOfThem() {
		RowOwner owner = RowOwner.of("default", "shop-key");
		Instant before = Instant.now().minusSeconds(3600);
		accounts().pause(owner, before, null, "status 401");
		accounts().resume(owner, Instant.now().minusSeconds(60));
		new OutboxTable(this.dataSource, new OutboxEntryMapper(), OutboxDialect.of(this.dataSource), Clock.systemUTC())
			.insertDue(IntStream.range(0, 300)
				.mapToObj((i) -> OutboxRow.of(owner,
						new OutboxEntry("default", conversion("waited-" + i).at(before), before, Origin.CALLER)))
				.toList());
		long begin = System.nanoTime();
		this.first = start(this.shop, SHOP);
		IntStream.range(0, 100).forEach((i) -> this.first.getOutbox().enqueue(conversion("fresh-" + i)));
		awaitThat().until(() -> rows() == 0);
		assertThat(this.shop).hasReceived(400);
		List<String> order = this.shop.getReceived().stream().map(ReceivedConversion::messageId).toList();
		assertThat(order.subList(300, 400)).allMatch((id) -> id.startsWith("waited-"));
		// At a hundred each second, but for the first one; a slow machine takes longer
		assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThan(Duration.ofSeconds(2));
	}

	@Test
	void waitThatTheApiAsksForShouldHoldTheAccount() {
		this.shop.answerNext(MockAnswer.status(429).retryAfter(Duration.ofHours(1)));
		this.first = start(this.shop, SHOP, MARKETING);
		this.first.getOutbox().enqueue(conversion("slower"));
		awaitThat().until(() -> paused() == 1);
		this.first.getOutbox().enqueue(conversion("held"));
		this.first.getOutbox().enqueue("marketing", conversion("other account"));
		assertThat(this.shop).within(LIMIT).hasAccepted("other account");
		assertThat(this.shop.getReceived()).noneMatch((received) -> received.messageId().equals("held"));
		this.jdbc.update("update nexmo_conversion_account set paused_until = '2020-01-01 00:00:00'");
		assertThat(this.shop).within(LIMIT).hasAccepted("held");
	}

	@Test
	void rowsWithoutKeyOfAPausedAccountShouldBeProbed() {
		accounts().pause(OWNER, Instant.now().minusSeconds(60), null, "status 401");
		insert(RowOwner.withoutKey("default"), conversion("migrated"), Instant.now());
		this.first = start(this.shop, SHOP);
		assertThat(this.shop).within(LIMIT).hasAccepted("migrated");
	}

	@Test
	void severalSlowAccountsShouldHaveHalfOfTheThreadsTogether() {
		MockConversionApi api = MockConversionApi.start(SHOP, MARKETING, OTHER);
		CountDownLatch answered = new CountDownLatch(1);
		ConversionOperations operations = OutboxProcess.operations(api.getBaseUrl(), List.of(SHOP, MARKETING, OTHER));
		this.first = builder(
				new SlowOperations(new SlowOperations(operations, "marketing", answered), "other", answered), SHOP,
				MARKETING, OTHER)
			.concurrency(4)
			.build();
		IntStream.range(0, 10)
			.forEach((i) -> this.first.getOutbox().enqueue(conversion("fast-" + i).at(Instant.now().minusSeconds(60))));
		IntStream.range(0, 10).forEach((i) -> this.first.getOutbox().enqueue("marketing", conversion("slow-" + i)));
		IntStream.range(0, 10).forEach((i) -> this.first.getOutbox().enqueue("other", conversion("slow-" + i)));
		this.first.start();
		try {
			assertThat(api).within(LIMIT).hasAccepted("fast-9");
		}
		finally {
			answered.countDown();
			this.first.close();
			api.close();
		}
	}

	@Test
	void applicationShouldNotReplayWhatBelongsToAnotherKey() {
		this.first = start(this.shop, SHOP);
		this.second = start(this.bank, BANK);
		this.shop.answerNext(MockAnswer.status(420));
		this.first.getOutbox().enqueue(conversion("of the shop"));
		awaitThat().until(() -> this.first.getDeadConversions().count() == 1);
		String id = this.first.getDeadConversions().find(0, 1).get(0).id();
		boolean replayed = this.second.getDeadConversions().replay(id);
		awaitThat().until(() -> rows() == 0);
		assertThat(this.bank).hasReceived(0);
		assertThat(replayed).isFalse();
	}

	@Test
	void waitShouldNotEndTheRefusalOfAnotherInstance() {
		RowOwners owners = new RowOwners(ConversionAccounts.of(List.of(SHOP)));
		PausedAccounts one = new PausedAccounts(accounts(), owners, Duration.ofMinutes(1), Clock.systemUTC());
		PausedAccounts two = new PausedAccounts(accounts(), owners, Duration.ofMinutes(1), Clock.systemUTC());
		one.refused(OWNER, "status 401");
		two.holdUntil(OWNER, Instant.now().plusSeconds(1), "status 429");
		one.refresh();
		assertThat(accounts().findPauses(List.of(OWNER)).get(OWNER).isRefusal()).isTrue();
	}

	@Test
	void shorterWaitShouldNotShortenThatOfAnotherInstance() {
		RowOwners owners = new RowOwners(ConversionAccounts.of(List.of(SHOP)));
		PausedAccounts one = new PausedAccounts(accounts(), owners, Duration.ofMinutes(1), Clock.systemUTC());
		PausedAccounts two = new PausedAccounts(accounts(), owners, Duration.ofMinutes(1), Clock.systemUTC());
		one.holdUntil(OWNER, Instant.now().plusSeconds(3600), "status 429");
		two.holdUntil(OWNER, Instant.now().plusSeconds(1), "status 429");
		assertThat(accounts().findPauses(List.of(OWNER)).get(OWNER).until()).isAfter(Instant.now().plusSeconds(1000));
	}

	@Test
	void instancesWhoseClocksDifferShouldDeliverOnce() {
		this.first = engine(this.shop, Clock.offset(Clock.systemUTC(), Duration.ofMinutes(1)), SHOP);
		this.second = engine(this.shop, Clock.offset(Clock.systemUTC(), Duration.ofMinutes(-1)), SHOP);
		this.first.start();
		this.second.start();
		for (int i = 0; i < 20; i++) {
			this.first.getOutbox().enqueue(conversion("first-" + i));
			this.second.getOutbox().enqueue(conversion("second-" + i));
		}
		awaitThat().until(() -> rows() == 0);
		assertThat(this.shop).hasReceived(40);
	}

	@Test
	void deliveryUnderWayShouldNotBeTakenOverByAnInstanceWhoseClockIsAhead() {
		CountDownLatch answered = new CountDownLatch(1);
		ConversionOperations operations = OutboxProcess.operations(this.shop.getBaseUrl(), List.of(SHOP, MARKETING));
		this.first = builder(new SlowOperations(operations, "marketing", answered), SHOP, MARKETING)
			.clock(Clock.offset(Clock.systemUTC(), Duration.ofMinutes(-1)))
			.build();
		this.first.start();
		this.first.getOutbox().enqueue("marketing", conversion("under way").at(Instant.now().minusSeconds(120)));
		awaitThat().until(() -> this.jdbc
			.queryForObject("select count(*) from nexmo_conversion_outbox where picked = true", Integer.class) == 1);
		// It looks for rows that were left behind as it starts
		this.second = engine(this.shop, Clock.offset(Clock.systemUTC(), Duration.ofMinutes(1)), SHOP, MARKETING);
		this.second.start();
		for (int i = 0; i < 3; i++) {
			this.second.getOutbox().enqueue(conversion("known-" + i));
			assertThat(this.shop).within(LIMIT).hasAccepted("known-" + i);
		}
		answered.countDown();
		awaitThat().until(() -> rows() == 0);
		assertThat(this.shop).hasReceived(4);
	}

	@Test
	void accountThatIsSlowShouldNotDelayOthers() {
		CountDownLatch answered = new CountDownLatch(1);
		ConversionOperations operations = OutboxProcess.operations(this.shop.getBaseUrl(), List.of(SHOP, MARKETING));
		this.first = builder(new SlowOperations(operations, "marketing", answered), SHOP, MARKETING).concurrency(4)
			.build();
		this.first.start();
		IntStream.range(0, 50).forEach((i) -> this.first.getOutbox().enqueue("marketing", conversion("slow-" + i)));
		IntStream.range(0, 50).forEach((i) -> this.first.getOutbox().enqueue(conversion("fast-" + i)));
		IntStream.range(0, 50).forEach((i) -> assertThat(this.shop).within(LIMIT).hasAccepted("fast-" + i));
		assertThat(this.shop).hasReceived(50);
		answered.countDown();
		awaitThat().until(() -> rows() == 0);
		assertThat(this.shop).hasReceived(100);
	}

	private void insert(RowOwner owner, Conversion conversion, Instant enqueued) {
		new OutboxTable(this.dataSource, new OutboxEntryMapper(), OutboxDialect.of(this.dataSource), Clock.systemUTC())
			.insertDue(List
				.of(OutboxRow.of(owner, new OutboxEntry(owner.account(), conversion, enqueued, Origin.CALLER))));
	}

	private OwnTransactions transactions() {
		return new OwnTransactions(this.dataSource, new JdbcTransactionManager(this.dataSource));
	}

	private AccountTable accounts() {
		return new AccountTable(this.dataSource, transactions(), OutboxDialect.of(this.dataSource));
	}

	private OutboxEngine start(MockConversionApi api, ConversionAccount... accounts) {
		OutboxEngine engine = engine(api, Clock.systemUTC(), accounts);
		engine.start();
		return engine;
	}

	private OutboxEngine engine(MockConversionApi api, Clock clock, ConversionAccount... accounts) {
		return builder(OutboxProcess.operations(api.getBaseUrl(), List.of(accounts)), accounts).clock(clock).build();
	}

	private OutboxEngineBuilder builder(ConversionOperations operations, ConversionAccount... accounts) {
		return new OutboxEngineBuilder(this.dataSource, new JdbcTransactionManager(this.dataSource), operations)
			.deliveryPolicy(new DeliveryPolicy(Duration.ofMillis(50), 1.5, Duration.ofSeconds(1), Duration.ofDays(1),
					PROBE_INTERVAL))
			.accounts(ConversionAccounts.of(List.of(accounts)))
			.pollInterval(Duration.ofMillis(100));
	}

	private int rows() {
		return this.jdbc.queryForObject("select count(*) from nexmo_conversion_outbox", Integer.class);
	}

	private int paused() {
		return this.jdbc.queryForObject("select count(*) from nexmo_conversion_account where paused_at is not null",
				Integer.class);
	}

	private static ConditionFactory awaitThat() {
		return await().atMost(LIMIT).pollInterval(Duration.ofMillis(20));
	}

	private static Conversion conversion(String messageId) {
		return Conversion.delivered(ConversionChannel.SMS, messageId);
	}

	private static ConversionAccount account(String name, String key) {
		return new ConversionAccount(name, new ConversionCredentials.ApiSecret(key, "secret"));
	}

	/**
	 * Operations of which one account is only answered when a latch is open.
	 */
	private record SlowOperations(ConversionOperations delegate, String slow,
			CountDownLatch answered) implements ConversionOperations {

		@Override
		public void submit(Conversion conversion) {
			this.delegate.submit(conversion);
		}

		@Override
		public void submit(String account, Conversion conversion) {
			if (account.equals(this.slow)) {
				try {
					this.answered.await();
				}
				catch (InterruptedException ex) {
					Thread.currentThread().interrupt();
				}
			}
			this.delegate.submit(account, conversion);
		}

		@Override
		public CompletableFuture<Void> submitAsync(Conversion conversion) {
			return this.delegate.submitAsync(conversion);
		}

		@Override
		public CompletableFuture<Void> submitAsync(String account, Conversion conversion) {
			return this.delegate.submitAsync(account, conversion);
		}

		@Override
		public ConversionOperations forAccount(String account) {
			return this.delegate.forAccount(account);
		}

	}

}
