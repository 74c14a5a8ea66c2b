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

package io.github.nexmoconversion.benchmarks.jmh;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import io.github.nexmoconversion.signature.RequestSigner;
import io.github.nexmoconversion.signature.SignatureAlgorithm;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * Measures signing, with the digest of prepared bytes as the baseline.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class SigningBenchmark {

	private static final String SECRET = "not-a-real-signature-secret";

	private static final byte[] BASE = "&api_key=abcdef01&delivered=true&message-id=0C000000217B7F02&timestamp=2026-11-21 12:00:00"
		.getBytes(StandardCharsets.UTF_8);

	private final SortedMap<String, String> parameters = new TreeMap<>(Map.of("api_key", "abcdef01", "delivered",
			"true", "message-id", "0C000000217B7F02", "timestamp", "2026-11-21 12:00:00"));

	private final byte[] secret = SECRET.getBytes(StandardCharsets.UTF_8);

	private final RequestSigner md5Hash = new RequestSigner(SignatureAlgorithm.MD5_HASH, SECRET);

	private final RequestSigner hmacSha256 = new RequestSigner(SignatureAlgorithm.HMAC_SHA256, SECRET);

	private MessageDigest digest;

	private Mac mac;

	@Setup
	public void create() throws GeneralSecurityException {
		this.digest = MessageDigest.getInstance("MD5");
		this.mac = Mac.getInstance("HmacSHA256");
		this.mac.init(new SecretKeySpec(this.secret, "HmacSHA256"));
	}

	@Benchmark
	public String md5Digest() {
		this.digest.update(BASE);
		return HexFormat.of().formatHex(this.digest.digest(this.secret));
	}

	@Benchmark
	public String md5Signature() {
		return this.md5Hash.sign(this.parameters);
	}

	@Benchmark
	public String hmacSha256Digest() {
		return HexFormat.of().formatHex(this.mac.doFinal(BASE));
	}

	@Benchmark
	public String hmacSha256Signature() {
		return this.hmacSha256.sign(this.parameters);
	}

}
