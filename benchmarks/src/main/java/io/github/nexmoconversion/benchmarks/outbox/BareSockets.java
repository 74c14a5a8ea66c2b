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

package io.github.nexmoconversion.benchmarks.outbox;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import io.github.nexmoconversion.benchmarks.stub.Stub;

/**
 * Measures the upper limit of a machine: one socket for each concurrent delivery, which
 * writes prepared bytes and waits for the answer.
 */
final class BareSockets {

	private static final int SOCKETS = 16;

	private BareSockets() {
	}

	static double measure(URI api, int conversions) throws Exception {
		ExecutorService threads = Executors.newFixedThreadPool(SOCKETS);
		try {
			long begin = System.nanoTime();
			List<Future<?>> futures = new ArrayList<>();
			for (int i = 0; i < SOCKETS; i++) {
				futures.add(threads.submit(() -> {
					post(api, conversions / SOCKETS);
					return null;
				}));
			}
			for (Future<?> future : futures) {
				future.get();
			}
			return conversions / SOCKETS * SOCKETS * 1e9 / (System.nanoTime() - begin);
		}
		finally {
			threads.shutdown();
		}
	}

	private static void post(URI api, int times) throws IOException {
		String form = "message-id=id&delivered=true&timestamp=2026-11-21+12%3A00%3A00&api_key=" + Stub.API_KEY
				+ "&api_secret=" + Stub.API_SECRET;
		byte[] request = ("POST " + api.getPath() + "/sms HTTP/1.1\r\nHost: " + api.getAuthority()
				+ "\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: " + form.length() + "\r\n\r\n"
				+ form)
			.getBytes(StandardCharsets.US_ASCII);
		byte[] answer = new byte[1024];
		try (Socket socket = new Socket(api.getHost(), api.getPort())) {
			socket.setTcpNoDelay(true);
			for (int i = 0; i < times; i++) {
				socket.getOutputStream().write(request);
				int length = Math.max(0, socket.getInputStream().read(answer));
				String text = new String(answer, 0, length, StandardCharsets.US_ASCII);
				if (!text.startsWith("HTTP/1.1 200")) {
					throw new IOException("The stub answered: " + text);
				}
			}
		}
	}

}
