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

package io.github.nexmoconversion.outbox.autoconfigure;

import java.time.Duration;
import java.util.UUID;

import javax.sql.DataSource;

import io.github.nexmoconversion.Conversion;
import io.github.nexmoconversion.ConversionChannel;
import io.github.nexmoconversion.ConversionOperations;
import io.github.nexmoconversion.autoconfigure.ConversionAutoConfiguration;
import io.github.nexmoconversion.client.ConversionTemplate;
import io.github.nexmoconversion.client.ReactiveConversionOperations;
import io.github.nexmoconversion.outbox.ConversionOutbox;
import io.github.nexmoconversion.outbox.PendingConversions;
import io.github.nexmoconversion.test.MockConversionApi;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import reactor.core.publisher.Mono;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.http.client.autoconfigure.HttpClientAutoConfiguration;
import org.springframework.boot.http.client.autoconfigure.reactive.ReactiveHttpClientAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.webclient.autoconfigure.WebClientAutoConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.bean.override.mockito.MockitoBean;
import org.springframework.test.context.bean.override.mockito.MockitoSpyBean;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.BDDMockito.given;
import static org.mockito.BDDMockito.then;
import static org.mockito.BDDMockito.willDoNothing;
import static org.mockito.Mockito.times;

/**
 * Tests that nothing reaches the API in tests of applications that replace the
 * operations.
 */
@TestInstance(Lifecycle.PER_CLASS)
class ReplacedOperationsTests {

	private static final MockConversionApi api = MockConversionApi.start();

	@AfterAll
	void stopApi() {
		assertThat(api).hasReceivedNothing();
		api.close();
	}

	@Nested
	class MockOfTheOperations extends Enqueuing {

		@MockitoBean
		ConversionOperations operations;

		@Test
		void shouldDeliver() {
			enqueueAndConfirm();
			then(this.operations).should(times(2)).submit(eq("default"), any());
		}

	}

	@Nested
	class MockOfTheTemplate extends Enqueuing {

		@MockitoBean
		ConversionTemplate template;

		@Test
		void shouldDeliver() {
			enqueueAndConfirm();
			then(this.template).should(times(2)).submit(eq("default"), any());
		}

	}

	@Nested
	class SpyOfTheTemplate extends Enqueuing {

		@MockitoSpyBean
		ConversionTemplate template;

		@Test
		void shouldDeliver() {
			willDoNothing().given(this.template).submit(any(), any());
			enqueueAndConfirm();
			then(this.template).should(times(2)).submit(eq("default"), any());
		}

	}

	@Nested
	class MockOfTheReactiveOperations extends Enqueuing {

		@MockitoBean
		ReactiveConversionOperations operations;

		@Test
		void shouldDeliver() {
			given(this.operations.submit(any(), any())).willReturn(Mono.empty());
			enqueueAndConfirm();
			then(this.operations).should(times(2)).submit(eq("default"), any());
		}

	}

	@SpringBootTest(classes = Application.class, webEnvironment = WebEnvironment.NONE)
	@DirtiesContext
	abstract static class Enqueuing {

		@Autowired
		private ConversionOutbox outbox;

		@Autowired
		private PendingConversions pending;

		@Autowired
		private DataSource dataSource;

		@DynamicPropertySource
		static void properties(DynamicPropertyRegistry registry) {
			registry.add("nexmo.conversion.api-key", () -> "mock-key");
			registry.add("nexmo.conversion.api-secret", () -> "mock-secret");
			registry.add("nexmo.conversion.base-url", api::getBaseUrl);
			registry.add("spring.datasource.url", () -> "jdbc:h2:mem:" + UUID.randomUUID());
		}

		void enqueueAndConfirm() {
			this.outbox.enqueue(Conversion.delivered(ConversionChannel.SMS, "enqueued"));
			this.pending.confirm(ConversionChannel.SMS, "confirmed");
			JdbcTemplate jdbc = new JdbcTemplate(this.dataSource);
			await().atMost(Duration.ofMinutes(1))
				.until(() -> jdbc.queryForObject(
						"select count(*) from nexmo_conversion_outbox where task_name = 'delivery'",
						Integer.class) == 0);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ HttpClientAutoConfiguration.class, ReactiveHttpClientAutoConfiguration.class,
			WebClientAutoConfiguration.class, DataSourceAutoConfiguration.class,
			DataSourceTransactionManagerAutoConfiguration.class, ConversionAutoConfiguration.class,
			ConversionOutboxAutoConfiguration.class })
	static class Application {

	}

}
