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

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import java.util.stream.Stream;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;

import org.springframework.jdbc.core.JdbcTemplate;

/**
 * An embedded PostgreSQL server.
 */
public final class Database implements AutoCloseable {

	private final EmbeddedPostgres server;

	private final ProcessHandle process;

	private Database(EmbeddedPostgres server, ProcessHandle process) {
		this.server = server;
		this.process = process;
	}

	public static Database start(Path directory) throws IOException {
		Path data = directory.resolve("data");
		EmbeddedPostgres server = EmbeddedPostgres.builder().setDataDirectory(data).start();
		String pid = Files.readAllLines(data.resolve("postmaster.pid")).get(0);
		return new Database(server, ProcessHandle.of(Long.parseLong(pid)).orElseThrow());
	}

	/**
	 * Create an empty database.
	 * @return the JDBC URL of the database
	 */
	public String create() {
		String name = "outbox_" + UUID.randomUUID().toString().replace("-", "");
		new JdbcTemplate(this.server.getPostgresDatabase()).execute("create database " + name);
		return this.server.getJdbcUrl("postgres", name);
	}

	/**
	 * Return the CPU time of the server processes. On Linux, this includes those that
	 * have ended, such as the workers of autovacuum.
	 * @return the CPU time in nanoseconds
	 */
	public long cpuNanos() {
		return Stream.concat(Stream.of(this.process), this.process.descendants())
			.flatMap((each) -> each.info().totalCpuDuration().stream())
			.mapToLong(Duration::toNanos)
			.sum() + endedNanos();
	}

	// The times of children that were waited for, in hundredths of a second
	private long endedNanos() {
		try {
			String stat = Files.readString(Path.of("/proc/" + this.process.pid() + "/stat"));
			String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
			return Duration.ofMillis(10)
				.multipliedBy(Long.parseLong(fields[13]) + Long.parseLong(fields[14]))
				.toNanos();
		}
		catch (IOException ex) {
			return 0;
		}
	}

	@Override
	public void close() throws IOException {
		this.server.close();
	}

}
