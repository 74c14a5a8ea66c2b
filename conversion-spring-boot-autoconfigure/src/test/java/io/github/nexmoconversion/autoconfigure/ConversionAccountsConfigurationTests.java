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

import java.util.concurrent.CompletionException;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.github.nexmoconversion.Conversion;
import io.github.nexmoconversion.ConversionChannel;
import io.github.nexmoconversion.ConversionOperations;
import io.github.nexmoconversion.account.ConversionAccount;
import io.github.nexmoconversion.account.ConversionAccounts;
import io.github.nexmoconversion.account.ConversionAuthentication;
import io.github.nexmoconversion.account.ConversionCredentials.ApiSecret;
import io.github.nexmoconversion.account.ConversionCredentials.SignatureSecret;
import io.github.nexmoconversion.account.NoSuchConversionAccountException;
import io.github.nexmoconversion.account.ParameterLocation;
import io.github.nexmoconversion.autoconfigure.metrics.ConversionMetricsAutoConfiguration;
import io.github.nexmoconversion.client.ReactiveConversionOperations;
import io.github.nexmoconversion.metrics.ConversionMetrics;
import io.github.nexmoconversion.signature.SignatureAlgorithm;
import io.github.nexmoconversion.signature.SignatureTimestamp;
import io.github.nexmoconversion.test.MockConversionApi;
import io.github.nexmoconversion.test.ReceivedConversion;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests accounts that are configured by properties, and what stands in for them.
 */
@ExtendWith(OutputCaptureExtension.class)
class ConversionAccountsConfigurationTests {

	private final MockConversionApi api = MockConversionApi.start(
			new ConversionAccount("default", new ApiSecret("default-key", "default-secret")),
			new ConversionAccount("marketing", new SignatureSecret("marketing-key", "marketing-secret",
					SignatureAlgorithm.MD5_HASH, SignatureTimestamp.EVENT_TIME)));

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner().withConfiguration(
			AutoConfigurations.of(ConversionAutoConfiguration.class, ConversionMetricsAutoConfiguration.class));

	private final ApplicationContextRunner withDefault = this.contextRunner
		.withPropertyValues("nexmo.conversion.api-key=default-key", "nexmo.conversion.api-secret=default-secret");

	private final ApplicationContextRunner withMarketing = this.contextRunner.withPropertyValues(
			"nexmo.conversion.account.marketing.api-key=marketing-key",
			"nexmo.conversion.account.marketing.api-secret=marketing-secret");

	private final Conversion conversion = Conversion.delivered(ConversionChannel.SMS, "id");

	@AfterEach
	void stopApi() {
		this.api.close();
	}

	@Test
	void eachAccountShouldSendItsOwnCredentials() {
		this.withDefault
			.withPropertyValues("nexmo.conversion.base-url=" + this.api.getBaseUrl(),
					"nexmo.conversion.account.marketing.api-key=marketing-key",
					"nexmo.conversion.account.marketing.signature.secret=marketing-secret",
					"nexmo.conversion.http.read-timeout=1m", "nexmo.conversion.retry.timeout=2m")
			.run((context) -> {
				ConversionOperations conversions = context.getBean(ConversionOperations.class);
				ReactiveConversionOperations reactive = context.getBean(ReactiveConversionOperations.class);
				conversions.submit(this.conversion);
				conversions.submit("marketing", this.conversion);
				conversions.submitAsync("marketing", this.conversion).join();
				conversions.forAccount("marketing").submit(this.conversion);
				reactive.submit("marketing", this.conversion).block();
				reactive.forAccount("marketing").submit(this.conversion).block();
				assertThat(this.api.getReceived()).allMatch(ReceivedConversion::isAccepted)
					.map(ReceivedConversion::account)
					.containsExactlyInAnyOrder("default", "marketing", "marketing", "marketing", "marketing",
							"marketing");
			});
	}

	@Test
	void withoutDefaultAccountOnlyNamedOnesCanBeUsed() {
		this.withMarketing.run((context) -> {
			ConversionOperations conversions = context.getBean(ConversionOperations.class);
			assertThat(context.getBean(ConversionAccounts.class).getNames()).containsExactly("marketing");
			assertThatExceptionOfType(NoSuchConversionAccountException.class)
				.isThrownBy(() -> conversions.submit(this.conversion))
				.withMessage("There is no conversion account named 'default'. The accounts are: marketing.");
			assertThatExceptionOfType(CompletionException.class)
				.isThrownBy(() -> conversions.submitAsync(this.conversion).join())
				.withCauseInstanceOf(NoSuchConversionAccountException.class);
		});
	}

