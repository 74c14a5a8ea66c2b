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

import io.github.nexmoconversion.Conversion;
import io.github.nexmoconversion.account.ConversionAccount;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.contextpropagation.ObservationThreadLocalAccessor;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import reactor.core.publisher.Mono;

import org.springframework.util.Assert;

/**
 * {@link ReactiveConversionOperations} that log conversions instead of reporting them.
 * They need no account, and nothing is counted.
 * <p>
 * Thread-safe.
 *
 * @since 0.1.0
 */
public class DryRunConversionOperations implements ReactiveConversionOperations {

	private static final Log logger = LogFactory.getLog(DryRunConversionOperations.class);

	private final ObservationScopes scopes;

	private final String account;

	/**
	 * Create new {@link DryRunConversionOperations}.
	 * @param observationRegistry the registry with the caller's observation, which is
	 * current when a conversion is logged
	 */
	public DryRunConversionOperations(ObservationRegistry observationRegistry) {
		this(new ObservationScopes(observationRegistry), ConversionAccount.DEFAULT_NAME);
	}

	private DryRunConversionOperations(ObservationScopes scopes, String account) {
		this.scopes = scopes;
		this.account = account;
	}

	@Override
	public Mono<Void> submit(Conversion conversion) {
		return submit(this.account, conversion);
	}

	@Override
	public Mono<Void> submit(String account, Conversion conversion) {
		Assert.notNull(account, "'account' must not be null");
		Assert.notNull(conversion, "'conversion' must not be null");
		return Mono.deferContextual((context) -> {
			this.scopes.run(context.getOrDefault(ObservationThreadLocalAccessor.KEY, null),
					() -> log(account, conversion));
			return Mono.empty();
		});
	}

	private static void log(String account, Conversion conversion) {
		logger.info("Dry run, not sent for account '" + account + "': " + conversion.channel().getValue()
				+ ", delivered=" + conversion.delivered() + ", " + conversion.timestamp());
		// As everywhere, message ids are only logged at debug level
		logger.debug(conversion);
	}

	@Override
	public ReactiveConversionOperations forAccount(String account) {
		return new DryRunConversionOperations(this.scopes, account);
	}

}
