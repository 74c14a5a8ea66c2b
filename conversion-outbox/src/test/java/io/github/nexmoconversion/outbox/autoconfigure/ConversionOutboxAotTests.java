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

package io.github.nexmoconversion.outbox.autoconfigure;

import java.time.Duration;
import java.util.UUID;
import java.util.function.Consumer;

import io.github.nexmoconversion.Conversion;
import io.github.nexmoconversion.ConversionChannel;
import io.github.nexmoconversion.autoconfigure.ConversionAutoConfiguration;
import io.github.nexmoconversion.outbox.ConversionOutbox;
import io.github.nexmoconversion.test.MockConversionApi;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;
import org.springframework.aot.test.generate.TestGenerationContext;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.http.client.autoconfigure.HttpClientAutoConfiguration;
import org.springframework.boot.http.client.autoconfigure.reactive.ReactiveHttpClientAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.boot.webclient.autoconfigure.WebClientAutoConfiguration;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.aot.ApplicationContextAotGenerator;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.test.tools.CompileWithForkedClassLoader;
import org.springframework.core.test.tools.TestCompiler;
import org.springframework.javapoet.ClassName;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests processing ahead of time, when there are neither secrets nor a database yet.
 */
class ConversionOutboxAotTests {

	@Test
	@CompileWithForkedClassLoader
	void generatedApplicationShouldDeliver() {
		try (MockConversionApi api = MockConversionApi.start()) {
			TestPropertyValues properties = TestPropertyValues.of("nexmo.conversion.api-key=mock-key",
					"nexmo.conversion.api-secret=mock-secret", "nexmo.conversion.base-url=" + api.getBaseUrl(),
					"nexmo.conversion.http.read-timeout=1m", "spring.datasource.url=jdbc:h2:mem:" + UUID.randomUUID());
			runGenerated(properties, (context) -> {
				context.getBean(ConversionOutbox.class).enqueue(Conversion.delivered(ConversionChannel.SMS, "id"));
				assertThat(api).within(Duration.ofMinutes(1)).hasAccepted("id");
			});
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "h2", "mariadb", "postgresql" })
	void scriptsShouldBeInNativeImages(String platform) {
		TestGenerationContext generation = new TestGenerationContext();
		process(generation);
		RuntimeHints hints = generation.getRuntimeHints();
		assertThat(RuntimeHintsPredicates.resource()
			.forResource("io/github/nexmoconversion/outbox/jdbc/schema-" + platform + ".sql")).accepts(hints);
	}

	private static void runGenerated(TestPropertyValues properties, Consumer<GenericApplicationContext> test) {
		TestGenerationContext generation = new TestGenerationContext();
		ClassName initializer = process(generation);
		generation.writeGeneratedContent();
		TestCompiler.forSystem().with(generation).compile((compiled) -> {
			try (GenericApplicationContext context = new GenericApplicationContext()) {
				properties.applyTo(context);
				initialize(context,
						compiled.getInstance(ApplicationContextInitializer.class, initializer.canonicalName()));
				context.refresh();
				test.accept(context);
			}
		});
	}

	@SuppressWarnings("unchecked")
	private static void initialize(GenericApplicationContext context, ApplicationContextInitializer<?> initializer) {
		((ApplicationContextInitializer<GenericApplicationContext>) initializer).initialize(context);
	}

	private static ClassName process(TestGenerationContext generation) {
		AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
		context.register(Application.class);
		return new ApplicationContextAotGenerator().processAheadOfTime(context, generation);
	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ HttpClientAutoConfiguration.class, ReactiveHttpClientAutoConfiguration.class,
			WebClientAutoConfiguration.class, DataSourceAutoConfiguration.class,
			DataSourceTransactionManagerAutoConfiguration.class, ConversionAutoConfiguration.class,
			ConversionOutboxAutoConfiguration.class })
	static class Application {

	}

}
