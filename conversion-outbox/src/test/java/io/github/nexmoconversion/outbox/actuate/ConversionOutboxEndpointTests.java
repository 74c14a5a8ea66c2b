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

package io.github.nexmoconversion.outbox.actuate;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import java.util.stream.IntStream;

import io.github.nexmoconversion.outbox.DeadConversion;
import io.github.nexmoconversion.outbox.DeadConversions;
import io.github.nexmoconversion.outbox.OutboxStatistics;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.actuate.endpoint.InvalidEndpointRequestException;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.mockito.BDDMockito.given;
import static org.mockito.BDDMockito.then;
import static org.mockito.Mockito.mock;

/**
 * Tests for {@link ConversionOutboxEndpoint} and
 * {@link ConversionOutboxEndpointWebExtension}.
 */
class ConversionOutboxEndpointTests {

	private final DeadConversions dead = mock(DeadConversions.class);

	private volatile Supplier<OutboxStatistics> statistics = () -> new OutboxStatistics(1, Duration.ZERO, 2, 3,
			List.of(), List.of());

	private final ConversionOutboxEndpoint endpoint = new ConversionOutboxEndpoint(() -> this.statistics.get(),
			this.dead);

	private final ConversionOutboxEndpointWebExtension web = new ConversionOutboxEndpointWebExtension(this.endpoint);

	@ParameterizedTest
	@CsvSource({ "-1,", "-2147483648, 1", ", 0", ", -1", ", 1001", "0, 2147483647" })
	void shouldRefuseAPageThatIsOutOfRange(Integer offset, Integer limit) {
		assertThatExceptionOfType(InvalidEndpointRequestException.class)
			.isThrownBy(() -> this.endpoint.outbox(offset, limit))
			.withMessageContaining("'");
		assertThatExceptionOfType(InvalidEndpointRequestException.class)
			.isThrownBy(() -> this.web.outbox(offset, limit));
		then(this.dead).shouldHaveNoInteractions();
	}

	@Test
	void shouldShowThePage() {
		given(this.dead.find(2147483647, 1000)).willReturn(List.of(mock(DeadConversion.class)));
		assertThat(this.endpoint.outbox(2147483647, 1000).dead()).hasSize(1);
		assertThat(this.web.outbox(null, null).getStatus()).isEqualTo(WebEndpointResponse.STATUS_OK);
	}

	@Test
	void whenTheDatabaseFailsShouldAnswerWith503() {
		this.statistics = () -> {
			throw new IllegalStateException("away");
		};
		assertThat(this.web.outbox(null, null).getStatus()).isEqualTo(503);
		assertThatExceptionOfType(OutboxUnavailableException.class).isThrownBy(() -> this.endpoint.outbox(null, null))
			.havingCause()
			.withMessage("away");
	}

	@Test
	void whenTheDatabaseHangsShouldAnswerInTime() {
		CountDownLatch never = new CountDownLatch(1);
		this.statistics = () -> {
			boolean released = false;
			while (!released) {
				try {
					never.await();
					released = true;
				}
				catch (InterruptedException ex) {
					// As a driver that does not react
				}
			}
			throw new IllegalStateException("late");
		};
		long start = System.nanoTime();
		List<Integer> statuses = IntStream.range(0, 8)
			.parallel()
			.mapToObj((i) -> this.web.outbox(null, null).getStatus())
			.toList();
		assertThat(statuses).containsOnly(503);
		assertThat(this.web.outbox(null, null).getStatus()).isEqualTo(503);
		assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(25));
		assertThat(threads()).isLessThanOrEqualTo(4);
		never.countDown();
	}

	private static long threads() {
		return Thread.getAllStackTraces()
			.keySet()
			.stream()
			.filter((thread) -> thread.getName().startsWith("conversion-outbox-endpoint-"))
			.count();
	}

}
