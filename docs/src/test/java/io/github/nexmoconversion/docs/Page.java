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
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.PropertySource;
import org.springframework.core.io.ByteArrayResource;

/**
 * A page of the documentation.
 *
 * @param path where it is
 */
public record Page(Path path) {

	/**
	 * Where the project is.
	 */
	public static final Path ROOT = Path.of("..");

	/**
	 * The page at the root of the project.
	 */
	public static final Page README = new Page(ROOT.resolve("README.md"));

	/**
	 * Return a page of this module.
	 * @param name the name of its file
	 * @return the page
	 */
	public static Page of(String name) {
		return new Page(ROOT.resolve("docs").resolve(name));
	}

	/**
	 * Return all of it.
	 * @return the text
	 */
	public String text() {
		return read(this.path);
	}

	/**
	 * Return the blocks of code.
	 * @param language the language of the blocks
	 * @return their content, in order
	 */
	public List<String> blocks(String language) {
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
	public List<List<String>> rows(String title) {
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

	/**
	 * Return the code of a class of this module.
	 * @param type the class
	 * @return its code, without licence and package
	 */
	public static String code(Class<?> type) {
		String code = read(Path.of("src/test/java", type.getName().replace('.', '/') + ".java"));
		return code.substring(code.indexOf("import "));
	}

	/**
	 * Return the code of a class of this module, as most pages show it.
	 * @param type the class, which has an annotation
	 * @return its code, from the annotation on
	 */
	public static String codeWithoutImports(Class<?> type) {
		String code = code(type);
		return code.substring(code.indexOf("\n@") + 1);
	}

	/**
	 * Return what a block of YAML sets.
	 * @param yaml the block
	 * @return its properties
	 */
	public static PropertySource<?> yaml(String yaml) {
		try {
			return new YamlPropertySourceLoader()
				.load("page", new ByteArrayResource(yaml.getBytes(StandardCharsets.UTF_8)))
				.get(0);
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * Read a file.
	 * @param path where it is
	 * @return its text
	 */
	public static String read(Path path) {
		try {
			return Files.readString(path);
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
