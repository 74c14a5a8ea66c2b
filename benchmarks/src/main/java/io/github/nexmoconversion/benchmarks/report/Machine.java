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

package io.github.nexmoconversion.benchmarks.report;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.stream.Stream;

import com.sun.management.OperatingSystemMXBean;
import com.vonage.client.VonageClient;
import io.namastack.outbox.Outbox;
import reactor.netty.http.client.HttpClient;

import org.springframework.boot.SpringBootVersion;
import org.springframework.modulith.events.FailedEventPublications;

/**
 * Describes the hardware and software that the results depend on.
 */
public final class Machine {

	private Machine() {
	}

	public static String describe() {
		OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
		return "%s, %d cores of %s, %d GB, %s %s, JDK %s, Spring Boot %s, Reactor Netty %s, the vendor's SDK %s, Namastack Outbox %s, Spring Modulith %s"
			.formatted(LocalDate.now(ZoneOffset.UTC), system.getAvailableProcessors(), processor(),
					Math.round(system.getTotalMemorySize() / 1e9), system.getName(), system.getArch(),
					Runtime.version(), SpringBootVersion.getVersion(),
					HttpClient.class.getPackage().getImplementationVersion(), version(VonageClient.class),
					version(Outbox.class), version(FailedEventPublications.class));
	}

	// Linux only
	private static String processor() {
		Path file = Path.of("/proc/cpuinfo");
		try (Stream<String> lines = Files.lines(file)) {
			return lines.filter((line) -> line.startsWith("model name"))
				.map((line) -> line.substring(line.indexOf(':') + 1).strip())
				.findFirst()
				.orElse("an unknown processor");
		}
		catch (IOException ex) {
			return "an unknown processor";
		}
	}

	private static String version(Class<?> type) {
		String jar = type.getProtectionDomain().getCodeSource().getLocation().getPath();
		return jar.replaceAll(".*-([0-9.]+)\\.jar", "$1");
	}

}
