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

import java.io.File;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The outboxes on the class path of the benchmarks. Each of them configures itself, so a
 * process that does not measure an outbox must not find it.
 */
public enum Library {

	/**
	 * The outbox of this project, as a module or as a jar.
	 */
	CONVERSION_OUTBOX("/conversion-outbox/target/", "/conversion-outbox-"),

	/**
	 * Namastack Outbox and Kotlin, which nothing else needs. Spring looks for Kotlin.
	 */
	NAMASTACK_OUTBOX("/io/namastack/", "/org/jetbrains/kotlin/"),

	/**
	 * The event publication registry of Spring Modulith.
	 */
	SPRING_MODULITH("/org/springframework/modulith/");

	private final List<String> paths;

	Library(String... paths) {
		this.paths = List.of(paths);
	}

	/**
	 * Return the class path of this process with one of the outboxes.
	 * @param library the outbox to keep
	 * @return the class path
	 */
	public static String classPathWith(Library library) {
		return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
			.filter((entry) -> Arrays.stream(values()).allMatch((each) -> each == library || !each.contains(entry)))
			.collect(Collectors.joining(File.pathSeparator));
	}

	private boolean contains(String entry) {
		return this.paths.stream().anyMatch(entry.replace(File.separatorChar, '/')::contains);
	}

}
