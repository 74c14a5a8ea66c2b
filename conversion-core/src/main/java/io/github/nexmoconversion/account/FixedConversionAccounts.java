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

package io.github.nexmoconversion.account;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * {@link ConversionAccounts} backed by a fixed set of accounts.
 */
final class FixedConversionAccounts implements ConversionAccounts {

	private final Map<String, ConversionAccount> accounts = new LinkedHashMap<>();

	FixedConversionAccounts(Collection<ConversionAccount> accounts) {
		for (ConversionAccount account : accounts) {
			if (this.accounts.put(account.name(), account) != null) {
				throw new IllegalArgumentException("There are two accounts named '" + account.name() + "'");
			}
		}
	}

	@Override
	public ConversionAccount getAccount(String name) {
		ConversionAccount account = this.accounts.get(name);
		if (account == null) {
			throw new NoSuchConversionAccountException(name, getNames());
		}
		return account;
	}

	@Override
	public Set<String> getNames() {
		return Collections.unmodifiableSet(this.accounts.keySet());
	}

	@Override
	public String toString() {
		return "ConversionAccounts" + this.accounts.keySet();
	}

}
