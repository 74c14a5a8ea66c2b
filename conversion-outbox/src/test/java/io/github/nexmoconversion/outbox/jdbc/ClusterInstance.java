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

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

import com.zaxxer.hikari.HikariDataSource;
import io.github.nexmoconversion.test.MockConversionApi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * An instance of a service in a cluster, of which one process after another is started,
 * each with the accounts of its release.
 */
final class ClusterInstance {

	private static final Duration LIMIT = Duration.ofMinutes(2);

	private final HikariDataSource dataSource;

	private final ClusterMessages messages;

	private final MockConversionApi api;

	private final Path log;

	private final String service;

	private final String name;

	private int starts;

	private Process process;

	ClusterInstance(HikariDataSource dataSource, MockConversionApi api, Path log, String service, String name) {
		this.dataSource = dataSource;
		this.messages = new ClusterMessages(dataSource);
		this.api = api;
		this.log = log;
		this.service = service;
		this.name = name;
	}

	/**
	 * Start a process.
	 * @param accounts the names of its accounts
	 * @param load whether it sends messages
	 */
	void start(List<String> accounts, boolean load) throws IOException {
		String run = this.name + "." + this.starts++;
		this.process = JavaProcess.start(ClusterProcess.class, this.log, List.of(this.dataSource.getJdbcUrl(),
				this.api.getBaseUrl().toString(), this.service, run, String.valueOf(load), String.join(",", accounts)));
		await().pollInterval(Duration.ofMillis(50)).atMost(LIMIT).until(() -> this.messages.isRunning(run));
	}

	/**
	 * Stop the process as a deployment does.
	 */
	void stop() throws InterruptedException {
		assertThat(this.process.isAlive()).as("%s is alive", this.name).isTrue();
		this.process.destroy();
		assertThat(this.process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)).as("%s stops", this.name).isTrue();
	}

	void kill() throws InterruptedException {
		assertThat(this.process.isAlive()).as("%s is alive", this.name).isTrue();
		this.process.destroyForcibly().waitFor();
	}

	int getStarts() {
		return this.starts;
	}

	void end() throws InterruptedException {
		if (this.process != null) {
			this.process.destroyForcibly().waitFor();
		}
	}

}
