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

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import org.springframework.test.util.TestSocketUtils;
import org.springframework.util.Assert;
import org.springframework.util.FileSystemUtils;

import static org.awaitility.Awaitility.await;

/**
 * The real PgBouncer, as Debian packages it, on a free port of this machine and in front
 * of the PostgreSQL of the tests. It pools transactions, and has fewer connections than
 * its clients.
 */
final class PgBouncer implements AutoCloseable {

	static final int CONNECTIONS = 4;

	private final int port = TestSocketUtils.findAvailableTcpPort();

	private final Path directory;

	private final Process process;

	private PgBouncer() throws IOException {
		// Readable by the user as whom it runs
		this.directory = Files.createTempDirectory("pgbouncer",
				PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
		Path users = Files.writeString(this.directory.resolve("users.txt"), "\"postgres\" \"\"\n");
		Path configuration = Files.writeString(this.directory.resolve("pgbouncer.ini"), """
				[databases]
				* = host=127.0.0.1 port=%d
				[pgbouncer]
				listen_addr = 127.0.0.1
				listen_port = %d
				unix_socket_dir =
				auth_type = trust
				auth_file = %s
				pool_mode = transaction
				default_pool_size = %d
				""".formatted(TestDatabase.getPostgresPort(), this.port, users, CONNECTIONS));
		List<String> command = new ArrayList<>(List.of(findCommand().orElseThrow().toString()));
		// It refuses to run as root
		if (System.getProperty("user.name").equals("root")) {
			command.addAll(List.of("--user", "nobody"));
		}
		command.add(configuration.toString());
		this.process = new ProcessBuilder(command).redirectErrorStream(true)
			.redirectOutput(this.directory.resolve("pgbouncer.log").toFile())
			.start();
		Runtime.getRuntime().addShutdownHook(new Thread(this.process::destroyForcibly));
	}

	static boolean isInstalled() {
		return findCommand().isPresent();
	}

	static PgBouncer start() {
		try {
			PgBouncer pgBouncer = new PgBouncer();
			await().atMost(Duration.ofSeconds(30)).ignoreExceptions().until(pgBouncer::isConnectableOrEnded);
			Assert.state(pgBouncer.process.isAlive(), () -> "PgBouncer ended: " + pgBouncer.readLog());
			return pgBouncer;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private boolean isConnectableOrEnded() throws SQLException {
		if (this.process.isAlive()) {
			DriverManager.getConnection(getUrl("postgres"), "postgres", "").close();
		}
		return true;
	}

	private String readLog() {
		try {
			return Files.readString(this.directory.resolve("pgbouncer.log"));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	String getUrl(String database) {
		return "jdbc:postgresql://127.0.0.1:" + this.port + "/" + database;
	}

	@Override
	public void close() {
		try {
			this.process.destroyForcibly().waitFor();
			FileSystemUtils.deleteRecursively(this.directory);
		}
		catch (InterruptedException | IOException ex) {
			throw new IllegalStateException("PgBouncer did not end", ex);
		}
	}

	// Servers are not on the path of every user
	private static Optional<Path> findCommand() {
		return Stream.concat(Stream.of(System.getenv("PATH").split(File.pathSeparator)), Stream.of("/usr/sbin"))
			.map((directory) -> Path.of(directory, "pgbouncer"))
			.filter(Files::isExecutable)
			.findFirst();
	}

}
