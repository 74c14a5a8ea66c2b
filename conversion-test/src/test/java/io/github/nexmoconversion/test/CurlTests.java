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

package io.github.nexmoconversion.test;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;

import io.github.nexmoconversion.ConversionChannel;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that {@link MockConversionApi} accepts the {@code curl} commands of the
 * Conversion API reference, which send a form with 0 or 1 for {@code delivered}.
 */
@ExtendWith(MockConversionApiExtension.class)
@EnabledIf(value = "isInstalled", disabledReason = "needs the command curl, of the Debian package curl")
class CurlTests {

	static boolean isInstalled() {
		return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
			.anyMatch((directory) -> Files.isExecutable(Path.of(directory, "curl")));
	}

	@ParameterizedTest
	@CsvSource({ "sms, 1", "sms, 0", "voice, 1", "voice, 0" })
	void formOfTheReferenceIsAccepted(String channel, String delivered, MockConversionApi api) throws Exception {
		Process curl = new ProcessBuilder("curl", "--silent", "--request", "POST", api.getBaseUrl() + "/" + channel,
				"--data", "api_key=mock-key", "--data", "api_secret=mock-secret", "--data", "message-id=00A0B0C0",
				"--data", "delivered=" + delivered, "--data-urlencode", "timestamp=2020-01-01 12:00:00")
			.redirectErrorStream(true)
			.start();
		assertThat(new String(curl.getInputStream().readAllBytes())).isEqualTo("OK");
		ReceivedConversionAssert received = assertThat(api).hasAccepted("00A0B0C0")
			.by(ConversionChannel.valueOf(channel.toUpperCase(Locale.ROOT)));
		if (delivered.equals("1")) {
			received.delivered();
		}
		else {
			received.notDelivered();
		}
	}

}
