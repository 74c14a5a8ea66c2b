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

import io.github.nexmoconversion.Conversion;
import io.github.nexmoconversion.client.ConversionTemplate;
import io.namastack.outbox.Outbox;
import io.namastack.outbox.OutboxProcessingScheduler;
import io.namastack.outbox.handler.OutboxRecordMetadata;
import io.namastack.outbox.handler.OutboxTypedHandler;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Namastack Outbox with the profile for platform threads that its page on performance
 * tuning recommends. Virtual threads, which it recommends too, need JDK 21.
 */
final class NamastackOutbox implements PeerOutbox {

	// With the default of ten keys every two seconds, it delivers five per second
	private static final String[] PROPERTIES = { "--namastack.outbox.polling.trigger=fixed",
			"--namastack.outbox.polling.batch-size=1000", "--namastack.outbox.polling.fixed.interval=25ms",
			// 16 in flight, since the queue of the executor is unbounded
			"--namastack.outbox.processing.executor-core-pool-size=16",
			"--namastack.outbox.processing.executor-max-pool-size=32",
			"--namastack.outbox.instance.heartbeat-interval=1s",
			"--namastack.outbox.instance.stale-instance-timeout=10s",
			"--namastack.outbox.instance.rebalance-interval=1s",
			// The profile keeps them to count them. Nobody purges them
			"--namastack.outbox.processing.delete-completed-records=true" };

	private static final int PARTITIONS = 256;

	private static final String COPY = """
			insert into outbox_record (id, status, record_key, record_type, payload, context, created_at, failure_count,
			next_retry_at, partition_no, handler_id)
			select gen_random_uuid(), status, gen_random_uuid(), record_type, %s, context,
			created_at + copy * interval '1 microsecond', failure_count, next_retry_at, copy %% %d, handler_id
			from outbox_record, generate_series(?, ?) copy where position(? in payload) > 0
			""";

	private final JdbcTemplate jdbc;

	private final Outbox outbox;

	private final OutboxProcessingScheduler scheduler;

	private NamastackOutbox(ApplicationContext context) {
		this.jdbc = context.getBean(JdbcTemplate.class);
		this.outbox = context.getBean(Outbox.class);
		this.scheduler = context.getBean(OutboxProcessingScheduler.class);
	}

	static ApplicationContext start(String databaseUrl, String api) {
		return PeerApplication.start(Application.class, databaseUrl, api, PROPERTIES);
	}

	static PeerOutbox of(ApplicationContext context) {
		return new NamastackOutbox(context);
	}

	// With a random key, because conversions do not need an order
	@Override
	public void enqueue(Conversion conversion) {
		this.outbox.schedule(conversion);
	}

	@Override
	public void deliver(boolean deliver) {
		if (deliver) {
			this.scheduler.start();
		}
		else {
			this.scheduler.stop();
		}
	}

	@Override
	public void fill(int first, int last) {
		enqueue(PeerApplication.conversion(first));
		copy(first, last);
	}

	// They wait for a retry
	@Override
	public void fillWaiting(int first, int last) {
		enqueue(PeerApplication.conversion(first));
		this.jdbc.update("update outbox_record set failure_count = 1, next_retry_at = now() + interval '1 day'"
				+ " where position(? in payload) > 0", quoted(first));
		copy(first, last);
	}

	private void copy(int first, int last) {
		this.jdbc.update(COPY.formatted(PeerApplication.renumbered("payload", first), PARTITIONS), first + 1, last,
				quoted(first));
		this.jdbc.execute("vacuum analyze outbox_record");
	}

	private static String quoted(int number) {
		return "\"" + PeerApplication.conversion(number).messageId() + "\"";
	}

	@Override
	public void clear() {
		this.jdbc.execute("truncate outbox_record");
	}

	// An instance only fetches from its partitions
	@Override
	public boolean isSharedBy(int instances) {
		return this.jdbc
			.queryForList("select count(*) from outbox_partition where instance_id is not null group by instance_id",
					Integer.class)
			.stream()
			.filter((partitions) -> Math.abs(partitions - PARTITIONS / instances) <= 1)
			.count() == instances;
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

		@Bean
		ConversionHandler conversionHandler(ConversionTemplate conversions) {
			return new ConversionHandler(conversions.withoutRetries());
		}

	}

	static class ConversionHandler implements OutboxTypedHandler<Conversion> {

		private final ConversionTemplate conversions;

		ConversionHandler(ConversionTemplate conversions) {
			this.conversions = conversions;
		}

		@Override
		public void handle(Conversion payload, OutboxRecordMetadata metadata) {
			this.conversions.submit(payload);
		}

	}

}
