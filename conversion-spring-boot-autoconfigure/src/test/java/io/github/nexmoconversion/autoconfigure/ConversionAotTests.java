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

package io.github.nexmoconversion.autoconfigure;

import io.github.nexmoconversion.autoconfigure.actuate.ConversionSanitizingAutoConfiguration;
import io.github.nexmoconversion.autoconfigure.metrics.ConversionMetricsAutoConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;
import org.springframework.aot.test.generate.TestGenerationContext;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.aot.ApplicationContextAotGenerator;
import org.springframework.core.test.tools.TestCompiler;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests processing ahead of time, when the secrets are not there yet.
 */
class ConversionAotTests {

	private final TestGenerationContext generationContext = new TestGenerationContext();

	@ParameterizedTest
	@ValueSource(classes = { ConversionProperties.class, ConversionAccountProperties.class,
			ConversionAccountProperties.Signature.class, ConversionProperties.Http.class,
			ConversionProperties.Retry.class, ConversionProperties.Async.class })
	void propertiesShouldBeBoundByReflection(Class<?> properties) {
		RuntimeHints hints = process();
		assertThat(RuntimeHintsPredicates.reflection().onType(properties)).accepts(hints);
	}

	@Test
	void generatedCodeShouldCompile() {
		process();
		TestCompiler.forSystem()
			.with(this.generationContext)
			.compile((compiled) -> assertThat(compiled.getAllCompiledClasses()).isNotEmpty());
	}

	private RuntimeHints process() {
		AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
		context.register(Application.class);
		new ApplicationContextAotGenerator().processAheadOfTime(context, this.generationContext);
		this.generationContext.writeGeneratedContent();
		return this.generationContext.getRuntimeHints();
	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ ConversionAutoConfiguration.class, ConversionMetricsAutoConfiguration.class,
			ConversionSanitizingAutoConfiguration.class })
	static class Application {

	}

}
