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

import javax.sql.DataSource;

import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.annotation.EnableTransactionManagement;
import org.springframework.transaction.event.TransactionPhase;
import org.springframework.transaction.event.TransactionalEventListener;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The application around a call: its transactions, its listeners, and another database.
 */
final class CallEnvironment implements AutoCloseable {

	private final PlatformTransactionManager transactionManager;

	private final PlatformTransactionManager otherManager;

	private final JdbcTemplate jdbc;

	private final Runnable callBefore;

	private final AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext(Listeners.class);

	CallEnvironment(PlatformTransactionManager transactionManager, DataSource dataSource, DataSource other,
			Runnable callBefore) {
		this.transactionManager = transactionManager;
		this.otherManager = new JdbcTransactionManager(other);
		this.jdbc = new JdbcTemplate(dataSource);
		this.callBefore = callBefore;
	}

	PlatformTransactionManager transactionManager() {
		return this.transactionManager;
	}

	TransactionTemplate template(int propagation) {
		TransactionTemplate template = new TransactionTemplate(this.transactionManager);
		template.setPropagationBehavior(propagation);
		return template;
	}

	TransactionTemplate required() {
		return template(TransactionDefinition.PROPAGATION_REQUIRED);
	}

	TransactionTemplate requiresNew() {
		return template(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
	}

	TransactionTemplate nested() {
		return template(TransactionDefinition.PROPAGATION_NESTED);
	}

	TransactionTemplate readOnly() {
		TransactionTemplate template = required();
		template.setReadOnly(true);
		return template;
	}

	TransactionTemplate other() {
		return new TransactionTemplate(this.otherManager);
	}

	/**
	 * Another call of the outbox, in whose presence the one that is tested happens.
	 * @return the call
	 */
	Runnable callBefore() {
		return this.callBefore;
	}

	void publish(Object event, boolean callBefore) {
		required().executeWithoutResult((status) -> {
			// As an application does, so that the connection is in use
			this.jdbc.queryForObject("select count(*) from nexmo_conversion_dead", Integer.class);
			if (callBefore) {
				this.callBefore.run();
			}
			this.context.publishEvent(event);
			if (event instanceof AfterRollback) {
				status.setRollbackOnly();
			}
		});
	}

	void synchronize(TransactionSynchronization synchronization) {
		required().executeWithoutResult(
				(status) -> TransactionSynchronizationManager.registerSynchronization(synchronization));
	}

	@Override
	public void close() {
		this.context.close();
	}

	record BeforeCommit(Runnable call) {

	}

	record AfterCommit(Runnable call) {

	}

	record AfterRollback(Runnable call) {

	}

	record AfterCompletion(Runnable call) {

	}

	@Configuration(proxyBeanMethods = false)
	@EnableTransactionManagement
	static class Listeners {

		@Bean
		EventListeners eventListeners() {
			return new EventListeners();
		}

	}

	static class EventListeners {

		@TransactionalEventListener(phase = TransactionPhase.BEFORE_COMMIT)
		void on(BeforeCommit event) {
			event.call().run();
		}

		@TransactionalEventListener
		void on(AfterCommit event) {
			event.call().run();
		}

		@TransactionalEventListener(phase = TransactionPhase.AFTER_ROLLBACK)
		void on(AfterRollback event) {
			event.call().run();
		}

		@TransactionalEventListener(phase = TransactionPhase.AFTER_COMPLETION)
		void on(AfterCompletion event) {
			event.call().run();
		}

	}

}
