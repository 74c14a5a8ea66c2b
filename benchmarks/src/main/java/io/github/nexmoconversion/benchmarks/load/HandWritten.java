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

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

import io.github.nexmoconversion.benchmarks.stub.Stub;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

import org.springframework.http.ResponseEntity;
import org.springframework.web.reactive.function.BodyInserters;
import org.springframework.web.reactive.function.client.WebClient;

/**
 * Clients as services write them by hand.
 */
final class HandWritten {

	static final DateTimeFormatter TIMESTAMP = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss")
		.withZone(ZoneOffset.UTC);

	private HandWritten() {
	}

	static Contender simple(URI baseUrl) {
		WebClient client = WebClient.create(baseUrl.toString());
		return new Contender.Reactive(Mono.defer(() -> post(client)));
	}

	static Contender careful(URI baseUrl) {
		WebClient client = WebClient.create(baseUrl.toString());
		return new Contender.Reactive(Mono.defer(
				() -> post(client).timeout(Duration.ofSeconds(3)).retryWhen(Retry.backoff(2, Duration.ofMillis(200)))));
	}

	private static Mono<ResponseEntity<Void>> post(WebClient client) {
		return client.post()
			.uri("/{channel}", "sms")
			.body(BodyInserters.fromFormData("message-id", "0C000000217B7F02")
				.with("delivered", "true")
				.with("timestamp", TIMESTAMP.format(Instant.now()))
				.with("api_key", Stub.API_KEY)
				.with("api_secret", Stub.API_SECRET))
			.retrieve()
			.toBodilessEntity();
	}

}
