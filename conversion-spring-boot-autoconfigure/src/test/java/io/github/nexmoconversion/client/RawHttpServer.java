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
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.client.WireMock;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A server for what the mock of the Conversion API hides: it answers as it is told to, be
 * that malformed or none, and keeps the bytes and headers that it received.
 */
public final class RawHttpServer implements BeforeEachCallback, AfterEachCallback {

	private final WireMockServer server = new WireMockServer(
			WireMockConfiguration.options().bindAddress("127.0.0.1").dynamicPort());

	@Override
	public void beforeEach(ExtensionContext context) {
		this.server.start();
		answer(WireMock.ok("OK"));
	}

	@Override
	public void afterEach(ExtensionContext context) {
		this.server.stop();
	}

	public URI baseUrl() {
		return URI.create("http://127.0.0.1:" + this.server.port() + "/conversions");
	}

	public void answer(ResponseDefinitionBuilder answer) {
		this.server.resetMappings();
		this.server.stubFor(WireMock.any(WireMock.anyUrl()).willReturn(answer));
	}

	public void answer(int status) {
		answer(WireMock.aResponse().withStatus(status));
	}

	public void answerInTurn(ResponseDefinitionBuilder... answers) {
		this.server.resetMappings();
		for (int i = 0; i < answers.length; i++) {
			String state = (i == 0) ? Scenario.STARTED : String.valueOf(i);
			String next = String.valueOf(Math.min(i + 1, answers.length - 1));
			this.server.stubFor(WireMock.any(WireMock.anyUrl())
				.inScenario("in turn")
				.whenScenarioStateIs(state)
				.willSetStateTo(next)
				.willReturn(answers[i]));
		}
	}

	public void answerAfter(Duration delay) {
		answer(WireMock.ok("OK").withFixedDelay((int) delay.toMillis()));
	}

	public List<LoggedRequest> received() {
		return this.server.findAll(WireMock.anyRequestedFor(WireMock.anyUrl()));
	}

	public static Map<String, String> form(LoggedRequest request) {
		Map<String, String> parameters = new TreeMap<>();
		Arrays.stream(request.getBodyAsString().split("&"))
			.map((parameter) -> parameter.split("=", 2))
			.forEach((pair) -> parameters.put(decode(pair[0]), decode(pair[1])));
		return parameters;
	}

	private static String decode(String text) {
		return URLDecoder.decode(text, StandardCharsets.UTF_8);
	}

}
