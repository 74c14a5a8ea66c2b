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

package io.github.nexmoconversion;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import io.github.nexmoconversion.account.ConversionAccount;
import io.github.nexmoconversion.account.ConversionAccounts;
import io.github.nexmoconversion.account.ConversionCredentials.ApiSecret;
import io.github.nexmoconversion.actuate.ConversionsEndpoint;
import io.github.nexmoconversion.autoconfigure.ConversionAutoConfiguration;
import io.github.nexmoconversion.autoconfigure.ConversionProperties;
import io.github.nexmoconversion.autoconfigure.InvalidConversionConfigurationException;
import io.github.nexmoconversion.autoconfigure.actuate.ConversionSanitizingAutoConfiguration;
import io.github.nexmoconversion.autoconfigure.actuate.ConversionsEndpointAutoConfiguration;
import io.github.nexmoconversion.autoconfigure.health.ConversionHealthContributorAutoConfiguration;
import io.github.nexmoconversion.autoconfigure.metrics.ConversionMetricsAutoConfiguration;
import io.github.nexmoconversion.client.AsyncConversionSubmitter;
import io.github.nexmoconversion.client.ConversionTemplate;
import io.github.nexmoconversion.client.DryRunConversionOperations;
import io.github.nexmoconversion.client.ReactiveConversionTemplateBuilder;
import io.github.nexmoconversion.health.ConversionHealthIndicator;
import io.github.nexmoconversion.metrics.AsyncConversionMetrics;
import io.github.nexmoconversion.metrics.ConversionMetrics;
import io.github.nexmoconversion.observation.ConversionObservationContext;
import io.github.nexmoconversion.observation.DefaultConversionObservationConvention;
import io.github.nexmoconversion.outcome.ConversionOutcome;
import io.github.nexmoconversion.outcome.ConversionOutcomeLogger;
import io.micrometer.observation.ObservationRegistry;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.web.reactive.function.client.WebClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Goes over every public type of this module and looks for secrets in what it prints.
 */
class NoSecretsInPublicTypesTests {

	private static final String KEY = "the-api-key";

	private static final String SECRET = "the-secret";

	private static final Conversion CONVERSION = Conversion.delivered(ConversionChannel.SMS, "id");

	private static final Map<String, Supplier<Object>> EXAMPLES = Map.ofEntries(
			example("ConversionTemplate", () -> new ConversionTemplate(builder().build(), submitter())),
			example("ReactiveConversionTemplate", () -> builder().build()),
			example("ReactiveConversionTemplateBuilder", NoSecretsInPublicTypesTests::builder),
			example("AsyncConversionSubmitter", NoSecretsInPublicTypesTests::submitter),
			example("DryRunConversionOperations", () -> new DryRunConversionOperations(ObservationRegistry.NOOP)),
			example("ConversionAccountProperties", NoSecretsInPublicTypesTests::properties),
			example("Retry", () -> properties().getRetry()), example("Async", () -> properties().getAsync()),
			example("ConversionOutcome",
					() -> new ConversionOutcome("default", CONVERSION, Instant.now(), 200, null, 0)),
			example("ConversionOutcomeLogger", ConversionOutcomeLogger::new),
			example("ConversionObservationContext", () -> new ConversionObservationContext("default", CONVERSION)),
			example("DefaultConversionObservationConvention", DefaultConversionObservationConvention::new),
			example("AsyncConversionMetrics", () -> new AsyncConversionMetrics(() -> 1, 1, () -> 1)),
			example("ConversionHealthIndicator", () -> new ConversionHealthIndicator(Set.of("default"))),
			example("ConversionHealthContributorAutoConfiguration", ConversionHealthContributorAutoConfiguration::new),
			example("ConversionsEndpoint", NoSecretsInPublicTypesTests::endpoint),
			example("ConversionsDescriptor", () -> endpoint().conversions()),
			example("AccountDescriptor", () -> endpoint().conversionsOf("default")),
			example("AuthenticationDescriptor", () -> endpoint().conversionsOf("default").authentication()),
			example("OutcomeDescriptor", () -> endpoint().conversionsOf("default").lastOutcome()),
			example("FreshnessDescriptor", () -> endpoint().conversionsOf("default").freshness()),
			example("ConversionsEndpointAutoConfiguration", ConversionsEndpointAutoConfiguration::new),
			example("ConversionMetrics", () -> new ConversionMetrics(Set.of("default"))),
			example("ConversionAutoConfiguration", ConversionAutoConfiguration::new),
			example("ConversionMetricsAutoConfiguration", ConversionMetricsAutoConfiguration::new),
			example("InvalidConversionBaseUrlException", NoSecretsInPublicTypesTests::invalidBaseUrl),
			example("ConversionSanitizingAutoConfiguration", ConversionSanitizingAutoConfiguration::new),
			example("ConversionProperties", NoSecretsInPublicTypesTests::properties),
			example("Signature", () -> properties().getSignature()), example("Http", () -> properties().getHttp()),
			example("Ssl", () -> properties().getHttp().getSsl()), example("InvalidConversionConfigurationException",
					() -> new InvalidConversionConfigurationException("description", "action")));

	@ParameterizedTest
	@MethodSource
	void publicTypeShouldNotPrintSecrets(Class<?> type) {
		assertThat(EXAMPLES).as("an example of each public type").containsKey(type.getSimpleName());
		Object example = EXAMPLES.get(type.getSimpleName()).get();
		assertThat(example).isInstanceOf(type);
		assertThat(example.toString()).isNotBlank().doesNotContain(KEY, SECRET);
	}

	static Stream<Class<?>> publicTypeShouldNotPrintSecrets() {
		return new ClassFileImporter().withImportOption(new DoNotIncludeTests())
			.importUrl(ConversionTemplate.class.getProtectionDomain().getCodeSource().getLocation())
			.stream()
			.filter((type) -> type.getModifiers().contains(JavaModifier.PUBLIC))
			.filter((type) -> !type.isInterface() && !type.isEnum() && !type.isAssignableTo(Enum.class))
			.map(JavaClass::reflect);
	}

	private static Map.Entry<String, Supplier<Object>> example(String name, Supplier<Object> example) {
		return Map.entry(name, example);
	}

	private static ReactiveConversionTemplateBuilder builder() {
		return new ReactiveConversionTemplateBuilder(WebClient.builder(), accounts());
	}

	private static ConversionsEndpoint endpoint() {
		ConversionsEndpoint endpoint = new ConversionsEndpoint(accounts());
		endpoint.onOutcome(new ConversionOutcome("default", CONVERSION, Instant.now(), 200, null, 0));
		return endpoint;
	}

	private static ConversionAccounts accounts() {
		return ConversionAccounts.of(List.of(new ConversionAccount("default", new ApiSecret(KEY, SECRET))));
	}

	private static AsyncConversionSubmitter submitter() {
		return new AsyncConversionSubmitter(1, List.of(), ObservationRegistry.NOOP);
	}

	private static ConversionProperties properties() {
		ConversionProperties properties = new ConversionProperties();
		properties.setApiKey(KEY);
		properties.setApiSecret(SECRET);
		properties.getSignature().setSecret(SECRET);
		return properties;
	}

	private static Exception invalidBaseUrl() {
		URI baseUrl = URI.create("https://" + KEY + ":" + SECRET + "@host");
		return Assertions.catchException(() -> builder().baseUrl(baseUrl).build());
	}

}
