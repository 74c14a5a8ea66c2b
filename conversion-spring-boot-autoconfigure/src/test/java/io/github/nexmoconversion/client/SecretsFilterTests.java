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

import java.io.IOException;
import java.net.URI;

import org.junit.jupiter.api.Test;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.web.reactive.function.client.WebClientRequestException;
import org.springframework.web.reactive.function.client.WebClientResponseException;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link SecretsFilter}. {@link ReactiveConversionTemplateTests} has those over
 * HTTP.
 */
class SecretsFilterTests {

	private static final URI URI_WITH_SECRET = URI.create("https://host/conversions/sms?api_secret=s3cret");

	@Test
	void exceptionThatHoldsTheRequestShouldBecomeItsCause() {
		IOException cause = new IOException("Connection reset");
		WebClientRequestException ex = holdingTheRequest(cause);
		assertThat(SecretsFilter.withoutRequest(ex)).isSameAs(cause);
		assertThat(SecretsFilter.withoutRequest(holdingTheRequest(ex))).isSameAs(cause);
	}

	@Test
	void exceptionThatHoldsTheRequestWithoutCauseShouldBecomeItsName() {
		assertThat(SecretsFilter
			.withoutRequest(WebClientResponseException.create(500, "s3cret", HttpHeaders.EMPTY, new byte[0], null)))
			.isInstanceOf(IOException.class)
			.hasMessageStartingWith(WebClientResponseException.class.getName())
			.hasMessageNotContaining("s3cret")
			.hasNoCause();
	}

	@Test
	void anyOtherExceptionShouldStayAsItIs() {
		IOException ex = new IOException("Connection reset");
		assertThat(SecretsFilter.withoutRequest(ex)).isSameAs(ex);
	}

	private static WebClientRequestException holdingTheRequest(Throwable cause) {
		return new WebClientRequestException(cause, HttpMethod.POST, URI_WITH_SECRET, HttpHeaders.EMPTY);
	}

}
