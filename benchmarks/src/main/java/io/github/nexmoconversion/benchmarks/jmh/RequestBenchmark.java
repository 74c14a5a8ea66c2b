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

package io.github.nexmoconversion.benchmarks.jmh;

import java.time.Clock;
import java.util.concurrent.TimeUnit;

import io.github.nexmoconversion.Conversion;
import io.github.nexmoconversion.ConversionChannel;
import io.github.nexmoconversion.account.ConversionAccount;
import io.github.nexmoconversion.account.ConversionCredentials.ApiSecret;
import io.github.nexmoconversion.account.ConversionCredentials.SignatureSecret;
import io.github.nexmoconversion.request.ConversionRequestFactory;
import io.github.nexmoconversion.signature.SignatureAlgorithm;
import io.github.nexmoconversion.signature.SignatureTimestamp;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * Measures building a request and its form data.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class RequestBenchmark {

	private final ConversionRequestFactory requests = new ConversionRequestFactory(Clock.systemUTC());

	private final Conversion conversion = Conversion.delivered(ConversionChannel.SMS, "0C000000217B7F02");

	private final ConversionAccount secret = new ConversionAccount("default",
			new ApiSecret("abcdef01", "not-a-secret"));

	private final ConversionAccount signature = new ConversionAccount("default", new SignatureSecret("abcdef01",
			"not-a-secret", SignatureAlgorithm.HMAC_SHA256, SignatureTimestamp.EVENT_TIME));

	@Benchmark
	public String withSecret() {
		return this.requests.create(this.secret, this.conversion).toFormData();
	}

	@Benchmark
	public String withSignature() {
		return this.requests.create(this.signature, this.conversion).toFormData();
	}

}
