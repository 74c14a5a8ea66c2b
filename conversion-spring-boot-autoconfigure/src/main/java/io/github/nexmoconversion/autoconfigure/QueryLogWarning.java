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

package io.github.nexmoconversion.autoconfigure;

import java.util.List;

import io.github.nexmoconversion.account.ConversionAccounts;
import io.github.nexmoconversion.account.ParameterLocation;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * Warns if Reactor Netty logs the query of URLs, which it does at debug level and which
 * cannot be disabled otherwise.
 */
final class QueryLogWarning {

	private static final String LOGGER_OF_URLS = "reactor.netty.http.client.HttpClientConnect";

	private static final Log logger = LogFactory.getLog(QueryLogWarning.class);

	private QueryLogWarning() {
	}

	static void logIfNeeded(ConversionAccounts accounts) {
		if (!LogFactory.getLog(LOGGER_OF_URLS).isDebugEnabled()) {
			return;
		}
		List<String> names = accounts.getNames().stream().filter((name) -> usesQuery(accounts, name)).sorted().toList();
		if (!names.isEmpty()) {
			logger.warn("The accounts " + names + " of the Conversion API send their credentials in the query, and "
					+ LOGGER_OF_URLS + " logs URLs with their query at debug level. Raise the level of that logger, or"
					+ " set nexmo.conversion.parameter-location=body.");
		}
	}

	private static boolean usesQuery(ConversionAccounts accounts, String name) {
		try {
			return accounts.getAccount(name).parameterLocation() == ParameterLocation.QUERY;
		}
		catch (RuntimeException ex) {
			logger.debug("Account '" + name + "' could not be looked up yet", ex);
			return false;
		}
	}

}
