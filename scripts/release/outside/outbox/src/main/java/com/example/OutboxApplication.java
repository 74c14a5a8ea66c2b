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
import java.util.concurrent.TimeUnit;

import com.sun.net.httpserver.HttpServer;
import io.github.nexmoconversion.Conversion;
import io.github.nexmoconversion.ConversionChannel;
import io.github.nexmoconversion.outbox.ConversionOutbox;

import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Has the BOM, the outbox and H2, and ends with a failure unless a conversion arrives
 * after the commit.
 */
@SpringBootApplication
public class OutboxApplication {

	public static void main(String[] args) throws Exception {
		CompletableFuture<String> received = new CompletableFuture<>();
		HttpServer api = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		api.createContext("/conversions/voice", (exchange) -> {
			received.complete(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
			exchange.sendResponseHeaders(200, -1);
			exchange.close();
		});
		api.start();
		Map<String, Object> properties = Map.of("nexmo.conversion.api-key", "key", "nexmo.conversion.api-secret",
				"secret", "nexmo.conversion.base-url",
				"http://127.0.0.1:" + api.getAddress().getPort() + "/conversions");
		try (ConfigurableApplicationContext context = new SpringApplicationBuilder(OutboxApplication.class)
			.properties(properties)
			.run(args)) {
			ConversionOutbox outbox = context.getBean(ConversionOutbox.class);
			context.getBean(TransactionTemplate.class)
				.executeWithoutResult((status) -> outbox
					.enqueue(Conversion.notDelivered(ConversionChannel.VOICE, "00A0B0C0")));
			String form = received.get(30, TimeUnit.SECONDS);
			System.out.println("Received: " + form);
			if (!form.contains("delivered=false&message-id=00A0B0C0")) {
				throw new IllegalStateException("Another conversion arrived");
			}
		}
		finally {
			api.stop(0);
		}
	}

}
