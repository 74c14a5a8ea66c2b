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

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

import com.zaxxer.hikari.HikariDataSource;
import io.github.nexmoconversion.Conversion;
import io.github.nexmoconversion.ConversionChannel;
import io.github.nexmoconversion.test.MockConversionApi;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.orm.jpa.JpaTransactionManager;
import org.springframework.orm.jpa.LocalContainerEntityManagerFactoryBean;
import org.springframework.orm.jpa.vendor.HibernateJpaVendorAdapter;
import org.springframework.transaction.support.AbstractPlatformTransactionManager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

/**
 * What becomes of each call of the outbox, wherever an application makes it: what is
 * committed is reported, what is rolled back is not.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class AbstractTransactionMatrix {

	private static final Duration LIMIT = Duration.ofMinutes(1);

	private static final Duration LONG = Duration.ofHours(1);

	@Parameter(0)
	TestDatabase database;

	@Parameter(1)
	boolean jpa;

	@Parameter(2)
	boolean autoCommit;

	@Parameter(3)
	int poolSize;

	@Parameter(4)
	Manager manager;

	private HikariDataSource other;

	private MockConversionApi api;

	private LocalContainerEntityManagerFactoryBean factory;

	private HikariDataSource unlimited;

	private HikariDataSource dataSource;

	private JdbcTemplate jdbc;

	private OutboxEngine engine;

	private OutboxEngine dryRun;

	private CallEnvironment environment;

	@BeforeParameterizedClassInvocation
	void start() {
		this.other = TestDatabase.H2.create();
		this.api = MockConversionApi.start();
		this.factory = new LocalContainerEntityManagerFactoryBean();
		this.unlimited = this.database.create();
		this.jdbc = new JdbcTemplate(this.unlimited);
		this.dataSource = OutboxProcess.dataSource(this.unlimited.getJdbcUrl(), this.poolSize);
		this.dataSource.setAutoCommit(this.autoCommit);
		AbstractPlatformTransactionManager transactionManager = this.jpa ? jpa() : jdbc();
		AbstractPlatformTransactionManager owned = (this.manager == Manager.OWN) ? transactionManager : jdbc();
		this.engine = OutboxProcess.create(this.dataSource, owned, this.api.getBaseUrl(), 4,
				List.of(MockConversionApi.DEFAULT_ACCOUNT));
		this.engine.start();
		this.dryRun = new OutboxEngineBuilder(this.dataSource, owned,
				OutboxProcess.operations(this.api.getBaseUrl(), this.api.getAccounts()))
			.dryRun(true)
			.build();
		if (this.manager == Manager.FOLLOWED) {
			this.engine.follow(transactionManager);
			this.dryRun.follow(transactionManager);
		}
		this.environment = new CallEnvironment(transactionManager, this.dataSource, this.other,
				() -> enqueue(UUID.randomUUID().toString()));
	}

	private AbstractPlatformTransactionManager jdbc() {
		return new JdbcTransactionManager(this.dataSource);
	}

	private AbstractPlatformTransactionManager jpa() {
		this.factory.setDataSource(this.dataSource);
		this.factory.setPackagesToScan(Login.class.getPackageName());
		this.factory.setJpaVendorAdapter(new HibernateJpaVendorAdapter());
		this.factory.afterPropertiesSet();
		return new JpaTransactionManager(this.factory.getObject());
	}

	@AfterParameterizedClassInvocation
	void close() {
		this.environment.close();
		this.engine.close();
		this.factory.destroy();
		this.dataSource.close();
		this.unlimited.close();
		this.other.close();
		this.api.close();
	}

	Stream<CallSituation> situations() {
		return Arrays.stream(CallSituation.values())
			.filter((situation) -> this.poolSize > 1 || !situation.needsTwoConnections())
			.filter((situation) -> !this.jpa || !situation.needsSavepoints())
			.filter((situation) -> this.manager != Manager.UNKNOWN || !situation.needsFollowing());
	}

	Stream<Arguments> cells() {
		return situations()
			.flatMap((situation) -> Arrays.stream(Call.values()).map((call) -> Arguments.of(situation, call)));
	}

	@ParameterizedTest
	@MethodSource("cells")
	void callShouldHappenWithItsTransaction(CallSituation situation, Call call) {
		String messageId = situation + "-" + call;
		if (call == Call.CONFIRM || call == Call.CANCEL) {
			register(messageId, LONG);
			awaitThat().until(() -> expiries(messageId) == 1);
		}
		situation.run(this.environment, () -> call(call, messageId));
		if (situation.isReported()) {
			shouldHappen(call, messageId);
		}
		else {
			shouldNotHappen(call, messageId);
		}
	}

	@ParameterizedTest
	@MethodSource("situations")
	void dryRunShouldSubmitWhatHappens(CallSituation situation) {
		String messageId = "dry-" + situation;
		situation.run(this.environment,
				() -> this.dryRun.getOutbox().enqueue(Conversion.delivered(ConversionChannel.SMS, messageId)));
		if (situation.isReported()) {
			assertThat(this.api).within(LIMIT).hasAccepted(messageId);
		}
		else {
			shouldNotBeReported(messageId);
		}
	}

	@ParameterizedTest
	@EnumSource
	void callOnThreadThatMustNotBlockShouldBeRefused(Call call) {
		assertThatIllegalStateException()
			.isThrownBy(() -> Mono.fromRunnable(() -> call(call, "not-blocking"))
				.subscribeOn(Schedulers.parallel())
				.block(LIMIT))
			.withMessageContaining("must not block")
			.withMessageContaining("boundedElastic");
		shouldNotBeReported("not-blocking");
	}

	@Test
	void noTransactionShouldBeLeftOpen() {
		enqueue("last");
		assertThat(this.api).within(LIMIT).hasAccepted("last");
		awaitThat().until(() -> this.dataSource.getHikariPoolMXBean().getActiveConnections() == 0);
	}

	private void call(Call call, String messageId) {
		switch (call) {
			case ENQUEUE -> enqueue(messageId);
			case REGISTER -> register(messageId, Duration.ofMillis(1));
			case CONFIRM -> this.engine.getPendingConversions().confirm(ConversionChannel.SMS, messageId);
			case CANCEL -> this.engine.getPendingConversions().cancel(ConversionChannel.SMS, messageId);
		}
	}

	private void enqueue(String messageId) {
		this.engine.getOutbox().enqueue(Conversion.delivered(ConversionChannel.SMS, messageId));
	}

	private void register(String messageId, Duration timeToLive) {
		this.engine.getPendingConversions().register(ConversionChannel.SMS, messageId, timeToLive);
	}

	private void shouldHappen(Call call, String messageId) {
		switch (call) {
			case ENQUEUE, CONFIRM -> assertThat(this.api).within(LIMIT).hasAccepted(messageId).delivered();
			case REGISTER -> assertThat(this.api).within(LIMIT).hasAccepted(messageId).notDelivered();
			case CANCEL -> {
				awaitThat().until(() -> expiries(messageId) == 0);
				shouldNotBeReported(messageId);
			}
		}
		if (call == Call.CONFIRM) {
			awaitThat().until(() -> expiries(messageId) == 0);
		}
	}

	private void shouldNotHappen(Call call, String messageId) {
		if (call == Call.ENQUEUE || call == Call.REGISTER) {
			shouldNotBeReported(messageId);
			return;
		}
		this.jdbc.update("update nexmo_conversion_outbox set execution_time = '2020-01-01 00:00:00', priority = 0"
				+ " where task_name = 'expiry' and task_instance = ?", key(messageId));
		assertThat(this.api).within(LIMIT).hasAccepted(messageId).notDelivered();
	}

	// What is reported afterwards shows that this one would have been reported by now
	private void shouldNotBeReported(String messageId) {
		String later = messageId + "-later-" + UUID.randomUUID();
		enqueue(later);
		assertThat(this.api).within(LIMIT).hasAccepted(later);
		assertThat(this.api.getReceived()).noneMatch((received) -> received.messageId().equals(messageId));
		assertThat(expiries(messageId)).isZero();
		awaitThat().until(() -> this.jdbc.queryForObject(
				"select count(*) from nexmo_conversion_outbox where task_name = 'delivery'", Integer.class) == 0);
		assertThat(this.api.getReceived()).noneMatch((received) -> received.messageId().equals(messageId));
	}

	private int expiries(String messageId) {
		return this.jdbc.queryForObject(
				"select count(*) from nexmo_conversion_outbox where task_name = 'expiry' and task_instance = ?",
				Integer.class, key(messageId));
	}

	private static String key(String messageId) {
		return OutboxEntry.messageKey(RowOwner.of("default", "mock-key"), "default",
				Conversion.delivered(ConversionChannel.SMS, messageId));
	}

	// Often at once, since there are many cells
	private static ConditionFactory awaitThat() {
		return await().atMost(LIMIT).pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(5));
	}

	/**
	 * The transaction manager of the callers: that of the outbox, or another one for its
	 * DataSource.
	 */
	enum Manager {

		OWN, FOLLOWED, UNKNOWN

	}

	enum Call {

		ENQUEUE, REGISTER, CONFIRM, CANCEL

	}

}
