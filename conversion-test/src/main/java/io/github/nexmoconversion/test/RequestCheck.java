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

package io.github.nexmoconversion.test;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

import com.github.tomakehurst.wiremock.http.Request;
import com.github.tomakehurst.wiremock.http.RequestMethod;
import io.github.nexmoconversion.account.ConversionAccount;
import io.github.nexmoconversion.signature.RequestSigner;
import org.jspecify.annotations.Nullable;

/**
 * Decides how a request is answered, following the documentation of the Conversion API.
 * Where the documentation is ambiguous, the stricter reading applies: the timestamp is
 * required, and no parameter may occur twice.
 */
final class RequestCheck {

	static final String MESSAGE_ID = "message-id";

	static final String DELIVERED = "delivered";

	static final String TIMESTAMP = "timestamp";

	private static final Set<String> PATHS = Set.of("/conversions/sms", "/conversions/voice");

	private static final Set<String> PARAMETERS = new TreeSet<>(Set.of(MESSAGE_ID, DELIVERED, TIMESTAMP,
			CredentialsCheck.KEY, CredentialsCheck.SECRET, RequestSigner.SIGNATURE_PARAMETER));

	private static final Set<String> DELIVERED_VALUES = Set.of("true", "false", "1", "0");

	private static final DateTimeFormatter TIMESTAMP_FORMAT = DateTimeFormatter
		.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT)
		.withResolverStyle(ResolverStyle.STRICT);

	private final CredentialsCheck credentials;

	private final Set<String> notEnabled;

	/**
	 * Create a new {@link RequestCheck}.
	 * @param accounts the accounts to accept
	 * @param notEnabled the names of the accounts that are not enabled, which can change
	 * at any time
	 */
	RequestCheck(List<ConversionAccount> accounts, Set<String> notEnabled) {
		this.credentials = new CredentialsCheck(accounts);
		this.notEnabled = notEnabled;
	}

	@Nullable String accountOf(Request request, RequestParameters parameters) {
		return this.credentials.findAccount(request, parameters).map(ConversionAccount::name).orElse(null);
	}

	Verdict check(Request request, RequestParameters parameters) {
		String path = request.getUrl().split("\\?", 2)[0];
		if (!PATHS.contains(path)) {
			return new Verdict(404, "there is no endpoint at " + path);
		}
		if (!request.getMethod().equals(RequestMethod.POST)) {
			return new Verdict(405, "the method is not POST");
		}
		String fault = findFaultOfForm(parameters);
		if (fault != null) {
			return Verdict.invalidParameters(fault);
		}
		fault = this.credentials.findFault(request, parameters);
		if (fault != null) {
			return Verdict.wrongCredentials(fault);
		}
		String account = accountOf(request, parameters);
		if (account != null && this.notEnabled.contains(account)) {
			return new Verdict(402, "the Conversion API is not enabled for account '" + account + "'");
		}
		fault = findFaultOfValues(parameters);
		return (fault != null) ? Verdict.invalidParameters(fault) : Verdict.ACCEPTED;
	}

	private static @Nullable String findFaultOfForm(RequestParameters parameters) {
		if (!parameters.isBodyAForm()) {
			return "the content type of the body is not application/x-www-form-urlencoded";
		}
		if (parameters.isQueryAndForm()) {
			return "there are parameters both in the query and in the body";
		}
		for (String name : parameters.names()) {
			if (!PARAMETERS.contains(name)) {
				return "the parameter '" + name + "' is not one of " + PARAMETERS;
			}
			if (parameters.count(name) > 1) {
				return "the parameter '" + name + "' occurs " + parameters.count(name) + " times";
			}
		}
		return null;
	}

	private static @Nullable String findFaultOfValues(RequestParameters parameters) {
		String messageId = parameters.get(MESSAGE_ID);
		if (messageId == null || messageId.isBlank()) {
			return "the parameter 'message-id' is missing or blank";
		}
		String delivered = parameters.get(DELIVERED);
		if (delivered == null || !DELIVERED_VALUES.contains(delivered)) {
			return "the parameter 'delivered' is missing or not one of true, false, 1 and 0";
		}
		String timestamp = parameters.get(TIMESTAMP);
		if (timestamp == null || !isTimestamp(timestamp, parameters)) {
			return "the parameter 'timestamp' is missing or not in the format yyyy-MM-dd HH:mm:ss";
		}
		return null;
	}

	// The signing guide documents seconds since the epoch for signed requests
	private static boolean isTimestamp(String text, RequestParameters parameters) {
		boolean signed = parameters.get(RequestSigner.SIGNATURE_PARAMETER) != null;
		if (signed && text.matches("[0-9]+")) {
			return true;
		}
		try {
			LocalDateTime.parse(text, TIMESTAMP_FORMAT);
			return true;
		}
		catch (DateTimeException ex) {
			return false;
		}
	}

}
