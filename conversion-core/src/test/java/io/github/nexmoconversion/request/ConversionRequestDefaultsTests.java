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

package io.github.nexmoconversion.request;

import java.net.URL;
import java.net.URLClassLoader;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.TimeZone;
import java.util.function.Supplier;
import java.util.stream.Stream;

import io.github.nexmoconversion.Conversion;
import io.github.nexmoconversion.ConversionChannel;
import io.github.nexmoconversion.account.ConversionAccount;
import io.github.nexmoconversion.account.ConversionCredentials.ApiSecret;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that requests do not depend on the default time zone and the default locale. Each
 * test loads the classes in a new class loader, so that static fields are initialized
 * under the defaults of the test.
 */
class ConversionRequestDefaultsTests {

	private final TimeZone defaultZone = TimeZone.getDefault();

	private final Locale defaultLocale = Locale.getDefault();

	@AfterEach
	void restoreDefaults() {
		TimeZone.setDefault(this.defaultZone);
		Locale.setDefault(this.defaultLocale);
	}

	@ParameterizedTest
	@MethodSource
	void shouldWriteTheTimeInUtc(String zone, String locale) throws Exception {
		TimeZone.setDefault(TimeZone.getTimeZone(zone));
		Locale.setDefault(Locale.forLanguageTag(locale));
		URL[] classes = { classesOf(ConversionRequestFactory.class), classesOf(FormData.class) };
		try (URLClassLoader fresh = new URLClassLoader(classes, ClassLoader.getPlatformClassLoader())) {
			Supplier<?> formData = (Supplier<?>) fresh.loadClass(FormData.class.getName())
				.getDeclaredConstructor()
				.newInstance();
			assertThat(formData.get()).isEqualTo("api_key=key&api_secret=secret&delivered=true&message-id=id"
					+ "&timestamp=2020-01-01+12%3A00%3A00");
		}
	}

	static Stream<Object[]> shouldWriteTheTimeInUtc() {
		List<String> zones = List.of("UTC", "America/New_York", "America/St_Johns", "Europe/Berlin", "Asia/Kolkata",
				"Asia/Kathmandu", "Asia/Tehran", "Asia/Bangkok", "Asia/Tokyo", "Australia/Lord_Howe",
				"Pacific/Kiritimati", "Pacific/Pago_Pago");
		List<String> locales = List.of("en-US", "th-TH", "th-TH-u-ca-buddhist-nu-thai", "ar-EG", "ar-EG-u-nu-arab",
				"fa-IR", "fa-IR-u-nu-arabext", "tr-TR", "hi-IN", "hi-IN-u-nu-deva", "ja-JP-u-ca-japanese");
		return zones.stream().flatMap((zone) -> locales.stream().map((locale) -> new Object[] { zone, locale }));
	}

	private static URL classesOf(Class<?> type) {
		return type.getProtectionDomain().getCodeSource().getLocation();
	}

	public static class FormData implements Supplier<String> {

		@Override
		public String get() {
			Conversion conversion = Conversion.delivered(ConversionChannel.SMS, "id")
				.at(Instant.parse("2020-01-01T12:00:00.987Z"));
			ConversionAccount account = new ConversionAccount("default", new ApiSecret("key", "secret"));
			return new ConversionRequestFactory(Clock.systemUTC()).create(account, conversion).toFormData();
		}

	}

}
