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
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.test.util.TestSocketUtils;
import org.springframework.util.FileSystemUtils;

import static org.awaitility.Awaitility.await;

/**
 * The real MariaDB, as Debian packages it, on a free port of this machine. It knows no
 * users and ends with the process of the tests.
 */
final class MariaDb {

	private final int port;

	private MariaDb(int port) {
		this.port = port;
	}

	static boolean isInstalled() {
		return findServer().isPresent();
	}

	static MariaDb start() {
		try {
			Path server = findServer().orElseThrow();
			Path directory = Files.createTempDirectory("mariadb");
			MariaDb mariaDb = new MariaDb(TestSocketUtils.findAvailableTcpPort());
			Process process = new ProcessBuilder(server.toString(), "--no-defaults", "--skip-grant-tables",
					"--basedir=" + server.getParent().getParent(), "--datadir=" + directory,
					"--socket=" + directory.resolve("socket"), "--bind-address=127.0.0.1", "--port=" + mariaDb.port,
					"--user=" + System.getProperty("user.name"))
				.redirectErrorStream(true)
				.redirectOutput(directory.resolve("mariadb.log").toFile())
				.start();
			Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(process, directory)));
			await().atMost(Duration.ofSeconds(60)).ignoreExceptions().until(() -> {
				mariaDb.execute("select 1");
				return true;
			});
			return mariaDb;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	String createDatabase(String name) {
		execute("create database " + name);
		return getUrl(name);
	}

	private void execute(String sql) {
		new JdbcTemplate(new DriverManagerDataSource(getUrl(""))).execute(sql);
	}

	private String getUrl(String database) {
		return "jdbc:mariadb://127.0.0.1:" + this.port + "/" + database;
	}

	// Servers are not on the path of every user
	private static Optional<Path> findServer() {
		return Stream.concat(Stream.of(System.getenv("PATH").split(File.pathSeparator)), Stream.of("/usr/sbin"))
			.map((directory) -> Path.of(directory, "mariadbd"))
			.filter(Files::isExecutable)
			.findFirst();
	}

	private static void stop(Process process, Path directory) {
		try {
			process.destroyForcibly().waitFor();
			FileSystemUtils.deleteRecursively(directory);
		}
		catch (InterruptedException | IOException ex) {
			throw new IllegalStateException("MariaDB did not end", ex);
		}
	}

}
