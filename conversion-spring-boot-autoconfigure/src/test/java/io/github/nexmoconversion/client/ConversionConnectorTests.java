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

import java.time.Duration;
import java.util.List;

import io.github.nexmoconversion.Conversion;
import io.github.nexmoconversion.ConversionChannel;
import io.github.nexmoconversion.account.ConversionAccount;
import io.github.nexmoconversion.account.ConversionAccounts;
import io.github.nexmoconversion.account.ConversionAuthentication;
import io.github.nexmoconversion.account.ConversionCredentials.ApiSecret;
import io.github.nexmoconversion.account.ParameterLocation;
import io.github.nexmoconversion.test.MockConversionApi;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.boot.http.client.reactive.ClientHttpConnectorBuilder;
import org.springframework.core.retry.RetryPolicy;
import org.springframework.http.client.reactive.ClientHttpConnector;
import org.springframework.web.reactive.function.client.WebClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests with each client that Spring Boot can connect a {@link WebClient} by. They treat
 * headers in different ways.
 */
class ConversionConnectorTests {

	private static final Duration LIMIT = Duration.ofMinutes(1);

	@RegisterExtension
	private final RawHttpServer rawServer = new RawHttpServer();

	@ParameterizedTest
	@CsvSource({ "REACTOR, PARAMETERS, BODY", "REACTOR, PARAMETERS, QUERY", "REACTOR, BASIC, BODY",
			"JETTY, PARAMETERS, BODY", "JETTY, PARAMETERS, QUERY", "JETTY, BASIC, BODY",
			"HTTP_COMPONENTS, PARAMETERS, BODY", "HTTP_COMPONENTS, PARAMETERS, QUERY", "HTTP_COMPONENTS, BASIC, BODY",
			"JDK, PARAMETERS, BODY", "JDK, PARAMETERS, QUERY", "JDK, BASIC, BODY" })
	void shouldReportByEachConnector(Connector connector, ConversionAuthentication authentication,
			ParameterLocation parameterLocation) {
		ConversionAccount account = new ConversionAccount("default", new ApiSecret("key", "secret"), authentication,
				parameterLocation);
		try (MockConversionApi api = MockConversionApi.start(account)) {
			WebClient.Builder builder = WebClient.builder().clientConnector(connector.create());
			ReactiveConversionTemplate template = new ReactiveConversionTemplateBuilder(builder,
					ConversionAccounts.of(List.of(account)))
				.baseUrl(api.getBaseUrl())
				.timeout(LIMIT)
				.retryPolicy(RetryPolicy.withMaxRetries(0))
				.build();
			for (int i = 0; i < 3; i++) {
				template.submit(Conversion.delivered(ConversionChannel.SMS, "id-" + i)).block(LIMIT);
			}
			assertThat(api.getReceived()).hasSize(3).allMatch((conversion) -> conversion.isAccepted());
		}
	}

	@ParameterizedTest
	@EnumSource
	void formShouldHaveItsLength(Connector connector) {
		ConversionAccount account = new ConversionAccount("default", new ApiSecret("key", "secret"));
		WebClient.Builder builder = WebClient.builder().clientConnector(connector.create());
		new ReactiveConversionTemplateBuilder(builder, ConversionAccounts.of(List.of(account)))
			.baseUrl(this.rawServer.baseUrl())
			.timeout(LIMIT)
			.build()
			.submit(Conversion.delivered(ConversionChannel.SMS, "id"))
			.block(LIMIT);
		assertThat(this.rawServer.received()).singleElement()
			.satisfies((request) -> assertThat(request.header("Content-Length").values())
				.containsExactly(String.valueOf(request.getBody().length)));
	}

	enum Connector {

		REACTOR(ClientHttpConnectorBuilder.reactor()),

		JETTY(ClientHttpConnectorBuilder.jetty()),

		HTTP_COMPONENTS(ClientHttpConnectorBuilder.httpComponents()),

		JDK(ClientHttpConnectorBuilder.jdk());

		private final ClientHttpConnectorBuilder<?> builder;

		Connector(ClientHttpConnectorBuilder<?> builder) {
			this.builder = builder;
		}

		ClientHttpConnector create() {
			return this.builder.build();
		}

	}

}
