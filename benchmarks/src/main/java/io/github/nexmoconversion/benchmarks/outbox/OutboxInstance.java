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

package io.github.nexmoconversion.benchmarks.outbox;

import java.net.URI;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.github.nexmoconversion.Conversion;
import io.github.nexmoconversion.ConversionChannel;
import io.github.nexmoconversion.benchmarks.stub.Stub;
import io.github.nexmoconversion.outbox.ConversionOutbox;
import io.github.nexmoconversion.outbox.jdbc.OutboxEngine;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.annotation.ImportCandidates;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.util.StringUtils;

/**
 * An application with an auto-configured outbox.
 */
final class OutboxInstance implements AutoCloseable {

	// The outboxes that Library keeps away from other processes, but not from this one
	private static final String PEERS = ImportCandidates
		.load(AutoConfiguration.class, OutboxInstance.class.getClassLoader())
		.getCandidates()
		.stream()
		.filter((name) -> name.startsWith("io.namastack.") || name.startsWith("org.springframework.modulith."))
		.collect(Collectors.joining(","));

	private final ConfigurableApplicationContext context;

	private final JdbcTemplate jdbc;

	private final TransactionTemplate transaction;

	private final ConversionOutbox outbox;

	private OutboxInstance(ConfigurableApplicationContext context) {
		this.context = context;
		this.jdbc = context.getBean(JdbcTemplate.class);
		this.transaction = context.getBean(TransactionTemplate.class);
		this.outbox = context.getBean(ConversionOutbox.class);
		this.jdbc.execute("create table if not exists login (id bigserial primary key, code varchar(6))");
	}

	static OutboxInstance start(String databaseUrl, URI api, String... properties) {
		String[] arguments = { "--nexmo.conversion.api-key=" + Stub.API_KEY,
				"--nexmo.conversion.api-secret=" + Stub.API_SECRET, "--nexmo.conversion.base-url=" + api,
				"--nexmo.conversion.outbox.jdbc.initialize-schema=always", "--spring.datasource.url=" + databaseUrl,
				"--spring.autoconfigure.exclude=" + PEERS, "--logging.level.root=warn",
				"--spring.main.banner-mode=off" };
		return new OutboxInstance(new SpringApplicationBuilder(Application.class).web(WebApplicationType.NONE)
			.run(StringUtils.concatenateStringArrays(arguments, properties)));
	}

	/**
	 * Run a transaction of the application.
	 * @param messageId provides the id of the message to report in the transaction, or
	 * {@code null} to report none
	 */
	void logIn(@Nullable Supplier<String> messageId) {
		this.transaction.executeWithoutResult((status) -> {
			this.jdbc.update("insert into login (code) values ('123456')");
			if (messageId != null) {
				this.outbox.enqueue(Conversion.delivered(ConversionChannel.SMS, messageId.get()));
			}
		});
	}

	/**
	 * Enqueue conversions in one transaction.
	 * @param count the number of conversions
	 */
	void enqueue(int count) {
		this.transaction.executeWithoutResult((status) -> IntStream.range(0, count)
			.forEach((i) -> this.outbox.enqueue(Conversion.delivered(ConversionChannel.SMS, "id"))));
	}

	/**
	 * Insert the same rows in one transaction by one batch, as fast as it can be done by
	 * hand.
	 * @param count the number of rows
	 */
	void insert(int count) {
		Map<String, Object> row = this.jdbc.queryForMap("select task_data, account, key_digest"
				+ " from nexmo_conversion_outbox where task_name = 'delivery' limit 1");
		Timestamp now = Timestamp.from(Instant.now());
		this.transaction.executeWithoutResult((status) -> this.jdbc.batchUpdate(
				"insert into nexmo_conversion_outbox"
						+ " (task_name, task_instance, task_data, execution_time, picked, version, priority, account,"
						+ " key_digest, format) values ('delivery', ?, ?, ?, false, 1, ?, ?, ?, 1)",
				IntStream.range(0, count)
					.mapToObj((i) -> new Object[] { UUID.randomUUID().toString(), row.get("task_data"), now,
							(int) Instant.now().getEpochSecond(), row.get("account"), row.get("key_digest") })
					.toList()));
	}

	/**
	 * Fill the outbox while delivery is stopped.
	 * @param rows the number of conversions in the outbox afterwards
	 */
	void fill(int rows) {
		logIn(() -> "id");
		this.jdbc.update("insert into nexmo_conversion_outbox (task_name, task_instance, task_data, execution_time,"
				+ " picked, consecutive_failures, version, priority, account, key_digest) select task_name,"
				+ " task_instance || '-' || copy, task_data, execution_time, picked, consecutive_failures, version,"
				+ " priority, account, key_digest"
				+ " from nexmo_conversion_outbox, generate_series(2, ?) copy where task_name = 'delivery'", rows);
		this.jdbc.execute("analyze nexmo_conversion_outbox");
	}

	void deliver(boolean deliver) {
		OutboxEngine engine = this.context.getBean(OutboxEngine.class);
		if (deliver) {
			engine.start();
		}
		else {
			engine.stop();
		}
	}

	@Override
	public void close() {
		this.context.close();
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

	}

}
