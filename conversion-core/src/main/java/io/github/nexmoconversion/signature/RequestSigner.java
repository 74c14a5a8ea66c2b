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

package io.github.nexmoconversion.signature;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * Signs request parameters and verifies signatures.
 * <p>
 * As the vendor's signing guide specifies, the signature covers all parameters except
 * {@code sig} and {@code api_secret}, sorted by name in code unit order, with every
 * {@code &} and {@code =} replaced by an underscore. Parameters whose value is blank or
 * {@code null} are omitted, as in the vendor's Java client.
 * <p>
 * Thread-safe.
 *
 * @since 0.1.0
 */
public final class RequestSigner {

	/**
	 * Name of the parameter that carries the signature.
	 */
	public static final String SIGNATURE_PARAMETER = "sig";

	private static final String SECRET_PARAMETER = "api_secret";

	private static final String TIMESTAMP_PARAMETER = "timestamp";

	private static final Pattern EPOCH_SECONDS = Pattern.compile("[0-9]+");

	private static final BigInteger MAX_CLOCK_DIFFERENCE_SECONDS = BigInteger.valueOf(300);

	private static final byte[] AMPERSAND = { '&' };

	private static final byte[] EQUALS_SIGN = { '=' };

	private final SignatureAlgorithm algorithm;

	private final byte[] secret;

	// Creating a hash costs more than using it. It is removed while in use, since it must
	// not be shared between threads.
	private final AtomicReference<@Nullable KeyedHash> idle = new AtomicReference<>();

	/**
	 * Create a new {@link RequestSigner}.
	 * @param algorithm the algorithm that is set for the account in the vendor's
	 * dashboard
	 * @param secret the signature secret, which differs from the API secret
	 * @throws IllegalArgumentException if the secret is blank
	 */
	public RequestSigner(SignatureAlgorithm algorithm, String secret) {
		this.algorithm = Objects.requireNonNull(algorithm, "'algorithm' must not be null");
		if (secret.isBlank()) {
			throw new IllegalArgumentException("'secret' must not be blank");
		}
		this.secret = secret.getBytes(StandardCharsets.UTF_8);
	}

	/**
	 * Compute the signature of the given parameters.
	 * @param parameters the parameters by name, not URL-encoded
	 * @return the signature as lower-case hexadecimal digits
	 * @throws IllegalStateException if the Java runtime does not support the algorithm
	 */
	public String sign(Map<String, ? extends @Nullable String> parameters) {
		KeyedHash idle = this.idle.getAndSet(null);
		KeyedHash hash = (idle != null) ? idle : this.algorithm.keyedWith(this.secret);
		sorted(parameters).forEach((name, value) -> {
			if (value != null && !value.isBlank() && !name.equals(SIGNATURE_PARAMETER)
					&& !name.equals(SECRET_PARAMETER)) {
				hash.update(AMPERSAND);
				hash.update(escape(name));
				hash.update(EQUALS_SIGN);
				hash.update(escape(value));
			}
		});
		String signature = HexFormat.of().formatHex(hash.finish());
		this.idle.set(hash);
		return signature;
	}

	/**
	 * Verify the signature in the {@code sig} parameter, with a constant-time comparison.
	 * A {@code timestamp} parameter in seconds since the epoch must be within five
	 * minutes of the current time; a timestamp in any other format is not checked.
	 * @param parameters the parameters by name, not URL-encoded, including {@code sig}
	 * @param now the current time
	 * @return {@code true} if the signature is correct and has not expired
	 * @throws IllegalStateException if the Java runtime does not support the algorithm
	 */
	public boolean verify(Map<String, ? extends @Nullable String> parameters, Instant now) {
		String signature = parameters.get(SIGNATURE_PARAMETER);
		if (signature == null) {
			return false;
		}
		byte[] expected = sign(parameters).getBytes(StandardCharsets.UTF_8);
		byte[] actual = signature.toLowerCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8);
		return MessageDigest.isEqual(expected, actual) && isRecent(parameters.get(TIMESTAMP_PARAMETER), now);
	}

	private static SortedMap<String, ? extends @Nullable String> sorted(
			Map<String, ? extends @Nullable String> parameters) {
		return (parameters instanceof SortedMap<String, ? extends @Nullable String> sorted
				&& sorted.comparator() == null) ? sorted : new TreeMap<String, @Nullable String>(parameters);
	}

	private static byte[] escape(String text) {
		return text.replace('&', '_').replace('=', '_').getBytes(StandardCharsets.UTF_8);
	}

	private static boolean isRecent(@Nullable String timestamp, Instant now) {
		if (timestamp == null || !EPOCH_SECONDS.matcher(timestamp).matches()) {
			return true;
		}
		BigInteger difference = new BigInteger(timestamp).subtract(BigInteger.valueOf(now.getEpochSecond()));
		return difference.abs().compareTo(MAX_CLOCK_DIFFERENCE_SECONDS) <= 0;
	}

	@Override
	public String toString() {
		return "RequestSigner[algorithm=" + this.algorithm + "]";
	}

}
