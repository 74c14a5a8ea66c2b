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

package io.github.nexmoconversion.benchmarks.stub;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

import io.github.nexmoconversion.benchmarks.process.JavaProcess;

/**
 * Starts and controls a {@link StubApi} process.
 */
public final class Stub implements AutoCloseable {

	/**
	 * API key of the only account that the stub accepts.
	 */
	public static final String API_KEY = StubStatistics.API_KEY;

	/**
	 * API secret of the only account that the stub accepts.
	 */
	public static final String API_SECRET = StubStatistics.API_SECRET;

	private final HttpClient client = HttpClient.newHttpClient();

	private final JavaProcess process;

	private final String port;

	private final String tlsPort;

	private Stub(JavaProcess process, String port, String tlsPort) {
		this.process = process;
		this.port = port;
		this.tlsPort = tlsPort;
	}

	/**
	 * Start a stub.
	 * @param certificate the key store with the certificate for TLS
	 * @return the stub
	 */
	public static Stub start(Path certificate) throws IOException {
		JavaProcess process = JavaProcess.start(List.of("-Xmx256m"), StubApi.class, certificate.toString());
		String[] ports = process.readAnswer().split(" ");
		return new Stub(process, ports[0], ports[1]);
	}

	public URI getBaseUrl(boolean tls) {
		return URI.create(tls ? "https://127.0.0.1:" + this.tlsPort + "/conversions"
				: "http://127.0.0.1:" + this.port + "/conversions");
	}

	/**
	 * Reset the counts and change how the stub answers.
	 * @param delayInMillis the delay before each answer in milliseconds
	 * @param body whether answers have a body
	 */
	public void reset(int delayInMillis, boolean body) throws IOException, InterruptedException {
		send(HttpRequest.newBuilder(control("/control?delay=" + delayInMillis + "&body=" + body))
			.POST(BodyPublishers.noBody()));
	}

	public StubReport getReport() throws IOException, InterruptedException {
		return StubReport.parse(send(HttpRequest.newBuilder(control("/statistics"))));
	}

	/**
	 * Return a message id that contains the current time, from which the stub computes
	 * the latency.
	 * @param number a number that makes the message id unique
	 * @return the message id
	 */
	public static String messageIdOfNow(long number) {
		return StubStatistics.micros(Instant.now()) + "-" + number;
	}

	/**
	 * Return a message id that the stub counts once, however often it is reported.
	 * @param number a number that makes the message id unique
	 * @return the message id
	 */
	public static String uniqueMessageId(Object number) {
		return StubStatistics.UNIQUE + number;
	}

	private URI control(String path) {
		return URI.create("http://127.0.0.1:" + this.port + path);
	}

	private String send(HttpRequest.Builder request) throws IOException, InterruptedException {
		return this.client.send(request.build(), BodyHandlers.ofString()).body();
	}

	@Override
	public void close() {
		this.process.close();
	}

}
