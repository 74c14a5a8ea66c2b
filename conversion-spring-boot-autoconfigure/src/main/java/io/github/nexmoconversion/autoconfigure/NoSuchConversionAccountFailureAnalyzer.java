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

import io.github.nexmoconversion.account.ConversionAccount;
import io.github.nexmoconversion.account.NoSuchConversionAccountException;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * {@link AbstractFailureAnalyzer} for {@link NoSuchConversionAccountException}.
 */
class NoSuchConversionAccountFailureAnalyzer extends AbstractFailureAnalyzer<NoSuchConversionAccountException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, NoSuchConversionAccountException cause) {
		boolean isDefault = cause.getName().equals(ConversionAccount.DEFAULT_NAME);
		String prefix = isDefault ? "nexmo.conversion" : "nexmo.conversion.account." + cause.getName();
		return new FailureAnalysis(cause.getMessage(), "Correct the name in the code, or configure the account with "
				+ prefix + ".api-key and " + prefix + ".api-secret or " + prefix + ".signature.secret.", cause);
	}

}
