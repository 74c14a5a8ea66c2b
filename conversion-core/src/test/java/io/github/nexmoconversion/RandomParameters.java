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

package io.github.nexmoconversion;

import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Random parameters of arbitrary Unicode characters, the same in each run.
 */
public final class RandomParameters {

	private static final String AWKWARD = "&=+% \"'?#/\\;,._-~*\u00e9\u0130\u0660\u05d0\u4e2d\ud83d\ude00";

	private RandomParameters() {
	}

	public static Stream<Map<String, String>> stream() {
		Random random = new Random(42);
		return Stream.generate(() -> parameters(random)).limit(200);
	}

	public static String text(Random random) {
		StringBuilder text = new StringBuilder("x");
		int length = random.nextInt(20);
		for (int i = 0; i < length; i++) {
			text.appendCodePoint(codePoint(random));
		}
		return text.toString();
	}

	private static Map<String, String> parameters(Random random) {
		Map<String, String> parameters = new TreeMap<>();
		for (int i = random.nextInt(1, 6); i > 0; i--) {
			parameters.put(text(random), text(random));
		}
		return parameters;
	}

	private static int codePoint(Random random) {
		if (random.nextBoolean()) {
			int[] awkward = AWKWARD.codePoints().toArray();
			return awkward[random.nextInt(awkward.length)];
		}
		int codePoint = random.nextInt(Character.MAX_CODE_POINT + 1);
		boolean sendable = !Character.isISOControl(codePoint) && Character.getType(codePoint) != Character.SURROGATE;
		return sendable ? codePoint : 'x';
	}

}
