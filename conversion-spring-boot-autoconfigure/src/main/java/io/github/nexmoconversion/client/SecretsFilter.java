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

import io.github.nexmoconversion.account.ParameterLocation;
import io.github.nexmoconversion.request.ConversionRequest;
import reactor.core.publisher.Mono;

import org.springframework.http.HttpHeaders;
import org.springframework.web.reactive.function.client.ClientRequest;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.ExchangeFilterFunction;
import org.springframework.web.reactive.function.client.ExchangeFunction;
import org.springframework.web.reactive.function.client.WebClientException;

/**
 * Adds the query and the {@code Authorization} header to a request. As the innermost
 * filter it keeps both out of other filters, traces, logs and exceptions.
 */
final class SecretsFilter implements ExchangeFilterFunction {

	static final String REQUEST_ATTRIBUTE = ConversionRequest.class.getName();

	@Override
	public Mono<ClientResponse> filter(ClientRequest clientRequest, ExchangeFunction next) {
		ConversionRequest request = (ConversionRequest) clientRequest.attribute(REQUEST_ATTRIBUTE).orElseThrow();
		boolean inQuery = request.getParameterLocation() == ParameterLocation.QUERY;
		String authorization = request.getAuthorization();
		if (!inQuery && authorization == null) {
			return next.exchange(clientRequest);
		}
		ClientRequest.Builder builder = ClientRequest.from(clientRequest);
		if (inQuery) {
			builder.url(URI.create(clientRequest.url() + "?" + request.toFormData()));
		}
		if (authorization != null) {
			builder.headers((headers) -> headers.set(HttpHeaders.AUTHORIZATION, authorization));
		}
		return next.exchange(builder.build()).onErrorMap(WebClientException.class, SecretsFilter::withoutRequest);
	}

	/**
	 * Unwrap the exceptions of Spring that hold the URI and headers of the request.
	 * @param ex the exception
	 * @return the underlying problem
	 */
	static Throwable withoutRequest(Throwable ex) {
		if (!(ex instanceof WebClientException)) {
			return ex;
		}
		return (ex.getCause() != null) ? withoutRequest(ex.getCause()) : new IOException(ex.getClass().getName());
	}

}
