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
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import io.github.nexmoconversion.ConversionChannel;
import io.github.nexmoconversion.request.ConversionRequest;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.client.reactive.ClientHttpRequest;
import org.springframework.util.StringUtils;
import org.springframework.web.reactive.function.BodyExtractors;
import org.springframework.web.reactive.function.BodyInserter;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.reactive.function.client.WebClient.RequestBodySpec;
import org.springframework.web.reactive.function.client.WebClient.RequestHeadersSpec;

/**
 * Sends requests with a {@link WebClient} and reads what is needed from the responses. No
 * other class calls the client.
 */
final class WebClientConversionExchange {

	// The attribute in which WebClient keeps the template of an expanded URI
	private static final String URI_TEMPLATE_ATTRIBUTE = WebClient.class.getName() + ".uriTemplate";

	private static final int MAX_BODY_LENGTH = 64 * 1024;

	private final URI smsUri;

	private final URI voiceUri;

	private final String uriTemplate;

	private final WebClient client;

	WebClientConversionExchange(WebClient.Builder builder, URI baseUrl) {
		String parent = StringUtils.trimTrailingCharacter(baseUrl.toString(), '/') + "/";
		this.smsUri = URI.create(parent + ConversionChannel.SMS.getValue());
		this.voiceUri = URI.create(parent + ConversionChannel.VOICE.getValue());
		this.uriTemplate = parent + "{channel}";
		// Spring can log headers and forms, which contain secrets here
		this.client = builder.codecs((codecs) -> codecs.defaultCodecs().enableLoggingRequestDetails(false))
			.defaultHeaders(WebClientConversionExchange::addUserAgent)
			.filters((filters) -> filters.add(new SecretsFilter()))
			.build();
	}

	/**
	 * Send a request. A response with any status is a result, even if its body is broken
	 * or does not end within the limit. An error means that there was no response.
	 * @param request the request
	 * @param limit the time limit, from acquiring a connection to the end of the response
	 * @return the response, for one subscriber
	 */
	Mono<ApiResponse> exchange(ConversionRequest request, Duration limit) {
		AtomicReference<@Nullable ApiResponse> answer = new AtomicReference<>();
		return post(request, answer).timeout(limit, Mono.error(() -> noAnswerWithin(limit)))
			.onErrorResume(
					(ex) -> Mono.justOrEmpty(answer.get()).switchIfEmpty(Mono.error(SecretsFilter.withoutRequest(ex))));
	}

	private static void addUserAgent(HttpHeaders headers) {
		if (!headers.containsHeader(HttpHeaders.USER_AGENT)) {
			String version = WebClientConversionExchange.class.getPackage().getImplementationVersion();
			headers.set(HttpHeaders.USER_AGENT, "nexmo-conversion" + ((version != null) ? "/" + version : ""));
		}
	}

	private Mono<ApiResponse> post(ConversionRequest request, AtomicReference<@Nullable ApiResponse> answer) {
		return prepare(request).exchangeToMono((response) -> {
			ApiResponse read = read(response);
			answer.set(read);
			return drain(response).then(Mono.just(read));
		});
	}

	private RequestHeadersSpec<?> prepare(ConversionRequest request) {
		RequestBodySpec spec = this.client.post()
			.uri(uri(request.getChannel()))
			.attribute(URI_TEMPLATE_ATTRIBUTE, this.uriTemplate)
			.attribute(SecretsFilter.REQUEST_ATTRIBUTE, request);
		return switch (request.getParameterLocation()) {
			case BODY -> spec.body(form(request));
			case QUERY -> spec.contentLength(0);
		};
	}

	private URI uri(ConversionChannel channel) {
		return switch (channel) {
			case SMS -> this.smsUri;
			case VOICE -> this.voiceUri;
		};
	}

	// Written without a codec: it is ASCII, has a known length and must not be logged
	private static BodyInserter<Void, ClientHttpRequest> form(ConversionRequest request) {
		byte[] form = request.toFormData().getBytes(StandardCharsets.US_ASCII);
		return (message, context) -> {
			message.getHeaders().setContentType(MediaType.APPLICATION_FORM_URLENCODED);
			message.getHeaders().setContentLength(form.length);
			return message.writeWith(Mono.fromSupplier(() -> message.bufferFactory().wrap(form)));
		};
	}

	private static ApiResponse read(ClientResponse response) {
		return new ApiResponse(response.statusCode().value(),
				RetryAfter.parse(response.headers().asHttpHeaders(), Instant.now()));
	}

	// A connection can only be reused when the body was read to the end. WebClient drains
	// it more cheaply, which is safe if the length is known.
	private static Flux<?> drain(ClientResponse response) {
		if (response.headers().contentLength().orElse(Long.MAX_VALUE) <= MAX_BODY_LENGTH) {
			return Flux.empty();
		}
		AtomicInteger length = new AtomicInteger();
		return response.body(BodyExtractors.toDataBuffers()).handle((buffer, sink) -> {
			if (length.addAndGet(release(buffer)) > MAX_BODY_LENGTH) {
				sink.complete();
			}
		});
	}

	private static int release(DataBuffer buffer) {
		int length = buffer.readableByteCount();
		DataBufferUtils.release(buffer);
		return length;
	}

	private static TimeoutException noAnswerWithin(Duration limit) {
		return new TimeoutException("No answer within " + limit.toMillis() + " ms");
	}

}
