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

import io.github.nexmoconversion.ConversionOperations;
import io.github.nexmoconversion.client.ConversionTemplate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

/**
 * Tests for the failure analyzers: what an application prints that cannot start.
 */
@ExtendWith(OutputCaptureExtension.class)
class InvalidConversionConfigurationFailureAnalyzerTests {

	@Test
	void noCredentials(CapturedOutput output) {
		start();
		assertThat(output).contains("The account 'default' of the Conversion API has no credentials.",
				"Set nexmo.conversion.api-key and nexmo.conversion.api-secret", "nexmo.conversion.signature.secret");
	}

	@Test
	void emptyCredentialsAreNone(CapturedOutput output) {
		start("--nexmo.conversion.api-key=", "--nexmo.conversion.api-secret= ");
		assertThat(output).contains("The account 'default' of the Conversion API has no credentials.");
	}

	@Test
	void keyWithoutSecret(CapturedOutput output) {
		start("--nexmo.conversion.api-key=the-key");
		assertThat(output).contains("The account 'default' of the Conversion API has an API key but no secret.",
				"Set nexmo.conversion.api-secret or", "nexmo.conversion.signature.secret.");
	}

	@ParameterizedTest
	@ValueSource(strings = { "api-secret", "signature.secret" })
	void secretWithoutKey(String property, CapturedOutput output) {
		start("--nexmo.conversion." + property + "=the-secret");
		assertThat(output).contains("The account 'default' of the Conversion API has a secret but no API key.",
				"Set nexmo.conversion.api-key.");
	}

	@Test
	void bothSecrets(CapturedOutput output) {
		start("--nexmo.conversion.api-key=the-key", "--nexmo.conversion.api-secret=the-secret",
				"--nexmo.conversion.signature.secret=the-secret");
		assertThat(output).contains(
				"The account 'default' of the Conversion API has both an API secret and a signature secret.",
				"Keep one of nexmo.conversion.api-secret and nexmo.conversion.signature.secret");
	}

	@ParameterizedTest
	@ValueSource(strings = { "api-key", "api-secret", "signature.secret" })
	void placeholderThatIsNotResolved(String property, CapturedOutput output) {
		start("--nexmo.conversion." + property + "=${NO_SUCH_VARIABLE}");
		assertThat(output).contains(
				"has an unresolved placeholder: the value of nexmo.conversion." + property + " contains '${'.",
				"Set the variable that nexmo.conversion." + property + " refers to");
	}

	@ParameterizedTest
	@ValueSource(strings = { "api-key", "api-secret", "signature.secret" })
	void lineBreak(String property, CapturedOutput output) {
		start("--nexmo.conversion." + property + "=the-secret\n");
		assertThat(output).contains("the value of nexmo.conversion." + property + " contains a line break",
				"Remove it from nexmo.conversion." + property);
	}

	@ParameterizedTest
	@ValueSource(strings = { "signature.algorithm=hmac-sha256", "signature.timestamp=epoch-seconds" })
	void signatureWithoutSecret(String property, CapturedOutput output) {
		start("--nexmo.conversion.api-key=the-key", "--nexmo.conversion.api-secret=the-secret",
				"--nexmo.conversion." + property);
		assertThat(output).contains("has signature properties but no signature secret",
				"Set nexmo.conversion.signature.secret");
	}

	@ParameterizedTest
	@CsvSource(quoteCharacter = '"', value = { "api.nexmo.com/conversions, must begin with 'https://'",
			"localhost:8089/conversions, must begin with 'https://'", "ftp://host/, must begin with 'https://'",
			"https:/conversions, has no valid host", "https://user:the-secret@host/, must not contain a user name",
			"https://host/?api_secret=the-secret, must not have a query", "https://host/#x, must not have a query" })
	void addressThatIsNotSafe(String baseUrl, String problem, CapturedOutput output) {
		start("--nexmo.conversion.api-key=the-key", "--nexmo.conversion.api-secret=the-secret",
				"--nexmo.conversion.base-url=" + baseUrl);
		assertThat(output).contains("The base URL of the Conversion API " + problem,
				"Set nexmo.conversion.base-url to an address like https://api.nexmo.com/conversions");
	}

	@Test
	void plainHttpToAnotherMachine(CapturedOutput output) {
		start("--nexmo.conversion.api-key=the-key", "--nexmo.conversion.api-secret=the-secret",
				"--nexmo.conversion.base-url=http://api.nexmo.com/conversions");
		assertThat(output).contains("over plain HTTP to another host, credentials can be intercepted",
				"set nexmo.conversion.allow-plain-http=true");
	}

