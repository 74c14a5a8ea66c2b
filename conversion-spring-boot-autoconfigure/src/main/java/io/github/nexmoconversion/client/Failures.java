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

import java.util.concurrent.CancellationException;

import io.github.nexmoconversion.Conversion;
import io.github.nexmoconversion.ConversionNotSentException;
import io.github.nexmoconversion.ConversionResponseException;
import io.github.nexmoconversion.ConversionStatus;
import io.github.nexmoconversion.ConversionTransportException;
import io.github.nexmoconversion.account.ConversionAccount;
import io.github.nexmoconversion.account.ConversionCredentials.SignatureSecret;
import io.github.nexmoconversion.account.ParameterLocation;

import org.springframework.util.StringUtils;

/**
 * Creates the exceptions of the client, with messages that say what to do.
 */
final class Failures {

	// Some exceptions print the bytes that they failed to parse
	private static final int MAX_CAUSE_LENGTH = 200;

	private Failures() {
	}

	/**
	 * Create the exception for an answer that is not 2xx.
	 * @param requested the name of the account that the caller asked for
	 * @param account the account that was found, whose own name is in its properties
	 * @param conversion the conversion
	 * @param response the answer
	 * @return the exception
	 */
	static ConversionResponseException response(String requested, ConversionAccount account, Conversion conversion,
			ApiResponse response) {
		int code = response.statusCode();
		String name = "account '" + requested + "'";
		String message = switch (ConversionStatus.from(code)) {
			case UNAUTHORIZED -> "The Conversion API refused the credentials of " + name + " (status " + code + "). "
					+ "Compare " + credentialProperties(account) + " with the vendor's dashboard.";
			case NOT_ENABLED -> "The Conversion API is not enabled for " + name + " (status " + code + "). "
					+ "Ask the vendor's support to enable it for the API key of this account.";
			case INVALID_PARAMETERS -> "The Conversion API refused the parameters of a conversion of " + name
					+ " (status " + code + "): message-id, delivered, timestamp and the authentication parameters."
					+ " Check that the vendor returned the message id for this account and channel."
					+ ((account.parameterLocation() == ParameterLocation.BODY)
							? " If every conversion is refused, the API may not read request bodies: try "
									+ prefix(account) + "parameter-location=query."
							: "");
			case THROTTLED -> "The Conversion API throttled a request of " + name + " (status " + code + ").";
			case UNAVAILABLE ->
				"The Conversion API is unavailable: it answered a request of " + name + " with status " + code + ".";
			case ACCEPTED, UNEXPECTED ->
				"The Conversion API answered a request of " + name + " with the undocumented status " + code
						+ ". Check that nexmo.conversion.base-url is the address of the Conversion API.";
		};
		return new ConversionResponseException(message, requested, conversion, code, response.retryAfter());
	}

	static ConversionTransportException transport(String account, Conversion conversion, Throwable cause) {
		return new ConversionTransportException(
				"No answer from the Conversion API for account '" + account + "' ("
						+ StringUtils.truncate(cause.toString(), MAX_CAUSE_LENGTH)
						+ "). Check the network, nexmo.conversion.base-url and the timeouts nexmo.conversion.http.*",
				account, conversion, cause);
	}

	// Foreign exceptions may contain secrets: they become the cause, but not part of the
	// message
	static ConversionNotSentException lookupFailed(String account, Conversion conversion, RuntimeException ex) {
		return new ConversionNotSentException("The ConversionAccounts bean failed to look up account '" + account
				+ "' (" + ex.getClass().getName() + "). Nothing was sent.", account, conversion, true, ex);
	}

	static ConversionNotSentException requestNotCreated(String account, Conversion conversion, RuntimeException ex) {
		return new ConversionNotSentException("No request could be created with the credentials of account '" + account
				+ "' (" + ex.getClass().getName() + "). Nothing was sent.", account, conversion, false, ex);
	}

	static ConversionNotSentException stopping(String account, Conversion conversion) {
		return refused(account, conversion, "the application is stopping");
	}

	static ConversionNotSentException limitReached(String account, Conversion conversion, int maxInFlight) {
		return refused(account, conversion, maxInFlight
				+ " submissions are in flight. Unless there is an outage, raise nexmo.conversion.async.max-in-flight");
	}

	static ConversionTransportException interrupted(String account, Conversion conversion, InterruptedException ex) {
		return new ConversionTransportException("The thread that reported a conversion of account '" + account
				+ "' was interrupted before the API answered", account, conversion, ex);
	}

	static ConversionTransportException cutOff(String account, Conversion conversion) {
		return new ConversionTransportException(
				"The application stopped before the API answered for a conversion of account '" + account
						+ "'. Unless there is an outage, raise spring.lifecycle.timeout-per-shutdown-phase.",
				account, conversion, new CancellationException());
	}

	private static ConversionNotSentException refused(String account, Conversion conversion, String reason) {
		return new ConversionNotSentException("A conversion of account '" + account + "' was not sent: " + reason + ".",
				account, conversion, true, null);
	}

	private static String credentialProperties(ConversionAccount account) {
		String prefix = prefix(account);
		if (account.credentials() instanceof SignatureSecret) {
			return prefix + "api-key, " + prefix + "signature.secret and " + prefix + "signature.algorithm";
		}
		return prefix + "api-key and " + prefix + "api-secret";
	}

	private static String prefix(ConversionAccount account) {
		boolean isDefault = account.name().equals(ConversionAccount.DEFAULT_NAME);
		return isDefault ? "nexmo.conversion." : "nexmo.conversion.account." + account.name() + ".";
	}

}
