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

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

import com.github.tomakehurst.wiremock.http.Request;
import io.github.nexmoconversion.account.ConversionAccount;
import io.github.nexmoconversion.account.ConversionCredentials.ApiSecret;
import io.github.nexmoconversion.account.ConversionCredentials.SignatureSecret;
import io.github.nexmoconversion.signature.RequestSigner;
import org.jspecify.annotations.Nullable;

/**
 * Checks the credentials of a request: API key and API secret, as parameters or in an
 * {@code Authorization} header, or API key and signature.
 */
final class CredentialsCheck {

	static final String KEY = "api_key";

	static final String SECRET = "api_secret";

	private static final String BASIC = "Basic ";

	private final List<ConversionAccount> accounts;

	CredentialsCheck(List<ConversionAccount> accounts) {
		this.accounts = accounts;
	}

	/**
	 * Find the account whose API key the request contains.
	 * @param request the request
	 * @param parameters its parameters
	 * @return the account
	 */
	Optional<ConversionAccount> findAccount(Request request, RequestParameters parameters) {
		String[] basic = basic(request);
		String key = (basic != null) ? basic[0] : parameters.get(KEY);
		return this.accounts.stream().filter((account) -> account.credentials().apiKey().equals(key)).findFirst();
	}

	/**
	 * Find what is wrong with the credentials.
	 * @param request the request
	 * @param parameters its parameters
	 * @return a description of the fault, or {@code null} if the credentials are valid
	 */
	@Nullable String findFault(Request request, RequestParameters parameters) {
		boolean basic = request.header("Authorization").isPresent();
		boolean secret = parameters.get(SECRET) != null;
		boolean signature = parameters.get(RequestSigner.SIGNATURE_PARAMETER) != null;
		int ways = (basic ? 1 : 0) + (secret ? 1 : 0) + (signature ? 1 : 0);
		if (ways != 1) {
			return (ways == 0) ? "there is neither an API secret nor a signature"
					: "there is more than one of API secret, signature and Authorization header";
		}
		if (basic && (basic(request) == null || parameters.get(KEY) != null)) {
			return "the Authorization header is not HTTP Basic, or there is an 'api_key' parameter as well";
		}
		ConversionAccount account = findAccount(request, parameters).orElse(null);
		if (account == null) {
			return (basic || parameters.get(KEY) != null) ? "no account has this API key" : "there is no API key";
		}
		return fault(account, request, parameters);
	}

	private static @Nullable String fault(ConversionAccount account, Request request, RequestParameters parameters) {
		String name = "account '" + account.name() + "'";
		if (account.credentials() instanceof SignatureSecret expected) {
			if (parameters.get(RequestSigner.SIGNATURE_PARAMETER) == null) {
				return name + " signs its requests, but this request is not signed";
			}
			return faultOfSignature(expected, parameters, name);
		}
		if (parameters.get(RequestSigner.SIGNATURE_PARAMETER) != null) {
			return name + " has an API secret, but this request is signed";
		}
		String[] basic = basic(request);
		String secret = (basic != null) ? basic[1] : parameters.get(SECRET);
		boolean right = ((ApiSecret) account.credentials()).apiSecret().equals(secret);
		return right ? null : "the API secret does not match " + name;
	}

	private static @Nullable String faultOfSignature(SignatureSecret expected, RequestParameters parameters,
			String name) {
		RequestSigner signer = new RequestSigner(expected.algorithm(), expected.secret());
		String signature = String.valueOf(parameters.get(RequestSigner.SIGNATURE_PARAMETER));
		if (!signature.equalsIgnoreCase(signer.sign(parameters.toMap()))) {
			return "the signature does not match " + name + " and algorithm " + expected.algorithm();
		}
		return signer.verify(parameters.toMap(), Instant.now()) ? null
				: "the timestamp of the signature is not within five minutes of now";
	}

	private static String @Nullable [] basic(Request request) {
		String header = request.header("Authorization").isPresent() ? request.getHeader("Authorization") : "";
		if (!header.regionMatches(true, 0, BASIC, 0, BASIC.length())) {
			return null;
		}
		try {
			byte[] decoded = Base64.getDecoder().decode(header.substring(BASIC.length()));
			String[] parts = new String(decoded, StandardCharsets.UTF_8).split(":", 2);
			return (parts.length == 2) ? parts : null;
		}
		catch (IllegalArgumentException ex) {
			return null;
		}
	}

}
