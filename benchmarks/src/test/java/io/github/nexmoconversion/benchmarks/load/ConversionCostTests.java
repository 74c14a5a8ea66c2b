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

import java.nio.file.Path;
import java.time.Duration;

import io.github.nexmoconversion.benchmarks.stub.Stub;
import io.github.nexmoconversion.benchmarks.stub.StubCertificate;
import io.github.nexmoconversion.benchmarks.stub.StubReport;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Guards the costs of a conversion that do not depend on the machine: memory and
 * connections. The limits are nearly twice the costs of a warmed-up client, since code
 * that is not yet compiled allocates more. Only a change of the code exceeds them.
 */
class ConversionCostTests {

	@ParameterizedTest
	@CsvSource({ "REACTIVE, 35000, false", "REACTIVE, 35000, true", "REACTIVE_OBSERVED, 50000, false" })
	void conversionShouldStayWithinItsMemoryLimitAndReuseConnections(ContenderName contender, double bytes,
			boolean body, @TempDir Path directory) throws Exception {
		try (Stub stub = Stub.start(StubCertificate.create(directory))) {
			Contender client = contender.create(stub.getBaseUrl(false));
			stub.reset(0, body);
			Load.put(client, 16, Duration.ofSeconds(3));
			stub.reset(0, body);
			LoadResult result = Load.put(client, 16, Duration.ofSeconds(1));
			StubReport report = stub.getReport();
			assertThat(result.failures()).isZero();
			assertThat(report.refused()).isZero();
			assertThat(report.accepted()).isEqualTo(result.conversions());
			// More than one, since a connection can be requested just before another is
			// released
			assertThat(report.connections()).isLessThan(10);
			assertThat(result.bytesEach()).isLessThan(bytes);
		}
	}

}
