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

import java.security.GeneralSecurityException;
import java.security.MessageDigest;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The algorithm that signs the parameters of a request. It must match the account's
 * setting in the vendor's dashboard.
 * <p>
 * The vendor's client libraries use the name "md5" for {@link #MD5_HASH} as well as for
 * {@link #HMAC_MD5}.
 *
 * @since 0.1.0
 */
public enum SignatureAlgorithm {

	/**
	 * The MD5 hash of the parameters followed by the secret. This is the default in the
	 * vendor's dashboard.
	 */
	MD5_HASH("MD5"),

	/**
	 * HMAC with MD5.
	 */
	HMAC_MD5("HmacMD5"),

	/**
	 * HMAC with SHA-1.
	 */
	HMAC_SHA1("HmacSHA1"),

	/**
	 * HMAC with SHA-256.
	 */
	HMAC_SHA256("HmacSHA256"),

	/**
	 * HMAC with SHA-512.
	 */
	HMAC_SHA512("HmacSHA512");

	private final String jcaName;

	SignatureAlgorithm(String jcaName) {
		this.jcaName = jcaName;
	}

	KeyedHash keyedWith(byte[] secret) {
		try {
			return (this == MD5_HASH) ? hash(MessageDigest.getInstance(this.jcaName), secret)
					: hmac(Mac.getInstance(this.jcaName), new SecretKeySpec(secret, this.jcaName));
		}
		catch (GeneralSecurityException ex) {
			// Fail rather than send unsigned, and without a cause that might reveal the
			// secret
			throw new IllegalStateException("This Java runtime cannot sign with " + this + ": '" + this.jcaName
					+ "' is unavailable or rejects the secret. Choose another signature algorithm, here and in the vendor's dashboard.");
		}
	}

	private static KeyedHash hash(MessageDigest digest, byte[] secret) {
		return new KeyedHash() {

			@Override
			public void update(byte[] bytes) {
				digest.update(bytes);
			}

			@Override
			public byte[] finish() {
				return digest.digest(secret);
			}

		};
	}

	private static KeyedHash hmac(Mac mac, SecretKeySpec secret) throws GeneralSecurityException {
		mac.init(secret);
		return new KeyedHash() {

			@Override
			public void update(byte[] bytes) {
				mac.update(bytes);
			}

			@Override
			public byte[] finish() {
				return mac.doFinal();
			}

		};
	}

}
