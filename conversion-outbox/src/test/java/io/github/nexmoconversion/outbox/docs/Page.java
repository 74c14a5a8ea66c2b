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

package io.github.nexmoconversion.outbox.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A page of the documentation.
 *
 * @param name the name of its file
 */
record Page(String name) {

	String text() {
		try {
			return Files.readString(Path.of("../docs").resolve(this.name));
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * Return the blocks of code.
	 * @param language the language of the blocks
	 * @return their content, in order
	 */
	List<String> blocks(String language) {
		return Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL)
			.matcher(text())
			.results()
			.map((match) -> match.group(1))
			.toList();
	}

	/**
	 * Return the rows of all tables with a title.
	 * @param title the title of the first column
	 * @return the cells of each row, without their quotes
	 */
	List<List<String>> rows(String title) {
		List<List<String>> rows = new ArrayList<>();
		boolean inTable = false;
		for (String line : text().lines().toList()) {
			if (line.startsWith("| " + title + " |")) {
				inTable = true;
			}
			else if (!line.startsWith("|")) {
				inTable = false;
			}
			else if (inTable && !line.startsWith("|---")) {
				rows.add(cells(line));
			}
		}
		return rows;
	}

	private static List<String> cells(String line) {
		return Pattern.compile("\\|([^|]*)(?=\\|)")
			.matcher(line)
			.results()
			.map((cell) -> cell.group(1).replace("`", "").strip())
			.toList();
	}

}
