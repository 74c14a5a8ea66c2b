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

package io.github.nexmoconversion.test.autoconfigure;

import java.io.IOException;
import java.net.URI;
import java.util.List;

import io.github.nexmoconversion.Conversion;
import io.github.nexmoconversion.ConversionChannel;
import io.github.nexmoconversion.ConversionOperations;
import io.github.nexmoconversion.account.ConversionAccount;
import io.github.nexmoconversion.account.ConversionAccounts;
import io.github.nexmoconversion.account.ConversionCredentials.ApiSecret;
import io.github.nexmoconversion.account.NoSuchConversionAccountException;
import io.github.nexmoconversion.autoconfigure.ConversionAutoConfiguration;
import io.github.nexmoconversion.autoconfigure.ConversionConnectionDetails;
import io.github.nexmoconversion.test.MockConversionApi;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.http.client.autoconfigure.HttpClientAutoConfiguration;
import org.springframework.boot.http.client.autoconfigure.reactive.ReactiveHttpClientAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.webclient.autoconfigure.WebClientAutoConfiguration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link MockConversionApiAutoConfiguration}.
 */
class MockConversionApiAutoConfigurationTests {

	private final Conversion conversion = Conversion.delivered(ConversionChannel.SMS, "id");

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(HttpClientAutoConfiguration.class,
				ReactiveHttpClientAutoConfiguration.class, WebClientAutoConfiguration.class,
				MockConversionApiAutoConfiguration.class, ConversionAutoConfiguration.class))
		.withPropertyValues("nexmo.conversion.http.read-timeout=1m", "nexmo.conversion.retry.timeout=2m");

	@Test
	void shouldReplaceTheConnectionDetailsOfTheApplication() {
		this.contextRunner.withBean(ConversionConnectionDetails.class, RealConnectionDetails::new).run((context) -> {
			context.getBean(ConversionOperations.class).submit(this.conversion);
			assertThat(context.getBean(MockConversionApi.class)).hasAccepted("id");
		});
	}

	@Test
	void mockOfTheApplicationShouldAcceptItsAccounts() {
		ConversionAccount own = new ConversionAccount("default", new ApiSecret("own-key", "own-secret"));
		this.contextRunner.withBean(ConversionAccounts.class, () -> ConversionAccounts.of(List.of(own)))
			.withBean(MockConversionApi.class, () -> MockConversionApi.start(own))
			.run((context) -> {
				context.getBean(ConversionOperations.class).submit(this.conversion);
				assertThat(context.getBean(MockConversionApi.class)).hasAccepted("id");
			});
	}

	@Test
	void withoutDefaultAccountShouldNotAddOne() {
		this.contextRunner
			.withPropertyValues("nexmo.conversion.account.marketing.api-key=key",
					"nexmo.conversion.account.marketing.api-secret=secret")
			.run((context) -> assertThatExceptionOfType(NoSuchConversionAccountException.class)
				.isThrownBy(() -> context.getBean(ConversionOperations.class).submit(this.conversion)));
	}

	@Test
	void configurationThatFailsInProductionShouldFailInTests() {
		this.contextRunner
			.withPropertyValues("nexmo.conversion.api-key=key", "nexmo.conversion.api-secret=secret",
					"nexmo.conversion.signature.secret=secret")
			.run((context) -> assertThat(context).hasFailed()
				.getFailure()
				.rootCause()
				.hasMessageContaining("has both an API secret and a signature secret"));
	}

	@Test
	void blankSignatureSecretShouldBeIgnored() {
		this.contextRunner
			.withPropertyValues("nexmo.conversion.api-key=key", "nexmo.conversion.api-secret=secret",
					"nexmo.conversion.signature.secret=", "nexmo.conversion.authentication=basic")
			.run((context) -> {
				context.getBean(ConversionOperations.class).submit(this.conversion);
				assertThat(context.getBean(MockConversionApi.class).getAccounts()).asString().contains("BASIC");
			});
	}

	@Test
	void shouldStopWithTheContext() {
		this.contextRunner.run((context) -> {
			MockConversionApi api = context.getBean(MockConversionApi.class);
			context.close();
			assertThatExceptionOfType(IOException.class).isThrownBy(() -> api.getBaseUrl().toURL().openStream());
		});
	}

	private static final class RealConnectionDetails implements ConversionConnectionDetails {

		@Override
		public URI getBaseUrl() {
			return URI.create("http://127.0.0.1:1/real");
		}

		@Override
		public List<ConversionAccount> getAccounts() {
			return List.of(MockConversionApi.DEFAULT_ACCOUNT);
		}

	}

}
