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

package io.github.nexmoconversion.benchmarks.load;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.URI;
import java.time.Duration;

import io.github.nexmoconversion.benchmarks.process.JavaProcess;

/**
 * A process that runs one client. It reads orders from standard input, either to generate
 * load or to measure its footprint under load, each with the number of conversions in
 * flight and the time in milliseconds.
 */
public final class Worker {

	static final String LOAD = "load";

	static final String LOOK = "look";

	private Worker() {
	}

	public static void main(String[] args) throws Exception {
		Contender contender = ContenderName.valueOf(args[0]).create(URI.create(args[1]));
		int threads = Footprint.countThreads();
		JavaProcess.answer("ready");
		BufferedReader orders = new BufferedReader(new InputStreamReader(System.in));
		for (String order = orders.readLine(); order != null; order = orders.readLine()) {
			String[] words = order.split(" ");
			int inFlight = Integer.parseInt(words[1]);
			Duration time = Duration.ofMillis(Long.parseLong(words[2]));
			JavaProcess.answer(words[0].equals(LOOK) ? Footprint.under(contender, inFlight, time, threads)
					: Load.put(contender, inFlight, time));
		}
		System.exit(0);
	}

}
