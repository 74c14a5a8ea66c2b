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

package io.github.nexmoconversion.benchmarks.peers;

import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.locks.LockSupport;

import io.github.nexmoconversion.Conversion;
import io.github.nexmoconversion.client.ConversionTemplate;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.modulith.events.FailedEventPublications;
import org.springframework.modulith.events.ResubmissionOptions;
import org.springframework.modulith.events.core.EventSerializer;
import org.springframework.scheduling.annotation.Async;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;
import org.springframework.transaction.event.TransactionalEventListener;

/**
 * The event publication registry of Spring Modulith. It delivers after the commit. What
 * failed is only delivered again if the application resubmits it.
 */
final class ModulithOutbox implements PeerOutbox {

	private static final String[] PROPERTIES = {
			// Recommended where nobody purges completed publications
			"--spring.modulith.events.completion-mode=delete",
			// 16 in flight, since the queue of Boot's executor is unbounded
			"--spring.task.execution.pool.core-size=16" };

	private static final String LISTENER = "conversions";

	private static final String FILL = """
			insert into event_publication (id, listener_id, event_type, serialized_event, publication_date, status,
			completion_attempts, last_resubmission_date)
			select gen_random_uuid(), ?, ?, %s, now(), 'FAILED', 1, now() from generate_series(?, ?) copy
			""";

	private final JdbcTemplate jdbc;

	private final ApplicationContext context;

	private final EventSerializer serializer;

	private final Gate gate;

	private final ThreadPoolExecutor executor;

	private ModulithOutbox(ApplicationContext context) {
		this.jdbc = context.getBean(JdbcTemplate.class);
		this.context = context;
		this.serializer = context.getBean(EventSerializer.class);
		this.gate = context.getBean(Gate.class);
		this.executor = context.getBean("applicationTaskExecutor", ThreadPoolTaskExecutor.class)
			.getThreadPoolExecutor();
	}

	static ApplicationContext start(String databaseUrl, String api) {
		return PeerApplication.start(Application.class, databaseUrl, api, PROPERTIES);
	}

	static PeerOutbox of(ApplicationContext context) {
		return new ModulithOutbox(context);
	}

	@Override
	public void enqueue(Conversion conversion) {
		this.context.publishEvent(conversion);
	}

	@Override
	public void deliver(boolean deliver) {
		this.gate.open(deliver, deliver);
	}

	// As after an outage of the API
	@Override
	public void fill(int first, int last) {
		String json = "'" + this.serializer.serialize(PeerApplication.conversion(first)) + "'";
		this.jdbc.update(FILL.formatted(PeerApplication.renumbered(json, first)), LISTENER, Conversion.class.getName(),
				first, last);
		this.jdbc.execute("vacuum analyze event_publication");
	}

	@Override
	public void fillWaiting(int first, int last) {
		throw new UnsupportedOperationException("Events are due as soon as they are published");
	}

	// Events in the queue of the executor cannot be removed
	@Override
	public void clear() {
		this.gate.open(true, false);
		while (this.executor.getActiveCount() > 0 || !this.executor.getQueue().isEmpty()) {
			LockSupport.parkNanos(1_000_000);
		}
		this.gate.open(false, false);
		this.jdbc.execute("truncate event_publication");
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@EnableScheduling
	static class Application {

		@Bean
		Gate gate() {
			return new Gate();
		}

		@Bean
		ConversionListener conversionListener(ConversionTemplate conversions, Gate gate) {
			return new ConversionListener(conversions.withoutRetries(), gate);
		}

		@Bean
		Resubmission resubmission(FailedEventPublications publications, Gate gate) {
			return new Resubmission(publications, gate);
		}

	}

	/**
	 * Stops deliveries, which Spring Modulith cannot do.
	 */
	static class Gate {

		private boolean listener = true;

		private boolean resubmission = true;

		synchronized void open(boolean listener, boolean resubmission) {
			this.listener = listener;
			this.resubmission = resubmission;
			notifyAll();
		}

		synchronized void pass() throws InterruptedException {
			while (!this.listener) {
				wait();
			}
		}

		synchronized boolean isResubmissionOpen() {
			return this.resubmission;
		}

	}

	/**
	 * Without the transaction of an {@code @ApplicationModuleListener}, which would hold
	 * one of ten connections until the API answers.
	 */
	static class ConversionListener {

		private final ConversionTemplate conversions;

		private final Gate gate;

		ConversionListener(ConversionTemplate conversions, Gate gate) {
			this.conversions = conversions;
			this.gate = gate;
		}

		@Async
		@TransactionalEventListener(id = LISTENER)
		void on(Conversion conversion) throws InterruptedException {
			this.gate.pass();
			this.conversions.submit(conversion);
		}

	}

	/**
	 * Once a second, as many as can be delivered until the next time. Each time costs a
	 * scan of the table.
	 */
	static class Resubmission {

		private final FailedEventPublications publications;

		private final Gate gate;

		Resubmission(FailedEventPublications publications, Gate gate) {
			this.publications = publications;
			this.gate = gate;
		}

		@Scheduled(fixedRate = 1_000)
		void resubmit() {
			if (this.gate.isResubmissionOpen()) {
				this.publications.resubmit(ResubmissionOptions.defaults().withBatchSize(1_000));
			}
		}

	}

}
