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

import com.zaxxer.hikari.HikariDataSource;
import io.github.nexmoconversion.Conversion;
import io.github.nexmoconversion.ConversionChannel;
import io.github.nexmoconversion.test.MockConversionApi;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.orm.jpa.JpaTransactionManager;
import org.springframework.orm.jpa.LocalContainerEntityManagerFactoryBean;
import org.springframework.orm.jpa.SharedEntityManagerCreator;
import org.springframework.orm.jpa.vendor.HibernateJpaVendorAdapter;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

/**
 * Tests that the outbox joins the transactions of JPA, which cannot nest.
 */
@ParameterizedClass
@EnumSource
class JpaTransactionTests {

	private static final Duration LIMIT = Duration.ofMinutes(1);

	private final HikariDataSource dataSource;

	private final MockConversionApi api;

	private final LocalContainerEntityManagerFactoryBean factory;

	private final EntityManager entityManager;

	private final TransactionTemplate transaction;

	private final JdbcTemplate jdbc;

	private final OutboxEngine outbox;

	JpaTransactionTests(TestDatabase database) {
		this.dataSource = database.create();
		this.api = MockConversionApi.start();
		this.jdbc = new JdbcTemplate(this.dataSource);
		this.factory = new LocalContainerEntityManagerFactoryBean();
		this.factory.setDataSource(this.dataSource);
		this.factory.setPackagesToScan(Login.class.getPackageName());
		HibernateJpaVendorAdapter hibernate = new HibernateJpaVendorAdapter();
		hibernate.setGenerateDdl(true);
		// Does not support an isolation of a transaction
		this.factory.getJpaPropertyMap()
			.put("hibernate.connection.handling_mode", "DELAYED_ACQUISITION_AND_RELEASE_AFTER_TRANSACTION");
		this.factory.setJpaVendorAdapter(hibernate);
		this.factory.afterPropertiesSet();
		EntityManagerFactory entityManagerFactory = this.factory.getObject();
		this.entityManager = SharedEntityManagerCreator.createSharedEntityManager(entityManagerFactory);
		JpaTransactionManager transactionManager = new JpaTransactionManager(entityManagerFactory);
		this.transaction = new TransactionTemplate(transactionManager);
		this.outbox = OutboxProcess.create(this.dataSource, transactionManager, this.api.getBaseUrl(), 4,
				this.api.getAccounts());
		this.outbox.start();
	}

	@AfterEach
	void close() {
		this.outbox.stop();
		this.factory.destroy();
		this.dataSource.close();
		this.api.close();
	}

	@Test
	void shouldCommitAndRollBackWithTheEntities() {
		for (boolean rollback : new boolean[] { true, false }) {
			this.transaction.executeWithoutResult((status) -> {
				String id = rollback ? "rolled-back" : "committed";
				this.entityManager.persist(new Login(id));
				this.outbox.getOutbox().enqueue(Conversion.delivered(ConversionChannel.SMS, id));
				if (rollback) {
					status.setRollbackOnly();
				}
			});
		}
		assertThat(this.api).within(LIMIT).hasAccepted("committed");
		assertThat(this.api).hasReceived(1);
		assertThat(logins()).isOne();
	}

	@Test
	void rowThatCannotBeStoredShouldNotHarmTheEntities() {
		this.jdbc.execute("alter table nexmo_conversion_outbox rename to elsewhere");
		this.transaction.executeWithoutResult((status) -> {
			this.entityManager.persist(new Login("before"));
			this.entityManager.flush();
			this.outbox.getOutbox().enqueue(Conversion.delivered(ConversionChannel.SMS, "id"));
			this.outbox.getPendingConversions().register(ConversionChannel.SMS, "other");
			this.outbox.getPendingConversions().cancel(ConversionChannel.SMS, "other");
			this.outbox.getPendingConversions().confirm(ConversionChannel.SMS, "another");
			this.entityManager.persist(new Login("after"));
		});
		assertThat(logins()).isEqualTo(2);
		assertThat(this.api).within(LIMIT).hasAccepted("id");
		assertThat(this.api).within(LIMIT).hasAccepted("another");
	}

	@Test
	void listenerOfAnEntityShouldJoinTheTransactionThatFlushesIt() {
		for (boolean rollback : new boolean[] { true, false }) {
			String id = rollback ? "rolled-back" : "committed";
			this.transaction.executeWithoutResult((status) -> this.entityManager.persist(new Login(id)));
			Login.onUpdate = () -> {
				this.outbox.getOutbox().enqueue(Conversion.delivered(ConversionChannel.SMS, id));
				if (rollback) {
					throw new IllegalStateException("listener");
				}
			};
			TransactionOperations update = this.transaction;
			Runnable change = () -> update
				.executeWithoutResult((status) -> this.entityManager.find(Login.class, id).setName("changed"));
			if (rollback) {
				assertThatException().isThrownBy(change::run);
			}
			else {
				change.run();
			}
		}
		assertThat(this.api).within(LIMIT).hasAccepted("committed");
		assertThat(this.api).hasReceived(1);
	}

	@Test
	void callWithoutTransactionShouldBeStoredWhateverTheSettingsOfJpa() {
		this.outbox.getPendingConversions().register(ConversionChannel.SMS, "id", Duration.ofMillis(1));
		assertThat(this.api).within(LIMIT).hasAccepted("id").notDelivered();
	}

	private int logins() {
		return this.jdbc.queryForObject("select count(*) from login", Integer.class);
	}

}
