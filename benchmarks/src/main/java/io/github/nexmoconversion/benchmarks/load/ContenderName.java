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

import java.net.URI;
import java.util.function.Function;

/**
 * The clients that are compared.
 */
public enum ContenderName {

	/**
	 * Reactor Netty alone, with a form that is ready: the limit.
	 */
	LIMIT("bare Reactor Netty, ready form", Peers::bareNetty),

	/**
	 * The vendor's Java SDK.
	 */
	SDK("vendor's Java SDK", Peers::vendorSdk),

	/**
	 * What openapi-generator makes.
	 */
	GENERATED("generated client", Peers::generatedClient),

	/**
	 * As in most services.
	 */
	BY_HAND("`WebClient` by hand", HandWritten::simple),

	/**
	 * The same with a timeout and retries.
	 */
	CAREFUL("`WebClient` by hand, careful", HandWritten::careful),

	/**
	 * Ours, reactive.
	 */
	REACTIVE("**reactive template**", (url) -> Templates.reactive(url, false)),

	/**
	 * Ours, blocking.
	 */
	BLOCKING("**blocking template**", (url) -> Templates.blocking(url, false)),

	/**
	 * Ours, reactive, with all that can be watched.
	 */
	REACTIVE_OBSERVED("**reactive template**, observed", (url) -> Templates.reactive(url, true)),

	/**
	 * Ours, blocking, with all that can be watched.
	 */
	BLOCKING_OBSERVED("**blocking template**, observed", (url) -> Templates.blocking(url, true));

	private final String title;

	private final Function<URI, Contender> factory;

	ContenderName(String title, Function<URI, Contender> factory) {
		this.title = title;
		this.factory = factory;
	}

	String getTitle() {
		return this.title;
	}

	/**
	 * Make the client.
	 * @param baseUrl the address of the API, without the channel
	 * @return the client
	 */
	Contender create(URI baseUrl) {
		return this.factory.apply(baseUrl);
	}

}
