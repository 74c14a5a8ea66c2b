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

package io.github.nexmoconversion.benchmarks.load;

import reactor.core.publisher.Mono;

/**
 * A client that reports a conversion, in one of two ways.
 */
sealed interface Contender {

	/**
	 * One whose callers wait.
	 *
	 * @param call reports a conversion
	 */
	record Blocking(Call call) implements Contender {
	}

	/**
	 * One whose callers do not.
	 *
	 * @param submit reports a conversion when it is subscribed to
	 */
	record Reactive(Mono<?> submit) implements Contender {
	}

	/**
	 * A call that can fail.
	 */
	interface Call {

		void run() throws Exception;

	}

}
