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

import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import io.github.nexmoconversion.Conversion;
import io.github.nexmoconversion.ConversionChannel;
import io.github.nexmoconversion.outcome.ConversionOutcome;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.distribution.CountAtBucket;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

/**
 * Tests for {@link ConversionMetrics}.
 */
class ConversionMetricsTests {

	private final ConversionMetrics metrics = new ConversionMetrics(Set.of("default", "marketing"));

	private final MeterRegistry registry = new SimpleMeterRegistry();

	@ParameterizedTest
	@ValueSource(strings = { "200", "401", "402", "420", "422", "423", "429", "500", "502", "503", "504", "none" })
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

	@Test
	void shouldCountRetriesWhateverBecameOfTheSubmission() {
		this.metrics.bindTo(this.registry);
		Conversion conversion = Conversion.delivered(ConversionChannel.VOICE, "id");
		this.metrics.onOutcome(new ConversionOutcome("default", conversion, Instant.now(), 200, null, 1));
		this.metrics.onOutcome(new ConversionOutcome("default", conversion, Instant.now(), null, null, 2));
		assertThat(retries("voice")).isEqualTo(3);
		assertThat(retries("sms")).isZero();
	}

	@Test
	void shouldMeasureFromTheEventToTheAcceptance() {
		this.metrics.bindTo(this.registry);
		Instant event = Instant.parse("2026-11-21T10:00:00Z");
		acceptedAt(event, event.plusMillis(300));
		acceptedAt(event, event.plusSeconds(40));
		assertThat(freshness().count()).isEqualTo(2);
		assertThat(freshness().totalTime(TimeUnit.MILLISECONDS)).isEqualTo(40_300);
		assertThat(freshness().takeSnapshot().histogramCounts())
			.extracting((bucket) -> Duration.ofNanos((long) bucket.bucket()), CountAtBucket::count)
			.containsExactly(tuple(Duration.ofSeconds(1), 1.0), tuple(Duration.ofSeconds(5), 1.0),
					tuple(Duration.ofSeconds(30), 1.0), tuple(Duration.ofMinutes(1), 2.0),
					tuple(Duration.ofMinutes(5), 2.0), tuple(Duration.ofMinutes(15), 2.0));
	}

	@Test
	void eventInTheFutureShouldBeFresh() {
		this.metrics.bindTo(this.registry);
		acceptedAt(Instant.parse("2026-11-21T10:00:00Z"), Instant.parse("2026-11-21T09:00:00Z"));
		assertThat(freshness().count()).isOne();
		assertThat(freshness().totalTime(TimeUnit.NANOSECONDS)).isZero();
	}

	@Test
	void whatWasNotAcceptedShouldHaveNoFreshness() {
		this.metrics.bindTo(this.registry);
		this.metrics.onOutcome(failure("default", ConversionChannel.SMS));
		assertThat(freshness().count()).isZero();
	}

	@Test
	void shouldTellThatAnAccountIsRefusedUntilItIsAccepted() {
		this.metrics.onOutcome(outcome("default", ConversionChannel.SMS, 402));
		this.metrics.bindTo(this.registry);
		assertThat(refused("default", "402")).isOne();
		assertThat(refused("default", "401")).isZero();
		assertThat(refused("marketing", "402")).isZero();
		this.metrics.onOutcome(outcome("default", ConversionChannel.SMS, 401));
		this.metrics.onOutcome(outcome("default", ConversionChannel.SMS, 503));
		this.metrics.onOutcome(failure("default", ConversionChannel.SMS));
		assertThat(refused("default", "402")).isZero();
		assertThat(refused("default", "401")).isOne();
		this.metrics.onOutcome(outcome("default", ConversionChannel.VOICE, 200));
		assertThat(refused("default", "401")).isZero();
	}

	@Test
	@ExtendWith(OutputCaptureExtension.class)
	void shouldNotWarnOfItsOwnMeters(CapturedOutput output) {
		this.metrics.bindTo(this.registry);
		assertThat(output).doesNotContain("WARN");
	}

	private double refused(String account, String status) {
		return this.registry.get("nexmo.conversion.account.refused")
			.tags("account", account, "status", status)
			.gauge()
			.value();
	}

	private void acceptedAt(Instant event, Instant time) {
		Conversion conversion = Conversion.delivered(ConversionChannel.SMS, "id").at(event);
		this.metrics.onOutcome(new ConversionOutcome("default", conversion, time, 200, null, 0));
	}

	private Timer freshness() {
		return this.registry.get("nexmo.conversion.freshness").tags("account", "default", "channel", "sms").timer();
	}

	private double retries(String channel) {
		return this.registry.get("nexmo.conversion.retries")
			.tags("account", "default", "channel", channel)
			.functionCounter()
			.count();
	}

	private static ConversionOutcome outcome(String account, ConversionChannel channel, @Nullable Integer statusCode) {
		Throwable failure = (statusCode == null || statusCode < 300) ? null : new IllegalStateException();
		return new ConversionOutcome(account, Conversion.delivered(channel, "id"), Instant.now(), statusCode, failure,
				0);
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
