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

import java.util.List;
import java.util.concurrent.TimeUnit;

import io.github.nexmoconversion.Conversion;
import io.github.nexmoconversion.ConversionChannel;
import io.github.nexmoconversion.account.ConversionAccount;
import io.github.nexmoconversion.account.ConversionAccounts;
import io.github.nexmoconversion.account.ConversionCredentials.ApiSecret;
import io.github.nexmoconversion.client.ReactiveConversionTemplate;
import io.github.nexmoconversion.client.ReactiveConversionTemplateBuilder;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import reactor.core.publisher.Mono;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.WebClient;

/**
 * Measures a submission through {@link WebClient}, with an exchange function that answers
 * at once.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class SubmitBenchmark {

	private final Conversion conversion = Conversion.delivered(ConversionChannel.SMS, "0C000000217B7F02");

	private final ReactiveConversionTemplate template = new ReactiveConversionTemplateBuilder(
			WebClient.builder()
				.exchangeFunction((request) -> Mono
					.just(ClientResponse.create(HttpStatus.OK).header(HttpHeaders.CONTENT_LENGTH, "0").build())),
			ConversionAccounts.of(List.of(new ConversionAccount("default", new ApiSecret("abcdef01", "not-a-secret")))))
		.build();

	@Benchmark
	public void submit() {
		this.template.submit(this.conversion).block();
	}

}
