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

package io.github.nexmoconversion.samples.twofactorlogin.observability;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What is documented for operators.
 */
final class Documents {

	static final Path ALERTS = path("observability/alerts.yml");

	static final Path ALERTS_TESTS = path("observability/alerts-tests.yml");

	static final Path DASHBOARD = path("observability/dashboard.json");

	static final Path PAGE = path("observability.md");

	private Documents() {
	}

	private static Path path(String name) {
		return Path.of("../../docs").resolve(name);
	}

	static String read(Path path) {
		try {
			return Files.readString(path);
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * Return the blocks of code of the page.
	 * @param language the language of the blocks
	 * @return their content, in order
	 */
	static List<String> blocks(String language) {
		return Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL)
			.matcher(read(PAGE))
			.results()
			.map((match) -> match.group(1))
			.toList();
	}

	/**
	 * Return the rows of a table of the page.
	 * @param title the title of the first column
	 * @return the cells of each row, without their quotes
	 */
	static List<List<String>> rows(String title) {
		return read(PAGE).lines()
			.dropWhile((line) -> !line.startsWith("| " + title + " |"))
			.skip(2)
			.takeWhile((line) -> line.startsWith("|"))
			.map((line) -> Pattern.compile("\\|([^|]*)(?=\\|)").matcher(line).results())
			.map((cells) -> cells.map((cell) -> cell.group(1).replace("`", "").strip()).toList())
			.toList();
	}

}
