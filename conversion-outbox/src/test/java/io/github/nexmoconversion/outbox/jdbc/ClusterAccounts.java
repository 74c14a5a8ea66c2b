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

import java.util.List;
import java.util.stream.Stream;

import io.github.nexmoconversion.account.ConversionAccount;
import io.github.nexmoconversion.account.ConversionCredentials.ApiSecret;

/**
 * The accounts of the services of a cluster: their names are the same, their API keys are
 * not.
 */
final class ClusterAccounts {

	static final List<String> SERVICES = List.of("shop", "bank");

	static final List<String> ALL = List.of("default", "news", "marketing");

	static final List<String> WITHOUT_MARKETING = List.of("default", "news");

	private ClusterAccounts() {
	}

	/**
	 * Return accounts of a service.
	 * @param service the name of the service
	 * @param names the names of the accounts
	 * @return the accounts, as the service knows them
	 */
	static List<ConversionAccount> of(String service, List<String> names) {
		return names.stream().map((name) -> account(name, service, name)).toList();
	}

	/**
	 * Return all accounts of all services.
	 * @return the accounts, with names that tell the services apart
	 */
	static ConversionAccount[] ofApi() {
		return SERVICES.stream().flatMap((service) -> ofApi(service)).toArray(ConversionAccount[]::new);
	}

	private static Stream<ConversionAccount> ofApi(String service) {
		return ALL.stream().map((name) -> account(nameAtApi(service, name), service, name));
	}

	/**
	 * Return what the message ids of an account begin with, which is its name at the API.
	 * @param service the name of the service
	 * @param name the name of the account
	 * @return the name
	 */
	static String nameAtApi(String service, String name) {
		return service + "/" + name;
	}

	private static ConversionAccount account(String name, String service, String account) {
		return new ConversionAccount(name, new ApiSecret("key-of-" + service + "-" + account, "secret"));
	}

}
