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

package io.github.nexmoconversion.request;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

import io.github.nexmoconversion.Conversion;
import io.github.nexmoconversion.account.ConversionAccount;
import io.github.nexmoconversion.account.ConversionAuthentication;
import io.github.nexmoconversion.account.ConversionCredentials;
import io.github.nexmoconversion.account.ConversionCredentials.ApiSecret;
import io.github.nexmoconversion.account.ConversionCredentials.SignatureSecret;
import io.github.nexmoconversion.signature.RequestSigner;
import io.github.nexmoconversion.signature.SignatureTimestamp;
import org.jspecify.annotations.Nullable;

/**
 * Creates the request that reports a conversion for an account. Create a new request for
 * each attempt: the account's credentials can change between attempts, and a signature
 * can depend on the time of the request.
 * <p>
 * Thread-safe.
 *
 * @since 0.1.0
 */
public final class ConversionRequestFactory {

	// Neither the zone nor the locale of the Java runtime may change what is sent
	private static final DateTimeFormatter TIMESTAMP = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT)
		.withZone(ZoneOffset.UTC);

	private final Clock clock;

	private final Map<String, Signer> signers = new ConcurrentHashMap<>();

	/**
	 * Create a new {@link ConversionRequestFactory}.
	 * @param clock the clock that provides the time of the request, which signatures with
	 * {@link SignatureTimestamp#EPOCH_SECONDS} contain
	 */
	public ConversionRequestFactory(Clock clock) {
		this.clock = clock;
	}

	/**
	 * Create the request for one attempt to report a conversion. It contains the
	 * parameters of the conversion and either the API key and secret or the API key and a
	 * signature.
	 * @param account the account to report for, with its current credentials
	 * @param conversion the conversion to report
	 * @return the request, including secrets
	 * @throws IllegalStateException if the Java runtime does not support the account's
	 * signature algorithm
	 */
	public ConversionRequest create(ConversionAccount account, Conversion conversion) {
		SortedMap<String, String> parameters = new TreeMap<>();
		parameters.put("message-id", conversion.messageId());
		parameters.put("delivered", String.valueOf(conversion.delivered()));
		parameters.put("timestamp", TIMESTAMP.format(conversion.timestamp()));
		String authorization = authorization(account);
		if (authorization == null) {
			addCredentials(account, parameters);
		}
		return new ConversionRequest(conversion.channel(), parameters, account.parameterLocation(), authorization);
	}

	private static @Nullable String authorization(ConversionAccount account) {
		boolean basic = account.authentication() == ConversionAuthentication.BASIC;
		return (basic && account.credentials() instanceof ApiSecret secret) ? basic(secret) : null;
	}

	private void addCredentials(ConversionAccount account, SortedMap<String, String> parameters) {
		ConversionCredentials credentials = account.credentials();
		parameters.put("api_key", credentials.apiKey());
		if (credentials instanceof ApiSecret secret) {
			parameters.put("api_secret", secret.apiSecret());
		}
		if (credentials instanceof SignatureSecret secret) {
			sign(parameters, secret, signerOf(account.name(), secret));
		}
	}

	private static String basic(ApiSecret secret) {
		byte[] pair = (secret.apiKey() + ":" + secret.apiSecret()).getBytes(StandardCharsets.UTF_8);
		return "Basic " + Base64.getEncoder().encodeToString(pair);
	}

	// Secrets can rotate: a signer for the new secret replaces the old one
	private RequestSigner signerOf(String account, SignatureSecret secret) {
		Signer signer = this.signers.get(account);
		if (signer == null || !signer.secret().equals(secret)) {
			signer = new Signer(secret, new RequestSigner(secret.algorithm(), secret.secret()));
			this.signers.put(account, signer);
		}
		return signer.signer();
	}

	private void sign(SortedMap<String, String> parameters, SignatureSecret secret, RequestSigner signer) {
		if (secret.timestamp() == SignatureTimestamp.EPOCH_SECONDS) {
			parameters.put("timestamp", String.valueOf(this.clock.instant().getEpochSecond()));
		}
		parameters.put(RequestSigner.SIGNATURE_PARAMETER, signer.sign(parameters));
	}

	private record Signer(SignatureSecret secret, RequestSigner signer) {
	}

}
