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

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.client.WireMock;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.extension.ResponseDefinitionTransformerV2;
import com.github.tomakehurst.wiremock.http.Request;
import com.github.tomakehurst.wiremock.http.ResponseDefinition;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import io.github.nexmoconversion.signature.RequestSigner;
import io.github.nexmoconversion.signature.SignatureAlgorithm;

/**
 * A Conversion API on this machine with one account, as strict as the vendor documents
 * its own. Its root lists what it received.
 */
public class LocalConversionApi implements AutoCloseable {

	public static final String API_KEY = "local-key";

	public static final String API_SECRET = "local-secret";

	static final String SIGNATURE_SECRET = "local-signature-secret";

	private final ConversionRequestCheck check = new ConversionRequestCheck(API_KEY, API_SECRET,
			new RequestSigner(SignatureAlgorithm.MD5_HASH, SIGNATURE_SECRET));

	private final List<String> received = new CopyOnWriteArrayList<>();

	private final WireMockServer server;

	private volatile boolean outage;

	/**
	 * Start a Conversion API.
	 * @param port the port to listen on, 0 for any that is free
	 */
	public LocalConversionApi(int port) {
		this.server = new WireMockServer(
				WireMockConfiguration.options().bindAddress("127.0.0.1").port(port).extensions(new Answers()));
		this.server.stubFor(WireMock.any(WireMock.anyUrl()).willReturn(WireMock.aResponse()));
		this.server.start();
	}

	public String getBaseUrl() {
		return "http://127.0.0.1:" + this.server.port() + "/conversions";
	}

	/**
	 * Return what was received since the last reset, without credentials.
	 * @return a line for each request, with the status of its answer
	 */
	List<String> getReceived() {
		return this.received;
	}

	/**
	 * Set whether there is an outage.
	 * @param outage whether all requests are answered with 503, whatever they are
	 */
	public void setOutage(boolean outage) {
		this.outage = outage;
	}

	void reset() {
		this.received.clear();
	}

	@Override
	public void close() {
		this.server.stop();
	}

	private final class Answers implements ResponseDefinitionTransformerV2 {

		@Override
		public String getName() {
			return "conversion-api";
		}

		@Override
		public ResponseDefinition transform(ServeEvent event) {
			LocalConversionApi api = LocalConversionApi.this;
			Request request = event.getRequest();
			if (request.getUrl().equals("/")) {
				return answer(200,
						api.received.isEmpty() ? "Nothing received yet\n" : String.join("\n", api.received) + "\n");
			}
			int status = api.outage ? 503 : api.check.statusOf(request);
			api.received.add(describe(request) + " -> " + status);
			return answer(status, (status == 200) ? "OK" : "<html><h2>HTTP ERROR: " + status + "</h2></html>");
		}

		private String describe(Request request) {
			Map<String, String> parameters = new TreeMap<>(ConversionRequestCheck.parametersOf(request));
			parameters.keySet().retainAll(Set.of("message-id", "delivered", "timestamp"));
			return request.getMethod() + " " + request.getUrl() + " " + parameters;
		}

		private ResponseDefinition answer(int status, String body) {
			return ResponseDefinitionBuilder.responseDefinition().withStatus(status).withBody(body).build();
		}

	}

}
