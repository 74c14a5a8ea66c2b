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
import java.util.concurrent.TimeUnit;

import com.zaxxer.hikari.HikariDataSource;
import io.github.nexmoconversion.test.MockConversionApi;
import io.github.nexmoconversion.test.ReceivedConversion;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.jdbc.core.JdbcTemplate;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of the outbox in applications that serve nothing, in processes of their own.
 */
class BatchJobTests {

	private static final Duration LIMIT = Duration.ofMinutes(1);

	// Many more than are fetched at once
	private static final int SIZE = 300;

	private final MockConversionApi api = MockConversionApi.start();

	@TempDir
	private Path directory;

	private Process process;

	@AfterEach
	void close() throws InterruptedException {
		this.process.destroyForcibly().waitFor();
		this.api.close();
	}

	// The database ends with the process: what was not delivered by then is lost
	@Test
	void jobOnAnEmbeddedDatabaseShouldDeliverWhatItEnqueuedAndEnd() throws Exception {
		assertThatJobDeliversAndEnds("jdbc:h2:mem:job;DB_CLOSE_DELAY=-1;DB_CLOSE_ON_EXIT=FALSE");
	}

	@Test
	void jobOnADatabaseServerShouldDeliverWhatItEnqueuedAndEnd() throws Exception {
		try (HikariDataSource dataSource = TestDatabase.POSTGRESQL.create()) {
			assertThatJobDeliversAndEnds(dataSource.getJdbcUrl());
			assertThat(new JdbcTemplate(dataSource).queryForObject(
					"select count(*) from nexmo_conversion_outbox where task_name = 'delivery'", Integer.class))
				.isZero();
		}
	}

	@Test
	void jobThatEnqueuedNothingShouldEnd() throws Exception {
		start("jdbc:h2:mem:job;DB_CLOSE_DELAY=-1;DB_CLOSE_ON_EXIT=FALSE", 0);
		assertThat(this.process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
		assertThat(this.process.exitValue()).isZero();
	}

	@Test
	void applicationThatIsKeptAliveShouldDeliverForOthers() throws Exception {
		try (HikariDataSource dataSource = TestDatabase.POSTGRESQL.create()) {
			start(dataSource.getJdbcUrl(), 1, "--spring.main.keep-alive=true");
			assertThat(this.api).within(LIMIT).hasAccepted("id-0");
			OutboxEngine other = OutboxProcess.create(dataSource, this.api.getBaseUrl(), 1);
			other.getOutbox().enqueue(AbstractOutboxTests.conversion("other"));
			assertThat(this.api).within(LIMIT).hasAccepted("other");
			assertThat(this.process.isAlive()).isTrue();
			this.process.destroy();
			assertThat(this.process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
		}
	}

	private void assertThatJobDeliversAndEnds(String databaseUrl) throws Exception {
		// So that most are not delivered when the main method returns
		this.api.setDelay(Duration.ofMillis(20));
		start(databaseUrl, SIZE);
		assertThat(this.process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
		assertThat(this.process.exitValue()).isZero();
		assertThat(this.api.getReceived()).hasSize(SIZE)
			.allMatch(ReceivedConversion::isAccepted)
			.map(ReceivedConversion::messageId)
			.doesNotHaveDuplicates();
	}

	private void start(String databaseUrl, int size, String... arguments) throws IOException {
		String[] all = new String[arguments.length + 1];
		System.arraycopy(arguments, 0, all, 0, arguments.length);
		all[arguments.length] = "--job.size=" + size;
		this.process = BatchJobProcess.start(databaseUrl, this.api, this.directory.resolve("job.log"), all);
	}

}
