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

package io.github.nexmoconversion.docs;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;

import io.github.nexmoconversion.Conversion;
import io.github.nexmoconversion.ConversionChannel;
import io.github.nexmoconversion.ConversionOperations;
import io.github.nexmoconversion.ConversionResponseException;
import io.github.nexmoconversion.account.ConversionAccount;
import io.github.nexmoconversion.account.ConversionAccounts;
import io.github.nexmoconversion.account.ConversionAuthentication;
import io.github.nexmoconversion.account.ConversionCredentials;
import io.github.nexmoconversion.account.ConversionCredentials.ApiSecret;
import io.github.nexmoconversion.account.ConversionCredentials.SignatureSecret;
import io.github.nexmoconversion.account.ParameterLocation;
import io.github.nexmoconversion.autoconfigure.ConversionAutoConfiguration;
import io.github.nexmoconversion.client.ConversionTemplate;
import io.github.nexmoconversion.signature.RequestSigner;
import io.github.nexmoconversion.signature.SignatureAlgorithm;
import io.github.nexmoconversion.signature.SignatureTimestamp;
import io.github.nexmoconversion.test.MockConversionApi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests that the page about authentication says what is so.
 */
class AuthenticationPageTests {

	private static final Page PAGE = Page.of("authentication.md");

	private static final Conversion CONVERSION = Conversion.delivered(ConversionChannel.SMS, "00A0B0C0");

	private final MockConversionApi api = MockConversionApi.start(account("default", new ApiSecret("key", "secret")),
			account("signing", signature("signing-key", SignatureAlgorithm.HMAC_SHA256)),
			account("marketing", signature("marketing-key", SignatureAlgorithm.MD5_HASH)));

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(ConversionAutoConfiguration.class))
		.withPropertyValues("nexmo.conversion.base-url=" + this.api.getBaseUrl(), "NEXMO_API_SECRET=secret",
				"NEXMO_SIGNATURE_SECRET=secret", "NEXMO_MARKETING_API_KEY=marketing-key",
				"NEXMO_MARKETING_SIGNATURE_SECRET=secret", "nexmo.conversion.http.read-timeout=1m",
				"nexmo.conversion.retry.timeout=2m");

	@AfterEach
	void stopApi() {
		this.api.close();
	}

	@ParameterizedTest
	@CsvSource({ "0, key, PARAMETERS, BODY", "1, key, BASIC, BODY", "2, signing-key, PARAMETERS, BODY",
			"3, key, PARAMETERS, QUERY", "4, key, PARAMETERS, BODY" })
	void yamlAuthenticates(int index, String key, ConversionAuthentication authentication, ParameterLocation location) {
		withYaml(index).withPropertyValues("NEXMO_API_KEY=" + key).run((context) -> {
			context.getBean(ConversionOperations.class).submit(CONVERSION);
			ConversionAccount account = context.getBean(ConversionAccounts.class).getAccount("default");
			assertThat(account.authentication()).isEqualTo(authentication);
			assertThat(account.parameterLocation()).isEqualTo(location);
		});
		assertThat(this.api).hasReceived(1).hasAccepted("00A0B0C0").delivered();
	}

	@Test
	void everyYamlIsTried() {
		assertThat(PAGE.blocks("yaml")).hasSize(5);
	}

	@Test
	void signaturesAreThoseOfTheExample() {
		Map<String, String> parameters = Map.of("api_key", "abcd1234", "message-id", "00A0B0C0", "delivered", "true",
				"timestamp", "2020-01-01 12:00:00");
		StringBuilder base = new StringBuilder();
		new TreeMap<>(parameters).forEach((name, value) -> base.append('&').append(name).append('=').append(value));
		assertThat(PAGE.blocks("text")).containsExactly(base + "\n");
		assertThat(PAGE.rows("`algorithm`").stream().filter((row) -> row.get(1).matches("[0-9a-f]{32,}")))
			.hasSize(SignatureAlgorithm.values().length)
			.allSatisfy((row) -> assertThat(new RequestSigner(algorithm(row.get(0)), "my-secret").sign(parameters))
				.isEqualToIgnoringCase(row.get(1)));
	}

	@ParameterizedTest
	@ValueSource(classes = { MarketingConfiguration.class, MarketingService.class })
	void javaIsCompiledCode(Class<?> type) {
		assertThat(PAGE.blocks("java")).contains(Page.codeWithoutImports(type));
	}

	@Test
	void namedAccountReportsBesideTheDefaultOne() {
		withYaml(4).withPropertyValues("NEXMO_API_KEY=key")
			.withUserConfiguration(MarketingConfiguration.class, MarketingService.class)
			.run((context) -> {
				context.getBean(ConversionTemplate.class).submitAsync(CONVERSION);
				context.getBean(MarketingService.class).linkFollowed("link");
				assertThat(this.api).within(Duration.ofMinutes(1)).hasAccepted("00A0B0C0").forAccount("default");
				assertThat(this.api).within(Duration.ofMinutes(1)).hasAccepted("link").forAccount("marketing");
			});
	}

	@Test
	void secretsRotateWithoutARestart() {
		assertThat(PAGE.blocks("java")).contains(Page.code(RotatingAccounts.class));
		AtomicReference<ApiSecret> stored = new AtomicReference<>(new ApiSecret("key", "old-secret"));
		this.contextRunner.withBean(SecretStore.class, () -> (name) -> stored.get())
			.withUserConfiguration(RotatingAccounts.class)
			.run((context) -> {
				ConversionOperations conversions = context.getBean(ConversionOperations.class);
				assertThatExceptionOfType(ConversionResponseException.class)
					.isThrownBy(() -> conversions.submit(CONVERSION))
					.satisfies((ex) -> assertThat(ex.getStatusCode()).isEqualTo(401));
				stored.set(new ApiSecret("key", "secret"));
				context.getBean(RotatingAccounts.class).refresh();
				conversions.submit(CONVERSION);
			});
		assertThat(this.api).hasReceived(2).hasAccepted("00A0B0C0");
	}

	private ApplicationContextRunner withYaml(int index) {
		return this.contextRunner.withInitializer((context) -> context.getEnvironment()
			.getPropertySources()
			.addLast(Page.yaml(PAGE.blocks("yaml").get(index))));
	}

	private static ConversionAccount account(String name, ConversionCredentials credentials) {
		return new ConversionAccount(name, credentials);
	}

	private static SignatureSecret signature(String key, SignatureAlgorithm algorithm) {
		return new SignatureSecret(key, "secret", algorithm, SignatureTimestamp.EVENT_TIME);
	}

	private static SignatureAlgorithm algorithm(String value) {
		return SignatureAlgorithm.valueOf(value.toUpperCase(Locale.ROOT).replace('-', '_'));
	}

}
