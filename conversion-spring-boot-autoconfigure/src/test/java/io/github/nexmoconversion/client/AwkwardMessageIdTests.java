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

package io.github.nexmoconversion.client;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

import io.github.nexmoconversion.Conversion;
import io.github.nexmoconversion.ConversionChannel;
import io.github.nexmoconversion.account.ConversionAccount;
import io.github.nexmoconversion.account.ConversionAccounts;
import io.github.nexmoconversion.account.ConversionAuthentication;
import io.github.nexmoconversion.account.ConversionCredentials.ApiSecret;
import io.github.nexmoconversion.account.ParameterLocation;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.core.publisher.Flux;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;

import org.springframework.core.retry.RetryPolicy;
import org.springframework.web.reactive.function.client.WebClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that a server receives message ids exactly as they were given, and no other
 * parameter than those that were meant.
 */
class AwkwardMessageIdTests {

	private static final List<String> AWKWARD = List.of("a&b", "a=b", "a+b", "a b", "100%", "%41", "%zz", "\"'`", "<x>",
			"\ud83d\ude00", "\u05e9\u05dc\u05d5\u05dd", "\u202eabc", "\u4e2d\u6587", "e\u0301", "../voice", "?x=y",
			"#x", ";", "a&delivered=false&api_key=other", "\\", "{channel}", "${x}", "x".repeat(255), " lead",
			"trail ");

	@ParameterizedTest
	@EnumSource(ParameterLocation.class)
	void shouldArriveExactlyAsGiven(ParameterLocation location) {
		Set<String> sent = new HashSet<>(AWKWARD);
		Random random = new Random(11);
		Stream.generate(() -> randomText(random)).filter((id) -> !id.isBlank()).limit(10_000).forEach(sent::add);
		Set<String> received = ConcurrentHashMap.newKeySet();
		Set<List<String>> names = ConcurrentHashMap.newKeySet();
		DisposableServer server = HttpServer.create()
			.host("127.0.0.1")
			.port(0)
			.httpRequestDecoder((decoder) -> decoder.maxInitialLineLength(16_384))
			.handle((request,
					response) -> request.receive().aggregate().asString().defaultIfEmpty("").flatMap((body) -> {
						String form = (location == ParameterLocation.BODY) ? body
								: URI.create(request.uri()).getRawQuery();
						names.add(parameters(form).map((pair) -> pair[0]).sorted().toList());
						parameters(form).filter((pair) -> pair[0].equals("message-id"))
							.forEach((pair) -> received.add(pair[1]));
						return response.status(200).send().then();
					}))
			.bindNow();
		try {
			ReactiveConversionTemplate template = template(server.port(), location);
			Flux.fromIterable(sent)
				.flatMap((id) -> template.submit(Conversion.delivered(ConversionChannel.SMS, id)), 32)
				.blockLast(Duration.ofMinutes(10));
		}
		finally {
			server.disposeNow();
		}
		assertThat(received).isEqualTo(sent).hasSizeGreaterThan(9_000);
		assertThat(names).containsExactly(List.of("api_key", "api_secret", "delivered", "message-id", "timestamp"));
	}

	private static String randomText(Random random) {
		return random.ints(random.nextInt(1, 30), 0x20, 0x20000)
			.filter((codePoint) -> !Character.isISOControl(codePoint)
					&& Character.getType(codePoint) != Character.SURROGATE)
			.map((codePoint) -> random.nextBoolean() ? codePoint : 0x20 + codePoint % 0x5f)
			.collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
			.toString();
	}

	private static Stream<String[]> parameters(String form) {
		return Arrays.stream(form.split("&"))
			.map((parameter) -> Arrays.stream(parameter.split("=", 2))
				.map((text) -> URLDecoder.decode(text, StandardCharsets.UTF_8))
				.toArray(String[]::new));
	}

	private static ReactiveConversionTemplate template(int port, ParameterLocation location) {
		ConversionAccount account = new ConversionAccount("default", new ApiSecret("key", "secret"),
				ConversionAuthentication.PARAMETERS, location);
		return new ReactiveConversionTemplateBuilder(WebClient.builder(), ConversionAccounts.of(List.of(account)))
			.baseUrl(URI.create("http://127.0.0.1:" + port + "/conversions"))
			.timeout(Duration.ofMinutes(1))
			.retryPolicy(RetryPolicy.withMaxRetries(0))
			.build();
	}

}
