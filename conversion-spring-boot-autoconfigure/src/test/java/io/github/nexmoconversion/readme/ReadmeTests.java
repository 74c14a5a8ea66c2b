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

package io.github.nexmoconversion.readme;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import com.jayway.jsonpath.JsonPath;
import io.github.nexmoconversion.Conversion;
import io.github.nexmoconversion.ConversionChannel;
import io.github.nexmoconversion.ConversionOperations;
import io.github.nexmoconversion.account.ConversionAccount;
import io.github.nexmoconversion.account.ConversionAccounts;
import io.github.nexmoconversion.account.ConversionCredentials.ApiSecret;
import io.github.nexmoconversion.account.ConversionCredentials.SignatureSecret;
import io.github.nexmoconversion.autoconfigure.ConversionAutoConfiguration;
import io.github.nexmoconversion.signature.SignatureAlgorithm;
import io.github.nexmoconversion.signature.SignatureTimestamp;
import io.github.nexmoconversion.test.MockConversionApi;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.tck.TestObservationRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.env.PropertySource;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.ClassPathResource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that the README says what is so.
 */
class ReadmeTests {

	private static final String README = read(Path.of("../README.md"));

	private final MockConversionApi api = MockConversionApi
		.start(new ConversionAccount("default", new ApiSecret("key", "secret")), new ConversionAccount("marketing",
				new SignatureSecret("other", "other", SignatureAlgorithm.MD5_HASH, SignatureTimestamp.EVENT_TIME)));

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(ConversionAutoConfiguration.class))
		.withPropertyValues("NEXMO_API_KEY=key", "NEXMO_API_SECRET=secret", "NEXMO_SIGNATURE_SECRET=secret",
				"NEXMO_MARKETING_API_KEY=other", "NEXMO_MARKETING_SIGNATURE_SECRET=other");

	@AfterEach
	void stopApi() {
		this.api.close();
	}

	@ParameterizedTest
	@ValueSource(strings = { "CodeService", "MarketingConfiguration", "MarketingService", "ProxyConfiguration" })
	void javaShouldBeCompiledCode(String type) {
		String code = read(Path.of("src/test/java/io/github/nexmoconversion/readme/" + type + ".java"));
		String body = code.substring(code.indexOf("@"));
		assertThat(blocks("java")).anySatisfy((block) -> assertThat(block).contains(body));
	}

	@Test
	void conventionOfThePageAboutObservabilityShouldKeepMessageIdsOutOfTraces() {
		String code = read(
				Path.of("src/test/java/io/github/nexmoconversion/readme/ConversionObservationConfiguration.java"));
		assertThat(read(Path.of("../docs/observability.md"))).contains(code.substring(code.indexOf("@Conf")));
		TestObservationRegistry registry = TestObservationRegistry.create();
		this.contextRunner
			.withPropertyValues("nexmo.conversion.api-key=key", "nexmo.conversion.api-secret=secret",
					"nexmo.conversion.base-url=" + this.api.getBaseUrl())
			.withUserConfiguration(ConversionObservationConfiguration.class)
			.withBean(ObservationRegistry.class, () -> registry)
			.run((context) -> {
				context.getBean(ConversionOperations.class).submit(Conversion.delivered(ConversionChannel.SMS, "id"));
				assertThat(registry).hasObservationWithNameEqualTo("nexmo.conversion.submit")
					.that()
					.hasLowCardinalityKeyValue("status", "200")
					.doesNotHaveHighCardinalityKeyValueWithKey("message.id");
			});
	}

	@Test
	void javaShouldNameItsImports() {
		String code = read(Path.of("src/test/java/io/github/nexmoconversion/readme/CodeService.java"));
		assertThat(blocks("java").get(0)).isEqualTo(code.substring(code.indexOf("import io")));
	}

	@Test
	void javaShouldReportAConversion() {
		this.contextRunner
			.withInitializer(
					(context) -> context.getEnvironment().getPropertySources().addLast(yaml(blocks("yaml").get(0))))
			.withPropertyValues("nexmo.conversion.base-url=" + this.api.getBaseUrl())
			.withUserConfiguration(CodeService.class)
			.run((context) -> {
				context.getBean(CodeService.class).codeEntered("00A0B0C0");
				assertThat(this.api).within(Duration.ofSeconds(10)).hasAccepted("00A0B0C0").delivered();
			});
	}

	@Test
	void javaShouldReportAConversionOfANamedAccountBesideTheDefaultOne() {
		this.contextRunner
			.withInitializer(
					(context) -> context.getEnvironment().getPropertySources().addLast(yaml(blocks("yaml").get(2))))
			.withPropertyValues("nexmo.conversion.base-url=" + this.api.getBaseUrl())
			.withUserConfiguration(CodeService.class, MarketingConfiguration.class, MarketingService.class)
			.run((context) -> {
				context.getBean(CodeService.class).codeEntered("code");
				context.getBean(MarketingService.class).linkFollowed("link");
				assertThat(this.api).within(Duration.ofSeconds(10)).hasAccepted("code").forAccount("default");
				assertThat(this.api).within(Duration.ofSeconds(10)).hasAccepted("link").forAccount("marketing");
			});
	}

	@Test
	void javaShouldReportThroughAProxy() throws Exception {
		try (ServerSocket proxy = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
			CompletableFuture<String> asked = CompletableFuture.supplyAsync(() -> tunnel(proxy));
			this.contextRunner
				.withPropertyValues("nexmo.conversion.api-key=key", "nexmo.conversion.api-secret=secret",
						"nexmo.conversion.base-url=http://no-such-host.invalid/conversions",
						"nexmo.conversion.allow-plain-http=true", "proxy.host=127.0.0.1",
						"proxy.port=" + proxy.getLocalPort())
				.withUserConfiguration(CodeService.class, ProxyConfiguration.class)
				.run((context) -> {
					context.getBean(CodeService.class).codeEntered("00A0B0C0");
					assertThat(asked).succeedsWithin(Duration.ofSeconds(10))
						.asString()
						.startsWith("CONNECT no-such-host.invalid:80 ");
				});
		}
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

	@ParameterizedTest
	@MethodSource
	void yamlShouldConfigureAnAccount(String yaml) {
		this.contextRunner
			.withInitializer((context) -> context.getEnvironment().getPropertySources().addLast(yaml(yaml)))
			.run((context) -> assertThat(
					context.getBean(ConversionAccounts.class).getAccount("default").credentials().apiKey())
				.isEqualTo("key"));
	}

	static Stream<String> yamlShouldConfigureAnAccount() {
		return blocks("yaml").stream();
	}

	@Test
	void propertiesShouldBeThoseOfTheMetadataWithTheirDefaults() throws IOException {
		Map<String, String> documented = new TreeMap<>();
		rows("property").forEach((row) -> documented.put("nexmo.conversion." + row.get(0), row.get(2)));
		Map<String, String> actual = new TreeMap<>();
		try (InputStream json = new ClassPathResource("META-INF/spring-configuration-metadata.json",
				ConversionAutoConfiguration.class.getClassLoader())
			.getInputStream()) {
			List<Map<String, Object>> properties = JsonPath.read(json,
					"$.properties[?(@.name =~ /nexmo[.]conversion[.].*/)]");
			assertThat(properties)
				.allSatisfy((property) -> assertThat((String) property.get("description")).isNotBlank());
			properties.forEach((property) -> actual.put((String) property.get("name"),
					Objects.toString(property.get("defaultValue"), "")));
		}
		assertThat(documented).isEqualTo(actual);
	}

	@Test
	void commandsShouldSetUpAll() {
		assertThat(blocks("shell").stream().limit(2)).map(String::strip)
			.containsExactly("mvn -am -pl samples/two-factor-login spring-boot:test-run", "mvn verify");
	}

	@Test
	void costsShouldBeThoseOfTheResults() throws IOException {
		List<String> results = Files.readAllLines(Path.of("../benchmarks/RESULTS.md"))
			.stream()
			.dropWhile((line) -> !line.endsWith("TLS, 64 in flight, answers with a body at once"))
			.map((line) -> line.replace("`", ""))
			.toList();
		assertThat(rows("client")).hasSize(3).allSatisfy((row) -> {
			String line = results.stream()
				.filter((candidate) -> candidate.startsWith("| " + row.get(0) + " |"))
				.findFirst()
				.orElseThrow();
			assertThat(row.subList(1, 5)).allSatisfy((number) -> assertThat(line).contains("| " + number + " |"));
		});
	}

	private static List<String> blocks(String language) {
		return Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL)
			.matcher(README)
			.results()
			.map((match) -> match.group(1))
			.toList();
	}

	private static List<List<String>> rows(String title) {
		return README.lines()
			.dropWhile((line) -> !line.startsWith("| " + title + " |"))
			.skip(2)
			.takeWhile((line) -> line.startsWith("|"))
			.map((line) -> Pattern.compile("\\|([^|]*)(?=\\|)").matcher(line).results())
			.map((cells) -> cells.map((cell) -> cell.group(1).replace("`", "").strip()).toList())
			.toList();
	}

	private static PropertySource<?> yaml(String yaml) {
		try {
			return new YamlPropertySourceLoader()
				.load("README", new ByteArrayResource(yaml.getBytes(StandardCharsets.UTF_8)))
				.get(0);
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static String read(Path path) {
		try {
			return Files.readString(path);
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
