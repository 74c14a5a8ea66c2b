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

package io.github.nexmoconversion.client;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import reactor.core.publisher.Mono;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests for {@link ObservationScopes}.
 */
@ExtendWith(OutputCaptureExtension.class)
class ObservationScopesTests {

	private final ObservationRegistry registry = ObservationRegistry.create();

	private final ObservationScopes scopes = new ObservationScopes(this.registry);

	private final AtomicReference<@Nullable Observation> current = new AtomicReference<>();

	private @Nullable String failingEvent;

	ObservationScopesTests() {
		this.registry.observationConfig().observationHandler(new FailingHandler());
	}

	@AfterEach
	void closeScopes() {
		this.registry.setCurrentObservationScope(null);
	}

	@Test
	void observationShouldBeCurrentOnlyWhileTheActionRuns() {
		Observation observation = Observation.start("submission", this.registry);
		this.scopes.run(observation, this::rememberCurrent);
		assertThat(this.current.get()).isSameAs(observation);
		assertThat(this.scopes.getCurrentObservation()).isNull();
	}

	@Test
	void whenTheActionFailsObservationShouldNotStayCurrent() {
		Observation observation = Observation.start("submission", this.registry);
		assertThatIllegalStateException().isThrownBy(() -> this.scopes.run(observation, () -> {
			throw new IllegalStateException("The action's own problem");
		})).withMessage("The action's own problem");
		assertThat(this.scopes.getCurrentObservation()).isNull();
	}

	@Test
	void withoutObservationShouldRunTheActionWithinThatOfTheThread() {
		Observation thread = Observation.start("thread", this.registry);
		thread.scoped(() -> this.scopes.run(null, this::rememberCurrent));
		assertThat(this.current.get()).isSameAs(thread);
	}

	@Test
	void sourceShouldBeSubscribedToWhileTheObservationIsCurrent() {
		Observation observation = Observation.start("submission", this.registry);
		CompletableFuture<String> result = this.scopes.inScope(Mono.fromCallable(() -> {
			rememberCurrent();
			return "result";
		}), observation).toFuture();
		assertThat(result).isCompletedWithValue("result");
		assertThat(this.current.get()).isSameAs(observation);
		assertThat(this.scopes.getCurrentObservation()).isNull();
	}

	@Test
	void scopeThatFailsToOpenShouldBeLoggedAndLeaveNothingToClose(CapturedOutput output) {
		Observation observation = Observation.start("submission", this.registry);
		this.failingEvent = "open";
		this.scopes.run(observation, this::rememberCurrent);
		assertThat(this.current.get()).isNull();
		assertThat(this.scopes.getCurrentObservation()).isNull();
		assertThat(output).contains("Failed to open the scope of an observation").doesNotContain("Failed to close");
	}

	@Test
	void scopeThatFailsToCloseShouldBeLogged(CapturedOutput output) {
		Observation observation = Observation.start("submission", this.registry);
		this.failingEvent = "close";
		this.scopes.run(observation, this::rememberCurrent);
		assertThat(this.current.get()).isSameAs(observation);
		assertThat(output).contains("Failed to close the scope of an observation");
		assertThat(this.scopes.getCurrentObservation()).isNull();
	}

	private void rememberCurrent() {
		this.current.set(this.registry.getCurrentObservation());
	}

	private final class FailingHandler implements ObservationHandler<Observation.Context> {

		@Override
		public void onScopeOpened(Observation.Context context) {
			failOn("open");
		}

		@Override
		public void onScopeClosed(Observation.Context context) {
			failOn("close");
		}

		private void failOn(String event) {
			if (event.equals(ObservationScopesTests.this.failingEvent)) {
				throw new IllegalStateException("The handler's own problem");
			}
		}

		@Override
		public boolean supportsContext(Observation.Context context) {
			return true;
		}

	}

}
