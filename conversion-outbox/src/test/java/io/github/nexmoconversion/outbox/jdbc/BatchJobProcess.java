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

package io.github.nexmoconversion.outbox.jdbc;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import io.github.nexmoconversion.Conversion;
import io.github.nexmoconversion.ConversionChannel;
import io.github.nexmoconversion.autoconfigure.ConversionAutoConfiguration;
import io.github.nexmoconversion.outbox.ConversionOutbox;
import io.github.nexmoconversion.outbox.autoconfigure.ConversionOutboxAutoConfiguration;
import io.github.nexmoconversion.test.MockConversionApi;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.CommandLineRunner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.http.client.autoconfigure.HttpClientAutoConfiguration;
import org.springframework.boot.http.client.autoconfigure.reactive.ReactiveHttpClientAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.webclient.autoconfigure.WebClientAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * A batch job in a process of its own: it enqueues conversions, and its {@code main}
 * returns.
 */
@Configuration(proxyBeanMethods = false)
@ImportAutoConfiguration({ HttpClientAutoConfiguration.class, ReactiveHttpClientAutoConfiguration.class,
		WebClientAutoConfiguration.class, DataSourceAutoConfiguration.class,
		DataSourceTransactionManagerAutoConfiguration.class, ConversionAutoConfiguration.class,
		ConversionOutboxAutoConfiguration.class })
public class BatchJobProcess {

	/**
	 * Start a process.
	 * @param databaseUrl the URL of the database
	 * @param api the API that it reports to
	 * @param log where its output goes
	 * @param arguments further arguments of the application
	 * @return the process
	 */
	static Process start(String databaseUrl, MockConversionApi api, Path log, String... arguments) throws IOException {
		List<String> all = new ArrayList<>(
				List.of("--spring.datasource.url=" + databaseUrl, "--nexmo.conversion.base-url=" + api.getBaseUrl()));
		all.addAll(List.of(arguments));
		return JavaProcess.start(BatchJobProcess.class, log, all);
	}

	public static void main(String[] args) {
		SpringApplication application = new SpringApplication(BatchJobProcess.class);
		application.setWebApplicationType(WebApplicationType.NONE);
		List<String> arguments = new ArrayList<>(List.of("--nexmo.conversion.api-key=mock-key",
				"--nexmo.conversion.api-secret=mock-secret", "--nexmo.conversion.http.read-timeout=1m"));
		arguments.addAll(List.of(args));
		application.run(arguments.toArray(String[]::new));
	}

	@Bean
	CommandLineRunner job(ConversionOutbox outbox, @Value("${job.size}") int size) {
		return (args) -> {
			for (int i = 0; i < size; i++) {
				outbox.enqueue(Conversion.delivered(ConversionChannel.SMS, "id-" + i));
			}
		};
	}

}
