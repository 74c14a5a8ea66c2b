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

import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNoException;

/**
 * Tests for {@link DeliveryGuard}.
 */
class DeliveryGuardTests {

	private final DeliveryGuard guard = new DeliveryGuard();

	@Test
	void callFromOutsideShouldPass() {
		assertThat(this.guard.<String>call(() -> "delivered")).isEqualTo("delivered");
		assertThatNoException().isThrownBy(this.guard::requireOutside);
	}

	@Test
	void callFromAnotherThreadShouldPass() {
		assertThatNoException()
			.isThrownBy(() -> this.guard.call(() -> CompletableFuture.runAsync(this.guard::requireOutside).join()));
	}

	@Test
	void callFromOperationsShouldBeRefused() {
		assertRefused(this.guard::requireOutside);
	}

	@Test
	void operationsThatCatchTheRefusalShouldBeRefused() {
		assertRefused(() -> assertRefusedHere(this.guard::requireOutside));
	}

	@Test
	void operationsThatThrowSomethingElseShouldBeRefused() {
		assertRefused(() -> {
			assertRefusedHere(this.guard::requireOutside);
			throw new NoClassDefFoundError();
		});
	}

	@Test
	void operationsWithinOthersShouldBeRefusedToo() {
		assertRefused(() -> {
			this.guard.call(() -> "delivered");
			this.guard.requireOutside();
		});
	}

	@Test
	void failureShouldRemainWhatItIs() {
		assertThatIllegalArgumentException().isThrownBy(() -> this.guard.call(() -> {
			throw new IllegalArgumentException("of the operations");
		})).withMessage("of the operations");
		assertThatNoException().isThrownBy(this.guard::requireOutside);
	}

	private void assertRefused(Runnable operations) {
		assertRefusedHere(() -> this.guard.call(() -> {
			operations.run();
			return true;
		}));
		assertThatNoException().isThrownBy(this.guard::requireOutside);
	}

	private static void assertRefusedHere(Runnable call) {
		assertThatExceptionOfType(OutboxCalledInDeliveryException.class).isThrownBy(call::run);
	}

}
