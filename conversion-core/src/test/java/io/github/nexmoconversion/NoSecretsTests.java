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

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Clock;
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
import io.github.nexmoconversion.account.ConversionAuthentication;
import io.github.nexmoconversion.account.ConversionCredentials;
import io.github.nexmoconversion.account.ConversionCredentials.ApiSecret;
import io.github.nexmoconversion.account.ConversionCredentials.SignatureSecret;
import io.github.nexmoconversion.account.NoSuchConversionAccountException;
import io.github.nexmoconversion.account.ParameterLocation;
import io.github.nexmoconversion.request.ConversionRequest;
import io.github.nexmoconversion.request.ConversionRequestFactory;
import io.github.nexmoconversion.signature.RequestSigner;
import io.github.nexmoconversion.signature.SignatureAlgorithm;
import io.github.nexmoconversion.signature.SignatureTimestamp;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that the string form of every public type contains no secrets.
 */
class NoSecretsTests {

	private static final String KEY = "the-api-key";

	private static final String SECRET = "the-secret";

	private static final Conversion CONVERSION = Conversion.delivered(ConversionChannel.SMS, "id");

	private static final ApiSecret API_SECRET = new ApiSecret(KEY, SECRET);

	private static final SignatureSecret SIGNATURE_SECRET = new SignatureSecret(KEY, SECRET,
			SignatureAlgorithm.HMAC_SHA256, SignatureTimestamp.EVENT_TIME);

	private static final ConversionRequestFactory REQUESTS = new ConversionRequestFactory(Clock.systemUTC());

	private static final Map<Class<?>, Supplier<Object>> EXAMPLES = Map.ofEntries(
			Map.entry(Conversion.class, () -> CONVERSION),
			Map.entry(ConversionResponseException.class,
					() -> new ConversionResponseException("message", "default", CONVERSION, 401, null)),
			Map.entry(ConversionTransportException.class,
					() -> new ConversionTransportException("message", "default", CONVERSION, new Exception())),
			Map.entry(ConversionNotSentException.class,
					() -> new ConversionNotSentException("message", "default", CONVERSION, true, null)),
			Map.entry(RequestSigner.class, () -> new RequestSigner(SignatureAlgorithm.HMAC_SHA256, SECRET)),
			Map.entry(ApiSecret.class, () -> API_SECRET), Map.entry(SignatureSecret.class, () -> SIGNATURE_SECRET),
			Map.entry(ConversionAccount.class, () -> account(API_SECRET)),
			Map.entry(NoSuchConversionAccountException.class,
					() -> new NoSuchConversionAccountException("x", Set.of("default"))),
			Map.entry(ConversionRequest.class, () -> REQUESTS.create(account(API_SECRET), CONVERSION)),
			Map.entry(ConversionRequestFactory.class, () -> REQUESTS));

	@ParameterizedTest
	@MethodSource
	void publicTypeShouldNotPrintSecrets(Class<?> type) {
		assertThat(EXAMPLES).as("an example of each public type").containsKey(type);
		assertThatNoSecretIsIn(EXAMPLES.get(type).get());
	}

	static Stream<Class<?>> publicTypeShouldNotPrintSecrets() {
		return new ClassFileImporter().withImportOption(new DoNotIncludeTests())
			.importPackagesOf(Conversion.class)
			.stream()
			.filter((type) -> type.getModifiers().contains(JavaModifier.PUBLIC))
			.filter((type) -> !type.isInterface() && !type.isEnum())
			.filter((type) -> !type.getModifiers().contains(JavaModifier.ABSTRACT))
			.map(JavaClass::reflect);
	}

	@Test
	void accountsShouldNotPrintSecrets() {
		assertThatNoSecretIsIn(ConversionAccounts.of(List.of(account(API_SECRET))));
		assertThatNoSecretIsIn(account(SIGNATURE_SECRET));
	}

	@Test
	void signedRequestShouldNotPrintItsSignature() {
		ConversionRequest request = REQUESTS.create(account(SIGNATURE_SECRET), CONVERSION);
		assertThat(request.toString()).contains("sig").doesNotContain(request.getParameters().get("sig"));
		assertThatNoSecretIsIn(request);
	}

	@Test
	void requestWithBasicAuthenticationShouldNotPrintIt() {
		ConversionAccount account = new ConversionAccount("default", API_SECRET, ConversionAuthentication.BASIC,
				ParameterLocation.QUERY);
		ConversionRequest request = REQUESTS.create(account, CONVERSION);
		assertThat(request.toString()).doesNotContain(request.getAuthorization().substring("Basic ".length()));
		assertThatNoSecretIsIn(account);
	}

	private static void assertThatNoSecretIsIn(Object example) {
		assertThat(print(example)).isNotBlank().doesNotContain(KEY, SECRET);
	}

	private static String print(Object example) {
		if (example instanceof Exception ex) {
			StringWriter trace = new StringWriter();
			ex.printStackTrace(new PrintWriter(trace));
			return trace.toString();
		}
		return example.toString();
	}

	private static ConversionAccount account(ConversionCredentials credentials) {
		return new ConversionAccount(ConversionAccount.DEFAULT_NAME, credentials);
	}

}
