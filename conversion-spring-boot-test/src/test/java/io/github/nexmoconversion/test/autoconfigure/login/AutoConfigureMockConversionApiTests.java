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

package io.github.nexmoconversion.test.autoconfigure.login;

import io.github.nexmoconversion.Conversion;
import io.github.nexmoconversion.ConversionChannel;
import io.github.nexmoconversion.client.ConversionTemplate;
import io.github.nexmoconversion.test.MockConversionApi;
import io.github.nexmoconversion.test.autoconfigure.AutoConfigureMockConversionApi;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link AutoConfigureMockConversionApi @AutoConfigureMockConversionApi}.
 */
@SpringBootTest(properties = { "nexmo.conversion.http.read-timeout=1m", "nexmo.conversion.retry.timeout=2m" })
@AutoConfigureMockConversionApi
class AutoConfigureMockConversionApiTests {

	@Test
	void wholeApplicationShouldReportToTheMock(@Autowired ConversionTemplate conversions,
			@Autowired MockConversionApi api, @Autowired OtherService other) {
		assertThat(other).isNotNull();
		conversions.submit(Conversion.delivered(ConversionChannel.SMS, "id"));
		assertThat(api).hasReceived(1).hasAccepted("id").forAccount("default");
	}

}
