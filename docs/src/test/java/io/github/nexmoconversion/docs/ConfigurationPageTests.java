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

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

import io.github.nexmoconversion.Conversion;
import io.github.nexmoconversion.ConversionChannel;
import io.github.nexmoconversion.autoconfigure.ConversionAutoConfiguration;
import io.github.nexmoconversion.autoconfigure.ConversionProperties;
import io.github.nexmoconversion.client.ConversionTemplate;
import io.github.nexmoconversion.test.MockConversionApi;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.beans.BeanWrapperImpl;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that the page about configuration says what is so. For its reference, see
 * {@link ConfigurationReferenceTests}.
 */
class ConfigurationPageTests {

	private static final Page PAGE = Page.of("configuration.md");

	private static final Conversion CONVERSION = Conversion.delivered(ConversionChannel.SMS, "00A0B0C0");

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(SslAutoConfiguration.class, ConversionAutoConfiguration.class))
		.withPropertyValues("NEXMO_API_KEY=mock-key", "NEXMO_API_SECRET=mock-secret");

	@Test
	void exampleReports() {
		try (MockConversionApi api = MockConversionApi.start()) {
			patient(withYaml(0)).withPropertyValues("nexmo.conversion.base-url=" + api.getBaseUrl()).run((context) -> {
				context.getBean(ConversionTemplate.class).submitAsync(CONVERSION);
				assertThat(api).within(Duration.ofMinutes(1)).hasAccepted("00A0B0C0").delivered();
			});
		}
	}

	@Test
	void exampleSetsTimeoutsAndRetries() {
		withYaml(0).run((context) -> {
			ConversionProperties properties = context.getBean(ConversionProperties.class);
			assertThat(properties.getHttp().getReadTimeout()).isEqualTo(Duration.ofSeconds(1));
			assertThat(properties.getRetry().getMaxRetries()).isOne();
			assertThat(properties.getRetry().getTimeout()).isEqualTo(Duration.ofSeconds(3));
		});
	}

	@Test
	void variablesSetTheirProperties() {
		Map<String, String> values = Map.of("nexmo.conversion.signature.algorithm", "HMAC_SHA512",
				"nexmo.conversion.retry.max-retries", "7");
		List<List<String>> rows = PAGE.rows("property").stream().filter((row) -> row.size() == 2).toList();
		Map<String, Object> variables = new HashMap<>();
		rows.forEach((row) -> variables.put(row.get(1), values.getOrDefault(row.get(0), "value of " + row.get(0))));
		StandardEnvironment environment = new StandardEnvironment();
		environment.getPropertySources()
			.replace(StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, new SystemEnvironmentPropertySource(
					StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, variables));
		BeanWrapperImpl properties = new BeanWrapperImpl(
				Binder.get(environment).bind("nexmo.conversion", ConversionProperties.class).get());
		assertThat(rows).isNotEmpty()
			.allSatisfy((row) -> assertThat(properties.getPropertyValue(pathOf(row.get(0))))
				.hasToString(values.getOrDefault(row.get(0), "value of " + row.get(0))));
	}

	@Test
	void sslBundleIsMadeOfACertificate(@TempDir Path directory) throws Exception {
		Path keys = directory.resolve("keys.p12");
		Path certificate = directory.resolve("company-ca.pem");
		keytool("-genkeypair", "-alias", "ca", "-keyalg", "RSA", "-dname", "CN=company", "-keystore", keys.toString());
		keytool("-exportcert", "-rfc", "-alias", "ca", "-keystore", keys.toString(), "-file", certificate.toString());
		withYaml(1).withPropertyValues("spring.ssl.bundle.pem.company.truststore.certificate=file:" + certificate)
			.run((context) -> {
				assertThat(context).hasNotFailed();
				assertThat(context.getBean(ConversionProperties.class).getHttp().getSsl().getBundle())
					.isEqualTo("company");
				assertThat(context.getBean(SslBundles.class).getBundle("company").getStores().getTrustStore().size())
					.isOne();
			});
	}

	@Test
	void proxyIsCompiledCodeThatUsesTheProxy() throws Exception {
		assertThat(PAGE.blocks("java")).containsExactly(Page.codeWithoutImports(ProxyConfiguration.class));
		try (ServerSocket proxy = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
			CompletableFuture<String> asked = CompletableFuture.supplyAsync(() -> tunnel(proxy));
			patient(this.contextRunner)
				.withPropertyValues("nexmo.conversion.api-key=key", "nexmo.conversion.api-secret=secret",
						"nexmo.conversion.base-url=http://no-such-host.invalid/conversions",
						"nexmo.conversion.allow-plain-http=true", "nexmo.conversion.retry.max-retries=0",
						"proxy.host=127.0.0.1", "proxy.port=" + proxy.getLocalPort())
				.withUserConfiguration(ProxyConfiguration.class)
				.run((context) -> {
					context.getBean(ConversionTemplate.class).submitAsync(CONVERSION);
					assertThat(asked).succeedsWithin(Duration.ofMinutes(1))
						.asString()
						.startsWith("CONNECT no-such-host.invalid:80 ");
				});
		}
	}

	private ApplicationContextRunner withYaml(int index) {
		return this.contextRunner.withInitializer((context) -> context.getEnvironment()
			.getPropertySources()
			.addLast(Page.yaml(PAGE.blocks("yaml").get(index))));
	}

	// Time enough for a slow machine, which the example does not give
	private static ApplicationContextRunner patient(ApplicationContextRunner runner) {
		return runner.withPropertyValues("nexmo.conversion.http.read-timeout=1m", "nexmo.conversion.retry.timeout=2m");
	}

	// As BeanWrapper names what is in a map, and without dashes
	private static String pathOf(String property) {
		String path = property.replace("nexmo.conversion.", "").replaceFirst("account\\.(\\w+)\\.", "account[$1].");
		return Pattern.compile("-(.)").matcher(path).replaceAll((dash) -> dash.group(1).toUpperCase(Locale.ROOT));
	}

	private static void keytool(String... arguments) throws Exception {
		List<String> command = new ArrayList<>(
				List.of(Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
		command.addAll(List.of(arguments));
		command.addAll(List.of("-storetype", "PKCS12", "-storepass", "password"));
		assertThat(new ProcessBuilder(command).inheritIO().start().waitFor(5, TimeUnit.MINUTES)).isTrue();
	}

	// Lets the client believe that it is connected, and says what it was asked for
	private static String tunnel(ServerSocket proxy) {
		try (Socket socket = proxy.accept()) {
			String asked = new BufferedReader(new InputStreamReader(socket.getInputStream())).readLine();
			socket.getOutputStream().write("HTTP/1.1 200 OK\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
			return asked;
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
