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

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

import javax.net.ssl.SSLHandshakeException;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.WireMock;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import io.github.nexmoconversion.Conversion;
import io.github.nexmoconversion.ConversionChannel;
import io.github.nexmoconversion.ConversionOperations;
import io.github.nexmoconversion.ConversionTransportException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests over TLS, with a certificate that nobody has issued.
 */
class ConversionTlsTests {

	private static WireMockServer api;

	private static Path keyStore;

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(SslAutoConfiguration.class, ConversionAutoConfiguration.class))
		.withPropertyValues("nexmo.conversion.api-key=key", "nexmo.conversion.api-secret=secret",
				"nexmo.conversion.base-url=https://127.0.0.1:" + api.httpsPort() + "/conversions",
				"nexmo.conversion.retry.max-retries=0", "nexmo.conversion.http.connect-timeout=1m",
				"nexmo.conversion.http.read-timeout=1m", "nexmo.conversion.retry.timeout=2m");

	private final Conversion conversion = Conversion.delivered(ConversionChannel.SMS, "id");

	@BeforeAll
	static void startApi(@TempDir Path directory) throws Exception {
		keyStore = directory.resolve("api.p12");
		Process keytool = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
				"-genkeypair", "-alias", "api", "-keyalg", "RSA", "-dname", "CN=api", "-ext", "san=ip:127.0.0.1",
				"-validity", "2", "-storetype", "PKCS12", "-keystore", keyStore.toString(), "-storepass", "password")
			.inheritIO()
			.start();
		assertThat(keytool.waitFor(5, TimeUnit.MINUTES)).isTrue();
		api = new WireMockServer(WireMockConfiguration.options()
			.bindAddress("127.0.0.1")
			.dynamicPort()
			.dynamicHttpsPort()
			.keystorePath(keyStore.toString())
			.keystoreType("PKCS12")
			.keystorePassword("password")
			.keyManagerPassword("password"));
		api.stubFor(WireMock.any(WireMock.anyUrl()).willReturn(WireMock.ok("OK")));
		api.start();
	}

	@AfterAll
	static void stopApi() {
		api.stop();
	}

	@Test
	void certificateThatIsNotTrustedShouldBeRefused() {
		this.contextRunner.run((context) -> assertThatExceptionOfType(ConversionTransportException.class)
			.isThrownBy(() -> context.getBean(ConversionOperations.class).submit(this.conversion))
			.withCauseInstanceOf(SSLHandshakeException.class));
	}

	@Test
	void certificateOfTheBundleShouldBeTrusted() {
		this.contextRunner
			.withPropertyValues("spring.ssl.bundle.jks.company.truststore.location=file:" + keyStore,
					"spring.ssl.bundle.jks.company.truststore.password=password",
					"spring.ssl.bundle.jks.company.truststore.type=PKCS12", "nexmo.conversion.http.ssl.bundle=company")
			.run((context) -> assertThat(context.getBean(ConversionOperations.class).submitAsync(this.conversion))
				.succeedsWithin(Duration.ofMinutes(1)));
	}

}
