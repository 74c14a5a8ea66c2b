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

package io.github.nexmoconversion.outbox.jdbc;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;

import io.github.nexmoconversion.Conversion;
import io.github.nexmoconversion.ConversionChannel;
import io.github.nexmoconversion.ConversionOperations;
import io.github.nexmoconversion.ConversionResponseException;
import io.github.nexmoconversion.ConversionTransportException;
import io.github.nexmoconversion.account.NoSuchConversionAccountException;
import io.github.nexmoconversion.outbox.OutboxEvent;
import io.github.nexmoconversion.outbox.OutboxEvent.Type;
import io.github.nexmoconversion.outbox.jdbc.DeliveryDecision.Bury;
import io.github.nexmoconversion.outbox.jdbc.DeliveryDecision.ComeBackAt;
import io.github.nexmoconversion.outbox.jdbc.DeliveryDecision.Done;
import io.github.nexmoconversion.outbox.jdbc.DeliveryDecision.RetryAt;
import io.github.nexmoconversion.outbox.jdbc.OutboxEntry.Origin;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link OutboxDelivery}, without a database.
 */
class OutboxDeliveryTests {

	private static final Instant ENQUEUED = Instant.parse("2026-11-21T10:00:00Z");

	private static final Conversion CONVERSION = Conversion.delivered(ConversionChannel.SMS, "id").at(ENQUEUED);

	private static final DeliveryPolicy POLICY = new DeliveryPolicy(Duration.ofSeconds(8), 2, Duration.ofMinutes(1),
			Duration.ofHours(1), Duration.ofMinutes(5));

	private final AtomicReference<Instant> now = new AtomicReference<>(ENQUEUED.plusSeconds(1));

	private final Clock clock = ((InstantSource) this.now::get).withZone(ZoneOffset.UTC);

	private final OutboxEntryMapper mapper = new OutboxEntryMapper();

	private final RowOwners owners = new RowOwners(null);

	private final RowOwner owner = this.owners.getOwner("marketing");

	private final PausedAccounts paused = new PausedAccounts(new StubPauseStore(), this.owners, POLICY.probeInterval(),
			this.clock);

	private final StubOperations operations = new StubOperations();

	private final StubOrder order = new StubOrder();

	private final List<OutboxEvent> events = new ArrayList<>();

	private final OutboxDelivery delivery = new OutboxDelivery(this.operations, this.mapper, this.order, this.owners,
			this.paused, POLICY, this.clock, this.events::add);

	@Test
	void acceptedConversionShouldBeDone() {
		assertThat(deliver(0)).isEqualTo(new Done());
		assertThat(this.operations.submitted).containsExactly("marketing " + CONVERSION);
		assertThat(this.events).containsExactly(new OutboxEvent(Type.DELIVERED, "marketing", CONVERSION, null));
	}

	@Test
	void acceptedProbeShouldResumeItsAccount() {
		refuseUntilProbe();
		assertThat(deliver(0)).isEqualTo(new Done());
		assertThat(this.paused.getNames()).isEmpty();
	}

	@Test
	void unreadableRowShouldBeBuried() {
		assertThat(this.delivery.deliver("x".getBytes(StandardCharsets.UTF_8), 0))
			.isEqualTo(new Bury(null, "Cannot be read: The row is not the JSON of a conversion"));
		assertThat(this.operations.submitted).isEmpty();
	}

	@Test
	void confirmedExpiryShouldBeDroppedUnreported() {
		this.order.tooLate = true;
		assertThat(deliver(0)).isEqualTo(new Done());
		assertThat(this.operations.submitted).isEmpty();
		assertThat(this.events).isEmpty();
	}

	@Test
	void confirmationShouldWaitForAnExpiryInFlight() {
		this.order.tooEarly = true;
		assertThat(deliver(0)).isEqualTo(new ComeBackAt(this.now.get().plusMillis(100)));
		assertThat(this.operations.submitted).isEmpty();
	}

	@Test
	void probeWhoseParametersAreRefusedShouldResumeItsAccount() {
		refuseUntilProbe();
		this.operations.failure = response(420, null);
		assertThat(deliver(0)).isInstanceOf(Bury.class);
		assertThat(this.paused.getNames()).isEmpty();
	}

	@Test
	void probeThatIsNotAnsweredShouldNotResumeItsAccount() {
		refuseUntilProbe();
		this.operations.failure = response(429, Duration.ofSeconds(1));
		assertThat(deliver(0)).isInstanceOf(RetryAt.class);
		assertThat(this.paused.getNames()).containsExactly("marketing");
	}

	@Test
	void pausedAccountShouldWaitUnreported() {
		this.paused.refused(this.owner, "status 401");
		assertThat(deliver(0)).isEqualTo(new ComeBackAt(this.now.get()));
		assertThat(this.operations.submitted).isEmpty();
	}

	@Test
	void refusedAccountShouldBePausedUntilItsProbe() {
		this.operations.failure = response(401, null);
		assertThat(deliver(0)).isEqualTo(new ComeBackAt(this.now.get()));
		assertThat(this.paused.getNames()).containsExactly("marketing");
		assertThat(this.events).containsExactly(new OutboxEvent(Type.PAUSED, "marketing", CONVERSION, "status 401"));
	}

	@Test
	void refusedParametersShouldBeBuried() {
		this.operations.failure = response(420, null);
		assertThat(deliver(0)).isEqualTo(new Bury(entry(), "status 420"));
		assertThat(this.events).isEmpty();
	}

