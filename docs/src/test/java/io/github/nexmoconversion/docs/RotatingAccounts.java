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

package io.github.nexmoconversion.docs;

import java.util.List;
import java.util.Set;

import io.github.nexmoconversion.account.ConversionAccount;
import io.github.nexmoconversion.account.ConversionAccounts;

import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

@Component
class RotatingAccounts implements ConversionAccounts {

	private final SecretStore store;

	private volatile ConversionAccounts current;

	RotatingAccounts(SecretStore store) {
		this.store = store;
		this.current = read();
	}

	@Scheduled(fixedDelayString = "PT1M")
	void refresh() {
		this.current = read();
	}

	private ConversionAccounts read() {
		return ConversionAccounts.of(List.of(new ConversionAccount("default", this.store.read("nexmo"))));
	}

	@Override
	public ConversionAccount getAccount(String name) {
		return this.current.getAccount(name);
	}

	@Override
	public Set<String> getNames() {
		return this.current.getNames();
	}

}