	@ParameterizedTest
	@CsvSource({ "PARAMETERS, BODY", "BASIC, QUERY" })
	void namedAccountShouldTakeHowButNotWithWhatTheDefaultOneAuthenticates(ConversionAuthentication authentication,
			ParameterLocation location) {
		this.withMarketing
			.withPropertyValues("nexmo.conversion.authentication=" + authentication,
					"nexmo.conversion.parameter-location=" + location)
			.run((context) -> assertThat(account(context.getBean(ConversionAccounts.class)))
				.returns("marketing-key", (account) -> account.credentials().apiKey())
				.returns(authentication, ConversionAccount::authentication)
				.returns(location, ConversionAccount::parameterLocation));
	}

	@Test
	void namedAccountShouldHaveTheLastWord() {
		this.withMarketing
			.withPropertyValues("nexmo.conversion.authentication=basic", "nexmo.conversion.parameter-location=query",
					"nexmo.conversion.account.marketing.authentication=parameters",
					"nexmo.conversion.account.marketing.parameter-location=body")
			.run((context) -> assertThat(account(context.getBean(ConversionAccounts.class)))
				.returns(ConversionAuthentication.PARAMETERS, ConversionAccount::authentication)
				.returns(ParameterLocation.BODY, ConversionAccount::parameterLocation));
	}

	@Test
	void accountThatSignsShouldNotTakeBasicAuthenticationOfTheDefaultOne() {
		this.withDefault
			.withPropertyValues("nexmo.conversion.authentication=basic",
					"nexmo.conversion.account.marketing.api-key=key",
					"nexmo.conversion.account.marketing.signature.secret=secret")
			.run((context) -> assertThat(account(context.getBean(ConversionAccounts.class)).authentication())
				.isEqualTo(ConversionAuthentication.PARAMETERS));
	}

	@Test
	void dryRunShouldNeedNoCredentialsSendNothingAndCountNothing(CapturedOutput output) {
		SimpleMeterRegistry registry = new SimpleMeterRegistry();
		this.contextRunner
			.withPropertyValues("nexmo.conversion.dry-run=true", "nexmo.conversion.base-url=" + this.api.getBaseUrl())
			.run((context) -> {
				context.getBean(ConversionMetrics.class).bindTo(registry);
				ConversionOperations conversions = context.getBean(ConversionOperations.class);
				conversions.submit(this.conversion);
				conversions.forAccount("marketing").submitAsync(this.conversion).join();
				assertThat(output).contains("Dry run, not sent for account 'default'",
						"Dry run, not sent for account 'marketing'", "delivered=true");
				assertThat(output.getOut().lines()).filteredOn((line) -> !line.contains("DEBUG"))
					.noneMatch((line) -> line.contains("messageId=id"));
			});
		assertThat(this.api).hasReceivedNothing();
		assertThat(registry.find("nexmo.conversion.outcomes").functionCounters()).map(FunctionCounter::count)
			.allMatch((count) -> count == 0);
	}

	@Test
	void dryRunShouldNotShowSecrets(CapturedOutput output) {
		this.withDefault.withPropertyValues("nexmo.conversion.dry-run=true")
			.run((context) -> context.getBean(ConversionOperations.class).submit(this.conversion));
		assertThat(output).contains("Dry run").doesNotContain("default-key", "default-secret");
	}

	@Test
	void whenDisabledThereShouldBeNoBeans() {
		this.contextRunner.withPropertyValues("nexmo.conversion.enabled=false")
			.run((context) -> assertThat(context).hasNotFailed()
				.doesNotHaveBean(ConversionOperations.class)
				.doesNotHaveBean(ReactiveConversionOperations.class)
				.doesNotHaveBean(ConversionAccounts.class)
				.doesNotHaveBean(ConversionMetrics.class));
	}

	@ParameterizedTest
	@CsvSource({ "DEBUG, query, true", "DEBUG, body, false", "INFO, query, false" })
	void shouldWarnWhenTheQueryWouldBeLogged(String level, String location, boolean warned, CapturedOutput output) {
		Logger logger = (Logger) LoggerFactory.getLogger("reactor.netty.http.client.HttpClientConnect");
		Level before = logger.getLevel();
		logger.setLevel(Level.toLevel(level));
		try {
			this.withDefault.withPropertyValues("nexmo.conversion.parameter-location=" + location)
				.run((context) -> assertThat(context).hasNotFailed());
		}
		finally {
			logger.setLevel(before);
		}
		assertThat(output.getOut().contains("send their credentials in the query")).isEqualTo(warned);
	}

	private static ConversionAccount account(ConversionAccounts accounts) {
		return accounts.getAccount("marketing");
	}

}
