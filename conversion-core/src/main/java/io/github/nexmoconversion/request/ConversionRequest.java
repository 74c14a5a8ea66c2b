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

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.SortedMap;

import io.github.nexmoconversion.ConversionChannel;
import io.github.nexmoconversion.account.ParameterLocation;
import org.jspecify.annotations.Nullable;

/**
 * A request to the Conversion API, independent of the HTTP client that sends it.
 * <p>
 * Immutable and thread-safe. A request holds credentials, which {@link #toString()} does
 * not show.
 *
 * @since 0.1.0
 */
public final class ConversionRequest {

	private static final int TYPICAL_LENGTH = 192;

	private final ConversionChannel channel;

	private final SortedMap<String, String> parameters;

	private final ParameterLocation parameterLocation;

	private final @Nullable String authorization;

	ConversionRequest(ConversionChannel channel, SortedMap<String, String> parameters,
			ParameterLocation parameterLocation, @Nullable String authorization) {
		this.channel = channel;
		this.parameters = Collections.unmodifiableSortedMap(parameters);
		this.parameterLocation = parameterLocation;
		this.authorization = authorization;
	}

	/**
	 * Return the channel, which determines the path of the request.
	 * @return the channel
	 */
	public ConversionChannel getChannel() {
		return this.channel;
	}

	/**
	 * Return the parameters, not URL-encoded. They include the API key, the API secret
	 * and the signature if the account sends these as parameters.
	 * @return an unmodifiable map of the parameters, sorted by name
	 */
	public SortedMap<String, String> getParameters() {
		return this.parameters;
	}

	/**
	 * Return whether the parameters belong in the body or in the query.
	 * @return the location of the parameters
	 */
	public ParameterLocation getParameterLocation() {
		return this.parameterLocation;
	}

	/**
	 * Return the value of the {@code Authorization} header.
	 * @return the value, or {@code null} if the credentials are sent as parameters
	 */
	public @Nullable String getAuthorization() {
		return this.authorization;
	}

	/**
	 * Return the parameters in the {@code application/x-www-form-urlencoded} format,
	 * encoded as UTF-8. The result is suitable as a form body and as a query string.
	 * @return the encoded parameters
	 */
	public String toFormData() {
		StringBuilder form = new StringBuilder(TYPICAL_LENGTH);
		this.parameters.forEach((name, value) -> {
			if (!form.isEmpty()) {
				form.append('&');
			}
			form.append(encode(name)).append('=').append(encode(value));
		});
		return form.toString();
	}

	// URLEncoder allocates even for text that needs no encoding, which is the common case
	private static String encode(String text) {
		for (int i = 0; i < text.length(); i++) {
			if (!isUnreserved(text.charAt(i))) {
				return URLEncoder.encode(text, StandardCharsets.UTF_8);
			}
		}
		return text;
	}

	private static boolean isUnreserved(char character) {
		return (character >= 'a' && character <= 'z') || (character >= 'A' && character <= 'Z')
				|| (character >= '0' && character <= '9') || character == '-' || character == '_' || character == '.';
	}

	@Override
	public String toString() {
		return "ConversionRequest[channel=" + this.channel + ", parameters=" + this.parameters.keySet() + " in "
				+ this.parameterLocation + "]";
	}

}
