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

package io.github.nexmoconversion.benchmarks.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A Java process with the JDK and the class path of the current process, except for the
 * outboxes that are compared with that of this project. It receives lines on standard
 * input and answers with marked lines on standard output, since libraries log to the same
 * stream.
 */
public final class JavaProcess implements AutoCloseable {

	private static final String MARK = "> ";

	private final Class<?> main;

	private final Process process;

	private final BufferedReader output;

	private JavaProcess(Class<?> main, Process process) {
		this.main = main;
		this.process = process;
		this.output = new BufferedReader(new InputStreamReader(process.getInputStream()));
	}

	public static JavaProcess start(List<String> options, Class<?> main, String... args) throws IOException {
		return start(Library.CONVERSION_OUTBOX, options, main, args);
	}

	/**
	 * Start a process.
	 * @param library the only outbox on the class path of the process
	 * @param options the options of the virtual machine
	 * @param main the main class
	 * @param args the arguments
	 * @return the process
	 */
	public static JavaProcess start(Library library, List<String> options, Class<?> main, String... args)
			throws IOException {
		Stream<String> command = Stream.of(Path.of(System.getProperty("java.home"), "bin", "java").toString());
		Stream<String> application = Stream.of("-cp", Library.classPathWith(library), main.getName());
		return new JavaProcess(main, new ProcessBuilder(
				Stream.of(command, options.stream(), application, Stream.of(args)).flatMap((part) -> part).toList())
			.redirectError(ProcessBuilder.Redirect.INHERIT)
			.start());
	}

	/**
	 * Write an answer. Called within the started process.
	 * @param line the answer
	 */
	public static void answer(Object line) {
		System.out.println(MARK + line);
	}

	public void send(String line) throws IOException {
		this.process.getOutputStream().write((line + "\n").getBytes(StandardCharsets.US_ASCII));
		this.process.getOutputStream().flush();
	}

	public String readAnswer() throws IOException {
		for (String line = this.output.readLine(); line != null; line = this.output.readLine()) {
			if (line.startsWith(MARK)) {
				return line.substring(MARK.length());
			}
		}
		throw new IOException("The process " + this.main.getSimpleName() + " ended without an answer");
	}

	@Override
	public void close() {
		this.process.destroy();
		this.process.onExit().join();
	}

}
