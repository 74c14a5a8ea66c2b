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

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

import com.sun.management.OperatingSystemMXBean;
import io.github.nexmoconversion.Conversion;
import io.github.nexmoconversion.ConversionChannel;
import io.github.nexmoconversion.benchmarks.process.JavaProcess;
import io.github.nexmoconversion.benchmarks.report.Spread;
import io.github.nexmoconversion.benchmarks.stub.Stub;
import org.jspecify.annotations.Nullable;

import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * A process with an application and its outbox. It reads orders from standard input.
 */
public final class PeerWorker {

	static final String DELIVER = "deliver";

	static final String FILL = "fill";

	static final String FILL_WAITING = "fill-waiting";

	static final String CLEAR = "clear";

	static final String ENQUEUE = "enqueue";

	static final String TRANSACTIONS = "transactions";

	static final String SHARED = "shared";

	static final String CPU = "cpu";

	private final JdbcTemplate jdbc;

	private final TransactionTemplate transaction;

	private final PeerOutbox outbox;

	private PeerWorker(ApplicationContext context, PeerOutbox outbox) {
		this.jdbc = context.getBean(JdbcTemplate.class);
		this.transaction = context.getBean(TransactionTemplate.class);
		this.outbox = outbox;
		this.jdbc.execute("create table if not exists login (id bigserial primary key, code varchar(6))");
	}

	public static void main(String[] args) throws Exception {
		PeerWorker worker = start(Peer.valueOf(args[0]), args[1], args[2]);
		JavaProcess.answer("ready");
		BufferedReader orders = new BufferedReader(new InputStreamReader(System.in));
		for (String order = orders.readLine(); order != null; order = orders.readLine()) {
			JavaProcess.answer(worker.execute(order.split(" ")));
		}
		// Without the time that an orderly shutdown takes with a backlog
		Runtime.getRuntime().halt(0);
	}

	// The classes of the other outboxes do not exist in this process
	private static PeerWorker start(Peer peer, String databaseUrl, String api) {
		switch (peer) {
			case CONVERSION_OUTBOX -> {
				ApplicationContext context = OwnOutbox.start(databaseUrl, api);
				return new PeerWorker(context, OwnOutbox.of(context));
			}
			case NAMASTACK_OUTBOX -> {
				ApplicationContext context = NamastackOutbox.start(databaseUrl, api);
				return new PeerWorker(context, NamastackOutbox.of(context));
			}
			default -> {
				ApplicationContext context = ModulithOutbox.start(databaseUrl, api);
				return new PeerWorker(context, ModulithOutbox.of(context));
			}
		}
	}

	private Object execute(String[] order) {
		switch (order[0]) {
			case DELIVER -> this.outbox.deliver(Boolean.parseBoolean(order[1]));
			case FILL -> this.outbox.fill(Integer.parseInt(order[1]), Integer.parseInt(order[2]));
			case FILL_WAITING -> this.outbox.fillWaiting(Integer.parseInt(order[1]), Integer.parseInt(order[2]));
			case CLEAR -> this.outbox.clear();
			case ENQUEUE -> enqueue(Integer.parseInt(order[1]), Long.parseLong(order[2]));
			case TRANSACTIONS -> {
				return transactions(Integer.parseInt(order[1]));
			}
			case SHARED -> {
				return this.outbox.isSharedBy(Integer.parseInt(order[1]));
			}
			case CPU -> {
				return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
			}
			default -> throw new IllegalArgumentException(order[0]);
		}
		return "done";
	}

	private void enqueue(int count, long pause) {
		for (int i = 0; i < count; i++) {
			LockSupport.parkNanos(pause);
			logIn(Stub.messageIdOfNow(i));
		}
	}

	// Difference of the medians in milliseconds. The two kinds of transactions alternate
	private double transactions(int count) {
		List<Long> plain = new ArrayList<>();
		List<Long> enqueued = new ArrayList<>();
		for (int i = 0; i < count; i++) {
			long begin = System.nanoTime();
			logIn(null);
			long middle = System.nanoTime();
			logIn("id");
			plain.add(middle - begin);
			enqueued.add(System.nanoTime() - middle);
		}
		return (Spread.of(enqueued).median() - Spread.of(plain).median()) / 1e6;
	}

	private void logIn(@Nullable String messageId) {
		this.transaction.executeWithoutResult((status) -> {
			this.jdbc.update("insert into login (code) values ('123456')");
			if (messageId != null) {
				this.outbox.enqueue(Conversion.delivered(ConversionChannel.SMS, messageId));
			}
		});
	}

}
