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

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import io.github.nexmoconversion.benchmarks.process.JavaProcess;
import io.github.nexmoconversion.benchmarks.stub.StubCertificate;

/**
 * Starts and controls a {@link Worker} process.
 */
final class WorkerProcess implements AutoCloseable {

	private final ContenderName contender;

	private final JavaProcess process;

	WorkerProcess(ContenderName contender, URI baseUrl, Path certificate) throws IOException {
		this.contender = contender;
		this.process = JavaProcess.start(
				List.of("-Xms256m", "-Xmx512m", "-Djavax.net.ssl.trustStore=" + certificate,
						"-Djavax.net.ssl.trustStorePassword=" + StubCertificate.PASSWORD),
				Worker.class, contender.name(), baseUrl.toString());
		this.process.readAnswer();
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
		this.process.send(order + " " + inFlight + " " + time.toMillis());
		return this.process.readAnswer();
	}

	@Override
	public void close() {
		this.process.close();
	}

}
