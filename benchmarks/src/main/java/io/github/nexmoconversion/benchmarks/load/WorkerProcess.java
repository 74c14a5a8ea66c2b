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

package io.github.nexmoconversion.benchmarks.load;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;

import io.github.nexmoconversion.benchmarks.stub.StubCertificate;

/**
 * A {@link Worker} from the outside.
 */
final class WorkerProcess implements AutoCloseable {

	private final ContenderName contender;

	private final Process process;

	private final BufferedReader answers;

	WorkerProcess(ContenderName contender, URI baseUrl, Path certificate) throws IOException {
		this.contender = contender;
		this.process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
				"-Xms256m", "-Xmx512m", "-Djavax.net.ssl.trustStore=" + certificate,
				"-Djavax.net.ssl.trustStorePassword=" + StubCertificate.PASSWORD, "-cp",
				System.getProperty("java.class.path"), Worker.class.getName(), contender.name(), baseUrl.toString())
			.redirectError(ProcessBuilder.Redirect.INHERIT)
			.start();
		this.answers = new BufferedReader(new InputStreamReader(this.process.getInputStream()));
		readAnswer();
	}

	ContenderName getContender() {
		return this.contender;
	}

	LoadResult load(int inFlight, Duration time) throws IOException {
		return LoadResult.parse(order(Worker.LOAD, inFlight, time));
	}

	Footprint look(int inFlight, Duration time) throws IOException {
		return Footprint.parse(order(Worker.LOOK, inFlight, time));
	}

	private String order(String order, int inFlight, Duration time) throws IOException {
		String line = order + " " + inFlight + " " + time.toMillis() + "\n";
		this.process.getOutputStream().write(line.getBytes(StandardCharsets.US_ASCII));
		this.process.getOutputStream().flush();
		return readAnswer();
	}

	// Clients may log to the same stream
	private String readAnswer() throws IOException {
		for (String line = this.answers.readLine(); line != null; line = this.answers.readLine()) {
			if (line.startsWith(Worker.ANSWER)) {
				return line.substring(Worker.ANSWER.length());
			}
		}
		throw new IOException("The process with " + this.contender + " ended");
	}

	@Override
	public void close() {
		this.process.destroy();
	}

}
