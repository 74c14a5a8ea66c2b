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

package io.github.nexmoconversion.benchmarks.peers;

import io.github.nexmoconversion.Conversion;
import io.github.nexmoconversion.ConversionChannel;
import io.github.nexmoconversion.benchmarks.stub.Stub;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.util.StringUtils;

/**
 * What the applications with the outboxes have in common: the template, the data source
 * with Hikari's default of ten connections, and the metrics.
 */
final class PeerApplication {

	private PeerApplication() {
	}

	/**
	 * Start an application.
	 * @param configuration the configuration of the application
	 * @param databaseUrl the JDBC URL of the database
	 * @param api the base URL of the API
	 * @param properties the properties of the outbox
	 * @return the application context, which is not closed when the process ends
	 */
	static ConfigurableApplicationContext start(Class<?> configuration, String databaseUrl, String api,
			String... properties) {
		String[] arguments = { "--nexmo.conversion.api-key=" + Stub.API_KEY,
				"--nexmo.conversion.api-secret=" + Stub.API_SECRET, "--nexmo.conversion.base-url=" + api,
				"--spring.datasource.url=" + databaseUrl, "--logging.level.root=warn",
				"--spring.main.banner-mode=off" };
		return new SpringApplicationBuilder(configuration).web(WebApplicationType.NONE)
			.registerShutdownHook(false)
			.run(StringUtils.concatenateStringArrays(arguments, properties));
	}

	static Conversion conversion(int number) {
		return Conversion.delivered(ConversionChannel.SMS, Stub.uniqueMessageId(number));
	}

	/**
	 * Return an SQL expression that replaces the number in the message id of a JSON
	 * document.
	 * @param json the SQL expression of the document
	 * @param number the number to replace
	 * @return the SQL expression, in which {@code copy} is the new number
	 */
	static String renumbered(String json, int number) {
		return "replace(%s, '\"%s\"', '\"%s' || copy || '\"')".formatted(json, Stub.uniqueMessageId(number),
				Stub.uniqueMessageId(""));
	}

}
