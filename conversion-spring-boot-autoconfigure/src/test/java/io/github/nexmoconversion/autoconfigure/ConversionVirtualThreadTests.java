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

package io.github.nexmoconversion.autoconfigure;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import io.github.nexmoconversion.Conversion;
import io.github.nexmoconversion.ConversionChannel;
import io.github.nexmoconversion.ConversionOperations;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that many virtual threads can wait for an answer at once.
 */
@EnabledForJreRange(min = JRE.JAVA_21)
class ConversionVirtualThreadTests {

	private static final int THREADS = 1_000;

	@Test
	void manyShouldSubmitAtOnceAndPinNoCarrier(@TempDir Path directory) throws Exception {
		DisposableServer server = HttpServer.create()
			.host("127.0.0.1")
			.port(0)
			.handle((request, response) -> request.receive()
				.then(Mono.delay(Duration.ofMillis(100)))
				.then(response.sendString(Mono.just("OK")).then()))
			.bindNow();
		Path events = directory.resolve("pinned.jfr");
		try (Recording recording = new Recording()) {
			recording.enable("jdk.VirtualThreadPinned").withThreshold(Duration.ofMillis(20));
			new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(ConversionAutoConfiguration.class))
				.withPropertyValues("nexmo.conversion.api-key=key", "nexmo.conversion.api-secret=secret",
						"nexmo.conversion.base-url=http://127.0.0.1:" + server.port(),
						"nexmo.conversion.http.read-timeout=1m", "nexmo.conversion.retry.timeout=1m")
				.run((context) -> {
					// The first submissions load classes, which pins in the JDK itself
					submitFromVirtualThreads(context.getBean(ConversionOperations.class));
					recording.start();
					submitFromVirtualThreads(context.getBean(ConversionOperations.class));
				});
			recording.stop();
			recording.dump(events);
		}
		finally {
			server.disposeNow();
		}
		assertThat(RecordingFile.readAllEvents(events))
			.noneMatch((event) -> event.getStackTrace() != null && event.getStackTrace()
				.getFrames()
				.stream()
				.anyMatch((frame) -> frame.getMethod().getType().getName().startsWith("io.github.nexmoconversion")));
	}

	private static void submitFromVirtualThreads(ConversionOperations conversions) throws Exception {
		ExecutorService executor = (ExecutorService) Executors.class.getMethod("newVirtualThreadPerTaskExecutor")
			.invoke(null);
		List<Future<?>> futures = new ArrayList<>();
		for (int i = 0; i < THREADS; i++) {
			futures.add(executor.submit(() -> conversions.submit(Conversion.delivered(ConversionChannel.SMS, "id"))));
		}
		for (Future<?> future : futures) {
			future.get(2, TimeUnit.MINUTES);
		}
		executor.shutdown();
	}

}
