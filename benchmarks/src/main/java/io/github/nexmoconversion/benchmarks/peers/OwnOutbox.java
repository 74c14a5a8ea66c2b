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

import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;

import io.github.nexmoconversion.Conversion;
import io.github.nexmoconversion.ConversionChannel;
import io.github.nexmoconversion.benchmarks.stub.Stub;
import io.github.nexmoconversion.outbox.ConversionOutbox;
import io.github.nexmoconversion.outbox.PendingConversions;
import io.github.nexmoconversion.outbox.jdbc.OutboxEngine;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * The outbox of this project, with default settings. One instance delivers 16 conversions
 * at once.
 */
final class OwnOutbox implements PeerOutbox {

	private static final String TABLE = "nexmo_conversion_outbox";

	private final JdbcTemplate jdbc;

	private final ConversionOutbox outbox;

	private final PendingConversions pending;

	private final OutboxEngine engine;

	private OwnOutbox(ApplicationContext context) {
		this.jdbc = context.getBean(JdbcTemplate.class);
		this.outbox = context.getBean(ConversionOutbox.class);
		this.pending = context.getBean(PendingConversions.class);
		this.engine = context.getBean(OutboxEngine.class);
	}

	static ApplicationContext start(String databaseUrl, String api) {
		return PeerApplication.start(Application.class, databaseUrl, api,
				"--nexmo.conversion.outbox.jdbc.initialize-schema=always");
	}

	static PeerOutbox of(ApplicationContext context) {
		return new OwnOutbox(context);
	}

	@Override
	public void enqueue(Conversion conversion) {
		this.outbox.enqueue(conversion);
	}

	@Override
	public void deliver(boolean deliver) {
		if (deliver) {
			this.engine.start();
		}
		else {
			this.engine.stop();
		}
	}

	@Override
	public void fill(int first, int last) {
		enqueue(PeerApplication.conversion(first));
		copy(first, last);
	}

	@Override
	public void fillWaiting(int first, int last) {
		this.pending.register(ConversionChannel.SMS, Stub.uniqueMessageId(first), Duration.ofDays(1));
		copy(first, last);
	}

	// All columns, whatever a version has
	private void copy(int first, int last) {
		String json = "convert_from(task_data, 'UTF8')";
		Map<String, String> changed = Map.of("task_instance", "task_instance || '-' || copy", "task_data",
				"convert_to(" + PeerApplication.renumbered(json, first) + ", 'UTF8')");
		Map<String, String> columns = this.jdbc
			.queryForList("select column_name from information_schema.columns where table_name = ?", String.class,
					TABLE)
			.stream()
			.collect(Collectors.toMap((name) -> name, (name) -> changed.getOrDefault(name, name)));
		this.jdbc.update("insert into %s (%s) select %s from %s, generate_series(?, ?) copy where position(? in %s) > 0"
			.formatted(TABLE, String.join(", ", columns.keySet()), String.join(", ", columns.values()), TABLE, json),
				first + 1, last, "\"" + Stub.uniqueMessageId(first) + "\"");
		this.jdbc.execute("vacuum analyze " + TABLE);
	}

	@Override
	public void clear() {
		this.jdbc.execute("truncate " + TABLE);
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

	}

}
