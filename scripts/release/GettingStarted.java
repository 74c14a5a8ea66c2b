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

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Makes the project that the page "Getting started" tells its readers to make.
 */
public class GettingStarted {

	private static final Pattern BLOCK = Pattern.compile("```(xml|java|yaml)\n(.*?)```", Pattern.DOTALL);

	private static final Pattern NAME = Pattern.compile("class (\\w+)");

	public static void main(String[] args) throws IOException {
		String page = Files.readString(Path.of(args[0]));
		Path project = Path.of(args[1]);
		for (MatchResult block : BLOCK.matcher(page).results().toList()) {
			String text = block.group(2);
			switch (block.group(1)) {
				case "xml" -> write(project.resolve("pom.xml"), text);
				case "yaml" -> write(project.resolve("src/main/resources/application.yml"), text);
				default -> writeClass(project, text);
			}
		}
	}

	private static void writeClass(Path project, String text) throws IOException {
		Matcher matcher = NAME.matcher(text);
		if (!matcher.find()) {
			throw new IllegalStateException("There is no class in " + text);
		}
		String name = matcher.group(1);
		boolean test = name.startsWith("Test") || name.endsWith("Tests");
		write(project.resolve("src").resolve(test ? "test" : "main").resolve("java/com/example/login/" + name + ".java"),
				"package com.example.login;\n\n" + text);
	}

	// Each once: a page that shows a second one of a kind is to be read with care
	private static void write(Path file, String text) throws IOException {
		Files.createDirectories(file.getParent());
		Files.writeString(file, text, StandardOpenOption.CREATE_NEW);
	}

}
