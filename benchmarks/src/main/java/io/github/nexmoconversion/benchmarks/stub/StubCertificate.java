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

package io.github.nexmoconversion.benchmarks.stub;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;

import javax.net.ssl.KeyManagerFactory;

/**
 * A self-signed certificate for this machine, made by the tool of the JDK.
 */
public final class StubCertificate {

	/**
	 * Its password, no secret.
	 */
	public static final String PASSWORD = "changeit";

	private StubCertificate() {
	}

	/**
	 * Make a certificate.
	 * @param directory where to put it
	 * @return the key store, which serves as a trust store too
	 */
	public static Path create(Path directory) throws IOException, InterruptedException {
		Path file = directory.resolve("stub.p12");
		Process keytool = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
				"-genkeypair", "-alias", "stub", "-keyalg", "EC", "-dname", "CN=localhost", "-ext",
				"san=ip:127.0.0.1,dns:localhost", "-validity", "30", "-storetype", "PKCS12", "-keystore",
				file.toString(), "-storepass", PASSWORD)
			.inheritIO()
			.start();
		if (keytool.waitFor() != 0) {
			throw new IOException("The certificate of the stub could not be made");
		}
		return file;
	}

	static KeyManagerFactory keyManagers(Path file) throws IOException, GeneralSecurityException {
		KeyStore store = KeyStore.getInstance("PKCS12");
		try (InputStream input = Files.newInputStream(file)) {
			store.load(input, PASSWORD.toCharArray());
		}
		KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
		factory.init(store, PASSWORD.toCharArray());
		return factory;
	}

}
