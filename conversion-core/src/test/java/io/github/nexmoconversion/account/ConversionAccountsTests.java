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

import java.util.List;

import io.github.nexmoconversion.account.ConversionCredentials.ApiSecret;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link ConversionAccounts}.
 */
class ConversionAccountsTests {

	private final ConversionAccount defaultAccount = account("default");

	private final ConversionAccount marketing = account("marketing");

	@Test
	void shouldFindAccountsByName() {
		ConversionAccounts accounts = ConversionAccounts.of(List.of(this.defaultAccount, this.marketing));
		assertThat(accounts.getNames()).containsExactly("default", "marketing");
		assertThat(accounts.getAccount("default")).isSameAs(this.defaultAccount);
		assertThat(accounts.getAccount("marketing")).isSameAs(this.marketing);
	}

	@Test
	void getAccountWhenNameIsUnknownShouldListTheAccounts() {
		ConversionAccounts accounts = ConversionAccounts.of(List.of(this.marketing, this.defaultAccount));
		assertThatExceptionOfType(NoSuchConversionAccountException.class)
			.isThrownBy(() -> accounts.getAccount("marketting"))
			.withMessage("There is no conversion account named 'marketting'. The accounts are: default, marketing.")
			.returns("marketting", NoSuchConversionAccountException::getName);
	}

	@Test
	void getAccountWhenThereAreNoneShouldSaySo() {
		assertThatExceptionOfType(NoSuchConversionAccountException.class)
			.isThrownBy(() -> ConversionAccounts.of(List.of()).getAccount("default"))
			.withMessage("There is no conversion account named 'default'. No accounts are configured.");
	}

	@Test
	void twoAccountsWithTheSameNameAreRefused() {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> ConversionAccounts.of(List.of(this.marketing, account("marketing"))))
			.withMessage("There are two accounts named 'marketing'");
	}

	private static ConversionAccount account(String name) {
		return new ConversionAccount(name, new ApiSecret("key", "secret"));
	}

}
