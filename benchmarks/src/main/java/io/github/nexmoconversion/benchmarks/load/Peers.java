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
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;

import com.vonage.client.HttpConfig;
import com.vonage.client.VonageClient;
import com.vonage.client.conversion.ConversionClient;
import com.vonage.client.conversion.Type;
import io.github.nexmoconversion.benchmarks.generated.ApiClient;
import io.github.nexmoconversion.benchmarks.generated.DefaultApi;
import io.github.nexmoconversion.benchmarks.stub.Stub;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.HttpHeaderNames;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;

/**
 * Clients written by others.
 */
final class Peers {

	private Peers() {
	}

	static Contender bareNetty(URI baseUrl) {
		byte[] form = ("message-id=0C000000217B7F02&delivered=true&timestamp=2026-11-21+12%3A00%3A00&api_key="
				+ Stub.API_KEY + "&api_secret=" + Stub.API_SECRET)
			.getBytes(StandardCharsets.US_ASCII);
		ConnectionProvider connections = ConnectionProvider.builder("limit")
			.maxConnections(500)
			.pendingAcquireMaxCount(-1)
			.build();
		HttpClient.ResponseReceiver<?> request = HttpClient.create(connections)
			.headers((headers) -> headers.set(HttpHeaderNames.CONTENT_TYPE, "application/x-www-form-urlencoded")
				.set(HttpHeaderNames.CONTENT_LENGTH, form.length))
			.post()
			.uri(URI.create(baseUrl + "/sms"))
			.send(Mono.fromSupplier(() -> Unpooled.wrappedBuffer(form)));
		return new Contender.Reactive(
				request.responseSingle((response, body) -> body.then(accepted(response.status().code()))));
	}

	static Contender vendorSdk(URI baseUrl) {
		ConversionClient client = VonageClient.builder()
			.apiKey(Stub.API_KEY)
			.apiSecret(Stub.API_SECRET)
			.httpConfig(HttpConfig.builder().apiBaseUri(baseUrl.resolve("/").toString()).build())
			.build()
			.getConversionClient();
		return new Contender.Blocking(() -> client.submitConversion(Type.SMS, "0C000000217B7F02", true, new Date()));
	}

	static Contender generatedClient(URI baseUrl) {
		ApiClient client = new ApiClient();
		client.setBasePath(baseUrl.toString());
		DefaultApi api = new DefaultApi(client);
		return new Contender.Reactive(Mono.defer(() -> api.submitSms("0C000000217B7F02", "true",
				HandWritten.TIMESTAMP.format(Instant.now()), Stub.API_KEY, Stub.API_SECRET)));
	}

	private static Mono<Void> accepted(int status) {
		return (status == 200) ? Mono.empty() : Mono.error(new IllegalStateException("Status " + status));
	}

}
