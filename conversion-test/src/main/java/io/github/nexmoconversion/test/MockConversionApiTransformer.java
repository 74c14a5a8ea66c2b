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

package io.github.nexmoconversion.test;

import java.util.List;
import java.util.stream.Collectors;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.extension.ResponseDefinitionTransformerV2;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.http.Request;
import com.github.tomakehurst.wiremock.http.RequestMethod;
import com.github.tomakehurst.wiremock.http.ResponseDefinition;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;

/**
 * Answers and records requests, and lists the recorded requests at the root path.
 */
final class MockConversionApiTransformer implements ResponseDefinitionTransformerV2 {

	private final RequestCheck check;

	private final MockAnswers answers;

	private final ReceivedConversions received;

	MockConversionApiTransformer(RequestCheck check, MockAnswers answers, ReceivedConversions received) {
		this.check = check;
		this.answers = answers;
		this.received = received;
	}

	@Override
	public String getName() {
		return "mock-conversion-api";
	}

	@Override
	public ResponseDefinition transform(ServeEvent event) {
		Request request = event.getRequest();
		if (request.getUrl().equals("/") && request.getMethod().equals(RequestMethod.GET)) {
			return list();
		}
		if (!request.getUrl().startsWith("/conversions")) {
			return respond(MockAnswer.status(404));
		}
		RequestParameters parameters = new RequestParameters(request);
		MockAnswer told = this.answers.take();
		MockAnswer answer = told;
		String reason = (told == null || isAccepted(told)) ? null : "simulated failure";
		if (answer == null) {
			Verdict verdict = this.check.check(request, parameters);
			answer = MockAnswer.status(verdict.status());
			reason = verdict.reason();
		}
		this.received.add(new ReceivedConversion(request.getMethod().value(), request.getUrl().split("\\?", 2)[0],
				this.check.accountOf(request, parameters), parameters.get(RequestCheck.MESSAGE_ID),
				parameters.get(RequestCheck.DELIVERED), parameters.get(RequestCheck.TIMESTAMP), answer.status(),
				reason));
		return respond(answer);
	}

	private static boolean isAccepted(MockAnswer answer) {
		return answer.status() != null && answer.status() < 300;
	}

	private ResponseDefinition list() {
		List<ReceivedConversion> conversions = this.received.toList();
		String lines = conversions.isEmpty() ? "Nothing received yet\n"
				: conversions.stream().map((conversion) -> conversion + "\n").collect(Collectors.joining());
		return ResponseDefinitionBuilder.responseDefinition()
			.withStatus(200)
			.withHeader("Content-Type", "text/plain;charset=UTF-8")
			.withBody(lines)
			.build();
	}

	// As in the vendor's API, error bodies are HTML pages, and that of 402 is misleading
	private ResponseDefinition respond(MockAnswer answer) {
		ResponseDefinitionBuilder response = ResponseDefinitionBuilder.responseDefinition()
			.withFixedDelay((int) this.answers.getDelay().toMillis());
		if (answer.status() == null) {
			return response.withFault(Fault.CONNECTION_RESET_BY_PEER).build();
		}
		if (answer.retryAfter() != null) {
			response.withHeader("Retry-After", String.valueOf(answer.retryAfter().plusMillis(999).toSeconds()));
		}
		response.withStatus(answer.status());
		return switch (answer.status()) {
			case 200 -> response.withHeader("Content-Type", "text/plain").withBody("OK").build();
			case 429 -> response.build();
			case 402 -> response.withHeader("Content-Type", "text/html;charset=ISO-8859-1")
				.withBody("<html><body><h2>HTTP ERROR: 402</h2><p>Bad Account Credentials</p></body></html>")
				.build();
			default -> response.withHeader("Content-Type", "text/html;charset=ISO-8859-1")
				.withBody("<html><body><h2>HTTP ERROR: " + answer.status() + "</h2></body></html>")
				.build();
		};
	}

}
