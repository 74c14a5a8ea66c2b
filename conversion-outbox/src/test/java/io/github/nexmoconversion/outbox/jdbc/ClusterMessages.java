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
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import javax.sql.DataSource;

import io.github.nexmoconversion.outbox.jdbc.ClusterMessage.Kind;

import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The tables of the services of a cluster. What they sent is written in the transactions
 * that call the outbox, so it tells what has to be reported, whatever is killed.
 */
final class ClusterMessages {

	private final JdbcClient jdbc;

	ClusterMessages(DataSource dataSource) {
		this.jdbc = JdbcClient.create(dataSource);
	}

	void createTables() {
		this.jdbc
			.sql("create table message (id varchar(100) primary key, service varchar(20), account varchar(20),"
					+ " kind varchar(20), expires_at timestamptz, answer_at timestamptz, answered_at timestamptz)")
			.update();
		this.jdbc.sql("create index message_answer on message (service, answer_at) where answered_at is null").update();
		this.jdbc.sql("create table running_instance (name varchar(100) primary key)").update();
	}

	void add(ClusterMessage message, String service) {
		this.jdbc
			.sql("insert into message (id, service, account, kind, expires_at, answer_at) values (:id, :service,"
					+ " :account, :kind, clock_timestamp() + :ttl * interval '1 millisecond',"
					+ " clock_timestamp() + cast(:after as bigint) * interval '1 millisecond')")
			.param("id", message.id())
			.param("service", service)
			.param("account", message.account())
			.param("kind", message.kind().name())
			.param("ttl", message.timeToLive().toMillis())
			.param("after", (message.answerAfter() != null) ? message.answerAfter().toMillis() : null)
			.update();
	}

	/**
	 * Answer messages whose users do so now, in the current transaction. It does not
	 * matter which instance sent them.
	 * @param service the service
	 * @param accounts the accounts
	 * @return the messages
	 */
	List<ClusterMessage> answer(String service, List<String> accounts) {
		return this.jdbc
			.sql("with due as materialized (select id from message where service = :service"
					+ " and account in (:accounts) and answered_at is null and answer_at <= clock_timestamp()"
					+ " order by answer_at limit 5 for update skip locked)"
					+ " update message set answered_at = clock_timestamp() from due where message.id = due.id"
					+ " returning message.id, account, kind")
			.param("service", service)
			.param("accounts", accounts)
			.query((row, number) -> new ClusterMessage(row.getString("id"), row.getString("account"),
					Kind.valueOf(row.getString("kind")), Duration.ZERO, null))
			.list();
	}

	/**
	 * Return what has to be reported last of each message. A message can be cancelled
	 * when the report of its expiry is in flight, or later.
	 * @return {@code true}, {@code false}, {@code nothing}, or {@code any} of the last
	 * two by message id
	 */
	Map<String, String> findExpected() {
		return this.jdbc
			.sql("select id, case when kind = 'ENQUEUE' then 'true' when answered_at is null then 'false'"
					+ " when kind = 'CONFIRM' then 'true'"
					+ " when answered_at < expires_at - interval '5 seconds' then 'nothing' else 'any' end as expected"
					+ " from message")
			.query((row, number) -> Map.entry(row.getString("id"), row.getString("expected")))
			.list()
			.stream()
			.collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
	}

	void addRunning(String instance) {
		this.jdbc.sql("insert into running_instance (name) values (?)").param(instance).update();
	}

	boolean isRunning(String instance) {
		return this.jdbc.sql("select count(*) from running_instance where name = ?")
			.param(instance)
			.query(Integer.class)
			.single() > 0;
	}

}
