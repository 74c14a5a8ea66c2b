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

package io.github.nexmoconversion.metrics;

import java.time.Instant;
import java.util.Set;
import java.util.stream.IntStream;

import io.github.nexmoconversion.Conversion;
import io.github.nexmoconversion.ConversionChannel;
import io.github.nexmoconversion.outcome.ConversionOutcome;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ConversionMetrics}.
 */
class ConversionMetricsTests {

	private final ConversionMetrics metrics = new ConversionMetrics(Set.of("default", "marketing"));

	private final MeterRegistry registry = new SimpleMeterRegistry();

	@ParameterizedTest
	@ValueSource(strings = { "200", "401", "402", "420", "422", "423", "429", "500", "503", "none" })
	void documentedStatusShouldStandAtZeroFromTheStart(String status) {
		this.metrics.bindTo(this.registry);
		for (String account : Set.of("default", "marketing")) {
			assertThat(count(this.registry, account, "sms", status)).isZero();
			assertThat(count(this.registry, account, "voice", status)).isZero();
		}
	}

	@ParameterizedTest
	@EnumSource(ConversionChannel.class)
	void shouldCountByAccountChannelAndStatus(ConversionChannel channel) {
		this.metrics.bindTo(this.registry);
		this.metrics.onOutcome(outcome("default", channel, 200));
		this.metrics.onOutcome(outcome("default", channel, 200));
		this.metrics.onOutcome(outcome("default", channel, 402));
		this.metrics.onOutcome(failure("marketing", channel));
		assertThat(count(this.registry, "default", channel.getValue(), "200")).isEqualTo(2);
		assertThat(count(this.registry, "default", channel.getValue(), "402")).isOne();
		assertThat(count(this.registry, "marketing", channel.getValue(), "none")).isOne();
		assertThat(count(this.registry, "marketing", channel.getValue(), "200")).isZero();
	}

	@Test
	void shouldNotCountWhatItsCallerCancelled() {
		this.metrics.bindTo(this.registry);
		this.metrics.onOutcome(outcome("default", ConversionChannel.SMS, null));
		assertThat(count(this.registry, "default", "sms", "none")).isZero();
	}

	@Test
	void shouldCountStatusThatIsNotDocumented() {
		this.metrics.bindTo(this.registry);
		this.metrics.onOutcome(outcome("default", ConversionChannel.SMS, 418));
		this.metrics.onOutcome(outcome("default", ConversionChannel.SMS, 418));
		assertThat(count(this.registry, "default", "sms", "418")).isEqualTo(2);
	}

	@Test
	void shouldCountAccountThatWasNotThereFromTheStart() {
		this.metrics.bindTo(this.registry);
		this.metrics.onOutcome(outcome("new", ConversionChannel.SMS, 200));
		assertThat(count(this.registry, "new", "sms", "200")).isOne();
	}

	@Test
	void shouldCountWhatHappensBeforeTheRegistryIsThereAndInEachRegistry() {
		MeterRegistry other = new SimpleMeterRegistry();
		this.metrics.bindTo(other);
		this.metrics.onOutcome(outcome("default", ConversionChannel.SMS, 201));
		this.metrics.bindTo(this.registry);
		this.metrics.onOutcome(outcome("default", ConversionChannel.SMS, 201));
		assertThat(count(other, "default", "sms", "201")).isEqualTo(2);
		assertThat(count(this.registry, "default", "sms", "201")).isEqualTo(2);
	}

	@Test
	void shouldCountFromManyThreads() {
		this.metrics.bindTo(this.registry);
		IntStream.range(0, 10_000)
			.parallel()
			.forEach((i) -> this.metrics.onOutcome(outcome("default", ConversionChannel.SMS, 200 + i % 100)));
		double sum = IntStream.range(200, 300)
			.mapToDouble((status) -> count(this.registry, "default", "sms", String.valueOf(status)))
			.sum();
		assertThat(sum).isEqualTo(10_000);
	}

	private static ConversionOutcome outcome(String account, ConversionChannel channel, @Nullable Integer statusCode) {
		return new ConversionOutcome(account, Conversion.delivered(channel, "id"), Instant.now(), statusCode, null, 0);
	}

	private static ConversionOutcome failure(String account, ConversionChannel channel) {
		return new ConversionOutcome(account, Conversion.delivered(channel, "id"), Instant.now(), null,
				new IllegalStateException(), 0);
	}

	private static double count(MeterRegistry registry, String account, String channel, String status) {
		FunctionCounter counter = registry.get("nexmo.conversion.outcomes")
			.tags("account", account, "channel", channel, "status", status)
			.functionCounter();
		return counter.count();
	}

}
