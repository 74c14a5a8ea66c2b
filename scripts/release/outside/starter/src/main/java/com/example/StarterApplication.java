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

package com.example;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import com.sun.net.httpserver.HttpServer;
import io.github.nexmoconversion.Conversion;
import io.github.nexmoconversion.ConversionChannel;
import io.github.nexmoconversion.client.ConversionTemplate;

import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Has the starter alone, and ends with a failure unless a conversion arrives.
 */
@SpringBootApplication
public class StarterApplication {

	public static void main(String[] args) throws Exception {
		CompletableFuture<String> received = new CompletableFuture<>();
		HttpServer api = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		api.createContext("/conversions/sms", (exchange) -> {
			received.complete(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
			exchange.sendResponseHeaders(200, -1);
			exchange.close();
		});
		api.start();
		Map<String, Object> properties = Map.of("nexmo.conversion.api-key", "key", "nexmo.conversion.api-secret",
				"secret", "nexmo.conversion.base-url",
				"http://127.0.0.1:" + api.getAddress().getPort() + "/conversions");
		try (ConfigurableApplicationContext context = new SpringApplicationBuilder(StarterApplication.class)
			.properties(properties)
			.run(args)) {
			context.getBean(ConversionTemplate.class).submit(Conversion.delivered(ConversionChannel.SMS, "00A0B0C0"));
			System.out.println("Received: " + received.getNow("nothing"));
			if (!received.getNow("").contains("delivered=true&message-id=00A0B0C0")) {
				throw new IllegalStateException("The conversion did not arrive");
			}
		}
		finally {
			api.stop(0);
		}
	}

}
