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

package io.github.nexmoconversion.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that the page about security names tests that there are.
 */
class SecurityPageTests {

	private static final Page PAGE = Page.of("security.md");

	private static final Pattern TEST = Pattern.compile("`(\\w+Tests)\\.(\\w+)`");

	private static final Pattern METHOD = Pattern.compile("\\bvoid (\\w+)\\(");

	@ParameterizedTest
	@MethodSource
	void testShouldBeThere(String type, String method) throws IOException {
		assertThat(sources(type).flatMap((source) -> METHOD.matcher(source).results()).map((name) -> name.group(1)))
			.contains(method);
	}

	static List<Object[]> testShouldBeThere() {
		return TEST.matcher(PAGE.text())
			.results()
			.map((MatchResult test) -> new Object[] { test.group(1), test.group(2) })
			.toList();
	}

	@Test
	void everyPromiseShouldNameATest() {
		assertThat(Stream.of("secrets are not in", "rule").flatMap((title) -> PAGE.rows(title).stream())).isNotEmpty()
			.allSatisfy((row) -> assertThat(row.get(1)).containsPattern("\\w+Tests\\.\\w+"));
	}

	// Of the modules, since only those are tests of this build
	private static Stream<String> sources(String type) throws IOException {
		try (Stream<Path> modules = Files.list(Page.ROOT)) {
			return modules.map((module) -> module.resolve("src/test/java"))
				.filter(Files::isDirectory)
				.flatMap(SecurityPageTests::files)
				.filter((file) -> file.endsWith(type + ".java"))
				.map(Page::read)
				.toList()
				.stream();
		}
	}

	private static Stream<Path> files(Path directory) {
		try (Stream<Path> files = Files.walk(directory)) {
			return files.toList().stream();
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
