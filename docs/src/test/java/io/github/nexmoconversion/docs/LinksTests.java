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
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Follows what the pages refer to within the repository.
 */
class LinksTests {

	private static final Pattern LINK = Pattern.compile("\\[[^]]*]\\(([^)\\s]+)\\)");

	private static final Pattern HEADING = Pattern.compile("^#+ (.*)$", Pattern.MULTILINE);

	private static final Pattern CODE = Pattern.compile("^```.*?^```", Pattern.MULTILINE | Pattern.DOTALL);

	private static final Pattern OUR_VERSION = Pattern
		.compile("<groupId>io.github.nexmoconversion</groupId>\\s*<artifactId>([^<]*)</artifactId>\\s*"
				+ "<version>([^<]*)</version>");

	@ParameterizedTest
	@MethodSource("pages")
	void linkShouldLeadToAFileAndAHeading(Path page) {
		assertThat(targets(page)).allSatisfy((target) -> {
			String[] parts = target.split("#", 2);
			Path file = parts[0].isEmpty() ? page : page.resolveSibling(parts[0]);
			assertThat(file).exists();
			if (parts.length == 2) {
				assertThat(anchors(file)).contains(parts[1]);
			}
		});
	}

	@Test
	void readmeShouldLeadToEveryPage() throws IOException {
		try (Stream<Path> files = Files.list(Page.ROOT.resolve("docs"))) {
			assertThat(files.filter((file) -> file.toString().endsWith(".md"))
				.map((file) -> Page.ROOT.relativize(file).toString())).isNotEmpty()
				.isSubsetOf(targets(Page.README.path()));
		}
	}

	@ParameterizedTest
	@MethodSource("pages")
	void dependencyShouldBeAModuleOfThisVersion(Path page) {
		MatchResult parent = OUR_VERSION.matcher(Page.read(Page.ROOT.resolve("pom.xml"))).results().findFirst().get();
		assertThat(OUR_VERSION.matcher(Page.read(page)).results()).allSatisfy((dependency) -> {
			assertThat(Page.ROOT.resolve(dependency.group(1)).resolve("pom.xml")).exists();
			assertThat(dependency.group(2)).isEqualTo(parent.group(2));
		});
	}

	@Test
	void parentOfTheFirstApplicationShouldBeTheSpringBootOfThisBuild() {
		String version = Pattern.compile("<spring-boot.version>(.*)</spring-boot.version>")
			.matcher(Page.read(Page.ROOT.resolve("pom.xml")))
			.results()
			.findFirst()
			.orElseThrow()
			.group(1);
		assertThat(Page.of("getting-started.md").text())
			.contains("<artifactId>spring-boot-starter-parent</artifactId>\n    <version>" + version + "</version>");
	}

	static List<Path> pages() throws IOException {
		try (Stream<Path> root = Files.list(Page.ROOT);
				Stream<Path> docs = Files.list(Page.ROOT.resolve("docs"));
				Stream<Path> benchmarks = Files.list(Page.ROOT.resolve("benchmarks"))) {
			return Stream.of(root, docs, benchmarks)
				.flatMap((files) -> files)
				.filter((file) -> file.toString().endsWith(".md"))
				.toList();
		}
	}

	private static List<String> targets(Path page) {
		return LINK.matcher(prose(page))
			.results()
			.map((link) -> link.group(1))
			.filter((target) -> !target.contains(":"))
			.toList();
	}

	// As GitHub makes them of headings
	private static Set<String> anchors(Path page) {
		Set<String> anchors = new HashSet<>();
		HEADING.matcher(prose(page)).results().forEach((heading) -> {
			String text = heading.group(1).toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}_ -]", "");
			anchors.add(text.replace(' ', '-'));
		});
		return anchors;
	}

	private static String prose(Path page) {
		return CODE.matcher(Page.read(page)).replaceAll("");
	}

}
