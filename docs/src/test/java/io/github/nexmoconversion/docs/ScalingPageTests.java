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

import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that the page on scaling shows what was measured.
 */
class ScalingPageTests {

	@Test
	void tablesShouldBeThoseOfTheResults() {
		assertThat(tables("docs/scaling.md")).hasSizeGreaterThan(15).isSubsetOf(tables("benchmarks/RESULTS.md"));
	}

	@Test
	void rateWithoutTheOutboxShouldBeThatOfTheResults() {
		assertThat(Page.read(Page.ROOT.resolve("docs/scaling.md"))).contains("20,595 (20,360–21,042)");
		assertThat(tables("benchmarks/RESULTS.md")).anyMatch((row) -> row.contains("| 20595 (20360–21042) |"));
	}

	private static List<String> tables(String page) {
		return Page.read(Page.ROOT.resolve(page)).lines().filter((line) -> line.startsWith("| ")).toList();
	}

}
