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

package io.github.nexmoconversion.docs.observability;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import com.jayway.jsonpath.JsonPath;

import org.springframework.test.util.TestSocketUtils;
import org.springframework.web.client.RestClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A Prometheus server and promtool, as packaged by Debian.
 */
final class Prometheus implements AutoCloseable {

	private final Process process;

	private final RestClient client;

	private Prometheus(Process process, int port) {
		this.process = process;
		this.client = RestClient.create("http://127.0.0.1:" + port);
	}

	/**
	 * Return whether Prometheus is installed.
	 * @return whether {@code prometheus} and {@code promtool} are on the path
	 */
	static boolean isInstalled() {
		return Stream.of("prometheus", "promtool")
			.allMatch((command) -> Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
				.anyMatch((directory) -> Files.isExecutable(Path.of(directory, command))));
	}

	/**
	 * Run promtool and verify that it succeeds.
	 * @param arguments the arguments
	 * @return the output
	 */
	static String promtool(String... arguments) throws IOException, InterruptedException {
		Process process = new ProcessBuilder(Stream.concat(Stream.of("promtool"), Arrays.stream(arguments)).toList())
			.redirectErrorStream(true)
			.start();
		String output = new String(process.getInputStream().readAllBytes());
		assertThat(process.waitFor()).as(output).isZero();
		return output;
	}

	/**
	 * Start a server on a free port of the loopback interface.
	 * @param directory the working directory, which contains {@code prometheus.yml}
	 * @return the server, ready for queries
	 */
	static Prometheus start(Path directory) throws IOException {
		int port = TestSocketUtils.findAvailableTcpPort();
		Process process = new ProcessBuilder("prometheus", "--config.file=prometheus.yml", "--storage.tsdb.path=data",
				"--web.listen-address=127.0.0.1:" + port)
			.directory(directory.toFile())
			.redirectErrorStream(true)
			.redirectOutput(directory.resolve("prometheus.log").toFile())
			.start();
		Prometheus prometheus = new Prometheus(process, port);
		try {
			await().atMost(Duration.ofMinutes(1)).ignoreExceptions().until(() -> {
				prometheus.get("/-/ready");
				return true;
			});
			return prometheus;
		}
		catch (RuntimeException ex) {
			prometheus.close();
			throw new IllegalStateException(Files.readString(directory.resolve("prometheus.log")), ex);
		}
	}

	/**
	 * Evaluate an expression.
	 * @param expression the expression
	 * @return its values
	 */
	List<String> query(String expression) {
		return JsonPath.read(get("/api/v1/query?query={expression}", expression), "$.data.result[*].value[1]");
	}

	/**
	 * Return the firing alerts.
	 * @return the labels of each alert, as text
	 */
	List<String> firingAlerts() {
		List<Object> labels = JsonPath.read(get("/api/v1/alerts"), "$.data.alerts[?(@.state=='firing')].labels");
		return labels.stream().map(Object::toString).toList();
	}

	private String get(String uri, Object... variables) {
		return this.client.get().uri(uri, variables).retrieve().body(String.class);
	}

	@Override
	public void close() {
		this.process.destroy();
		try {
			if (!this.process.waitFor(10, TimeUnit.SECONDS)) {
				this.process.destroyForcibly();
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}
