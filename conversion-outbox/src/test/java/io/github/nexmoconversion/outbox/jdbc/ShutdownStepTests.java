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

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ShutdownStep}.
 */
@ExtendWith(OutputCaptureExtension.class)
class ShutdownStepTests {

	private static final Duration LIMIT = Duration.ofMinutes(1);

	@Test
	void shouldWaitForTheStep() {
		CountDownLatch done = new CountDownLatch(1);
		new ShutdownStep("stop", LIMIT).run(done::countDown);
		assertThat(done.getCount()).isZero();
	}

	@Test
	void stepThatFailsShouldBeLogged(CapturedOutput output) {
		new ShutdownStep("stop", LIMIT).run(() -> {
			throw new NoClassDefFoundError("a.Missing");
		});
		assertThat(output).contains("The outbox failed to stop", "a.Missing");
	}

	@Test
	void stepThatHangsShouldBeInterruptedAndLeft(CapturedOutput output) throws Exception {
		CountDownLatch interrupted = new CountDownLatch(1);
		CountDownLatch never = new CountDownLatch(1);
		new ShutdownStep("stop", Duration.ofMillis(50)).run(() -> {
			boolean waiting = true;
			while (waiting) {
				try {
					never.await();
					waiting = false;
				}
				catch (InterruptedException ex) {
					interrupted.countDown();
				}
			}
		});
		assertThat(output).contains("The shutdown does not wait any longer for the outbox to stop");
		assertThat(interrupted.await(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
		never.countDown();
	}

	@Test
	void callerThatIsInterruptedShouldNotWait() throws Exception {
		CountDownLatch interrupted = new CountDownLatch(1);
		Thread.currentThread().interrupt();
		new ShutdownStep("stop", LIMIT).run(() -> {
			try {
				new CountDownLatch(1).await();
			}
			catch (InterruptedException ex) {
				interrupted.countDown();
			}
		});
		assertThat(Thread.interrupted()).isTrue();
		assertThat(interrupted.await(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
	}

}
