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

package io.github.nexmoconversion.samples.twofactorlogin;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import com.github.tomakehurst.wiremock.http.FormParameter;
import com.github.tomakehurst.wiremock.http.Request;
import com.github.tomakehurst.wiremock.http.RequestMethod;
import io.github.nexmoconversion.signature.RequestSigner;

/**
 * Decides how the Conversion API answers a request, by what its documentation says.
 */
class ConversionRequestCheck {

	private static final Set<String> PATHS = Set.of("/conversions/sms", "/conversions/voice");

	private static final Set<String> DELIVERED = Set.of("true", "false", "1", "0");

	private static final DateTimeFormatter TIMESTAMP = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT)
		.withResolverStyle(ResolverStyle.STRICT);

	private final String apiKey;

	private final String apiSecret;

	private final RequestSigner signer;

	ConversionRequestCheck(String apiKey, String apiSecret, RequestSigner signer) {
		this.apiKey = apiKey;
		this.apiSecret = apiSecret;
		this.signer = signer;
	}

	int statusOf(Request request) {
		if (!PATHS.contains(request.getUrl())) {
			return 404;
		}
		if (!request.getMethod().equals(RequestMethod.POST)) {
			return 405;
		}
		if (request.formParameters().values().stream().anyMatch((parameter) -> !parameter.isSingleValued())) {
			return 420;
		}
		Map<String, String> parameters = parametersOf(request);
		if (!isAuthentic(parameters)) {
			return 401;
		}
		return isValid(parameters) ? 200 : 420;
	}

	static Map<String, String> parametersOf(Request request) {
		return request.formParameters()
			.values()
			.stream()
			.collect(Collectors.toMap(FormParameter::key, FormParameter::firstValue));
	}

	private boolean isAuthentic(Map<String, String> parameters) {
		boolean secret = parameters.containsKey("api_secret");
		boolean signature = parameters.containsKey(RequestSigner.SIGNATURE_PARAMETER);
		if (!this.apiKey.equals(parameters.get("api_key")) || secret == signature) {
			return false;
		}
		return secret ? this.apiSecret.equals(parameters.get("api_secret"))
				: this.signer.verify(parameters, Clock.systemUTC().instant());
	}

	private static boolean isValid(Map<String, String> parameters) {
		return !parameters.getOrDefault("message-id", "").isBlank()
				&& DELIVERED.contains(parameters.getOrDefault("delivered", "")) && isTimestamp(parameters);
	}

	// In a signed request it may be seconds since the epoch, compared by the signer
	private static boolean isTimestamp(Map<String, String> parameters) {
		String timestamp = parameters.getOrDefault("timestamp", "");
		boolean signed = parameters.containsKey(RequestSigner.SIGNATURE_PARAMETER);
		return isTimestamp(timestamp) || (signed && timestamp.matches("[0-9]+"));
	}

	private static boolean isTimestamp(String text) {
		try {
			LocalDateTime.parse(text, TIMESTAMP);
			return true;
		}
		catch (DateTimeException ex) {
			return false;
		}
	}

}