	@Test
	void expiryThatWasConfirmedDuringItsLastAttemptShouldNotBeBuried() {
		this.operations.failure = response(420, null);
		this.operations.whenSubmitted = () -> this.order.tooLate = true;
		assertThat(deliver(0)).isEqualTo(new Done());
	}

	@Test
	void lackOfAnAnswerShouldBeRetriedAfterABackoffThatGrows() {
		this.operations.failure = new ConversionTransportException("no answer", "marketing", CONVERSION,
				new IOException());
		assertThat(delayOfRetry(0)).isBetween(Duration.ofSeconds(6), Duration.ofSeconds(8));
		assertThat(delayOfRetry(1)).isBetween(Duration.ofSeconds(12), Duration.ofSeconds(16));
		assertThat(this.events).containsOnly(new OutboxEvent(Type.RETRIED, "marketing", CONVERSION, "no answer"));
	}

	@Test
	void retryShouldWaitAsLongAsTheApiAsks() {
		this.operations.failure = response(429, Duration.ofSeconds(30));
		assertThat(delayOfRetry(0)).isEqualTo(Duration.ofSeconds(30));
	}

	@Test
	void waitThatTheApiAsksForShouldHoldTheAccount() {
		this.operations.failure = response(503, Duration.ofSeconds(30));
		deliver(0);
		this.now.set(this.now.get().plusSeconds(29));
		assertThat(deliver(0)).isEqualTo(new ComeBackAt(this.now.get()));
		assertThat(this.operations.submitted).hasSize(1);
		this.now.set(this.now.get().plusSeconds(1));
		deliver(0);
		assertThat(this.operations.submitted).hasSize(2);
	}

	@Test
	void accountThatIsNotKnownHereShouldBeRetried() {
		this.operations.failure = new NoSuchConversionAccountException("marketing", Set.of("default"));
		assertThat(deliver(0)).isInstanceOf(RetryAt.class);
	}

	@Test
	void retryShouldNotWaitLessThanTheBackoff() {
		this.operations.failure = response(503, Duration.ofSeconds(1));
		assertThat(delayOfRetry(0)).isBetween(Duration.ofSeconds(6), Duration.ofSeconds(8));
	}

	@Test
	void lastRetryShouldBeAtTheMaximumAge() {
		this.operations.failure = response(503, Duration.ofDays(1));
		assertThat(deliver(0)).isEqualTo(new RetryAt(ENQUEUED.plus(POLICY.maxAge())));
	}

	@Test
	void conversionShouldBeBuriedAtTheMaximumAge() {
		this.operations.failure = response(503, null);
		this.now.set(ENQUEUED.plus(POLICY.maxAge()));
		assertThat(deliver(3)).isEqualTo(new Bury(entry(),
				"Not delivered within PT1H (nexmo.conversion.outbox.max-age). Last failure: status 503"));
	}

	@Test
	void pauseShouldNotCountForTheAge() {
		refuseUntilProbe();
		this.now.set(ENQUEUED.plus(POLICY.maxAge()));
		this.operations.failure = response(503, null);
		assertThat(deliver(0)).isInstanceOf(RetryAt.class);
	}

	@Test
	void failureOfTheDatabaseShouldBeRetriedAfterABackoff() {
		Instant retry = this.delivery.retryAfterDatabaseFailure(1);
		assertThat(Duration.between(this.now.get(), retry)).isBetween(Duration.ofSeconds(6), Duration.ofSeconds(8));
		assertThat(this.events).containsExactly(new OutboxEvent(Type.RETRIED, null, null, "The database failed"));
	}

	private void refuseUntilProbe() {
		this.paused.refused(this.owner, "status 401");
		this.now.set(this.now.get().plus(POLICY.probeInterval()));
		assertThat(this.paused.claimProbe(this.owner)).isTrue();
	}

	private DeliveryDecision deliver(int failures) {
		return this.delivery.deliver(this.mapper.write(entry()), failures);
	}

	private Duration delayOfRetry(int failures) {
		DeliveryDecision decision = deliver(failures);
		assertThat(decision).isInstanceOf(RetryAt.class);
		return Duration.between(this.now.get(), ((RetryAt) decision).time());
	}

	private static OutboxEntry entry() {
		return new OutboxEntry("marketing", CONVERSION, ENQUEUED, Origin.CALLER);
	}

	private static ConversionResponseException response(int status, Duration retryAfter) {
		return new ConversionResponseException("status " + status, "marketing", CONVERSION, status, retryAfter);
	}

	private static final class StubOrder implements ReportOrder {

		private boolean tooLate;

		private boolean tooEarly;

		@Override
		public boolean isTooLate(OutboxEntry entry) {
			return this.tooLate;
		}

		@Override
		public boolean isTooEarly(OutboxEntry entry) {
			return this.tooEarly;
		}

	}

	private static final class StubOperations implements ConversionOperations {

		private final List<String> submitted = new ArrayList<>();

		private RuntimeException failure;

		private Runnable whenSubmitted = () -> {
		};

		@Override
		public void submit(String account, Conversion conversion) {
			this.submitted.add(account + " " + conversion);
			this.whenSubmitted.run();
			if (this.failure != null) {
				throw this.failure;
			}
		}

		@Override
		public void submit(Conversion conversion) {
			throw new UnsupportedOperationException();
		}

		@Override
		public CompletableFuture<Void> submitAsync(Conversion conversion) {
			throw new UnsupportedOperationException();
		}

		@Override
		public CompletableFuture<Void> submitAsync(String account, Conversion conversion) {
			throw new UnsupportedOperationException();
		}

		@Override
		public ConversionOperations forAccount(String account) {
			throw new UnsupportedOperationException();
		}

	}

}