	@Test
	void halfConfiguredNamedAccount(CapturedOutput output) {
		start("--nexmo.conversion.api-key=the-key", "--nexmo.conversion.api-secret=the-secret",
				"--nexmo.conversion.account.marketing.api-key=the-key");
		assertThat(output).contains("The account 'marketing' of the Conversion API has an API key but no secret.",
				"Set nexmo.conversion.account.marketing.api-secret or",
				"nexmo.conversion.account.marketing.signature.secret.");
	}

	@Test
	void namedAccountWithoutCredentialsTakesNoneOfTheDefaultOne(CapturedOutput output) {
		start("--nexmo.conversion.api-key=the-key", "--nexmo.conversion.api-secret=the-secret",
				"--nexmo.conversion.account.marketing.parameter-location=query");
		assertThat(output).contains("The account 'marketing' of the Conversion API has no credentials.",
				"Set nexmo.conversion.account.marketing.api-key");
	}

	@Test
	void defaultAccountAsNamedAccount(CapturedOutput output) {
		start("--nexmo.conversion.account.default.api-key=the-key");
		assertThat(output).contains("The default account of the Conversion API is configured as one of the named",
				"Move the properties under nexmo.conversion.account.default to nexmo.conversion.");
	}

	@Test
	void basicAuthenticationOfAnAccountThatSigns(CapturedOutput output) {
		start("--nexmo.conversion.api-key=the-key", "--nexmo.conversion.signature.secret=the-secret",
				"--nexmo.conversion.authentication=basic");
		assertThat(output).contains("which cannot be used with HTTP Basic authentication",
				"Remove nexmo.conversion.authentication");
	}

	@Test
	void basicAuthenticationWithColonInTheKey(CapturedOutput output) {
		start("--nexmo.conversion.api-key=the-key:x", "--nexmo.conversion.api-secret=the-secret",
				"--nexmo.conversion.authentication=basic");
		assertThat(output).contains("has an API key with a colon", "Correct nexmo.conversion.api-key");
	}

	@Test
	void accountThatIsNamedInCodeAlone(CapturedOutput output) {
		SpringApplication application = new SpringApplication(TestApplication.class, MarketingConfiguration.class);
		application.setWebApplicationType(WebApplicationType.NONE);
		assertThatException().isThrownBy(() -> application.run("--nexmo.conversion.api-key=the-key",
				"--nexmo.conversion.api-secret=the-secret"));
		assertThat(output).contains("There is no conversion account named 'marketing'. The accounts are: default.",
				"configure the account with nexmo.conversion.account.marketing.api-key");
	}

	@Test
	void defaultAccountThatIsNotConfigured(CapturedOutput output) {
		SpringApplication application = new SpringApplication(TestApplication.class, DefaultConfiguration.class);
		application.setWebApplicationType(WebApplicationType.NONE);
		assertThatException().isThrownBy(() -> application.run("--nexmo.conversion.account.marketing.api-key=the-key",
				"--nexmo.conversion.account.marketing.api-secret=the-secret"));
		assertThat(output).contains("There is no conversion account named 'default'. The accounts are: marketing.",
				"configure the account with nexmo.conversion.api-key");
	}

	@Test
	void unknownAlgorithm(CapturedOutput output) {
		start("--nexmo.conversion.api-key=the-key", "--nexmo.conversion.signature.secret=the-secret",
				"--nexmo.conversion.signature.algorithm=sha256");
		assertThat(output).contains("Property: nexmo.conversion.signature.algorithm", "MD5_HASH", "HMAC_MD5",
				"HMAC_SHA1", "HMAC_SHA256", "HMAC_SHA512");
	}

	@AfterEach
	void noSecretIsPrinted(CapturedOutput output) {
		assertThat(output).contains("APPLICATION FAILED TO START").doesNotContain("the-key", "the-secret");
	}

	private static void start(String... arguments) {
		SpringApplication application = new SpringApplication(TestApplication.class);
		application.setWebApplicationType(WebApplicationType.NONE);
		assertThatException().isThrownBy(() -> application.run(arguments));
	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration(ConversionAutoConfiguration.class)
	static class TestApplication {

	}

	@Configuration(proxyBeanMethods = false)
	static class DefaultConfiguration {

		@Bean(defaultCandidate = false)
		ConversionOperations defaultConversions(ConversionTemplate conversions) {
			return conversions.forAccount("default");
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class MarketingConfiguration {

		@Bean(defaultCandidate = false)
		ConversionOperations marketingConversions(ConversionTemplate conversions) {
			return conversions.forAccount("marketing");
		}

	}

}
