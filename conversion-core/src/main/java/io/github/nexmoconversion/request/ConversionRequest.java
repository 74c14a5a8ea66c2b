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
 * One request to the Conversion API: where it goes and what it holds. It knows nothing of
 * how it is sent.
 * <p>
 * Immutable and thread-safe. It holds secrets, which its string form does not show.
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
	 * Return the channel, which decides the path of the request.
	 * @return the channel
	 */
	public ConversionChannel getChannel() {
		return this.channel;
	}

	/**
	 * Return the parameters, not URL-encoded, including those that authenticate.
	 * @return the parameters by name
	 */
	public SortedMap<String, String> getParameters() {
		return this.parameters;
	}

	/**
	 * Return where the parameters go.
	 * @return the location of the parameters
	 */
	public ParameterLocation getParameterLocation() {
		return this.parameterLocation;
	}

	/**
	 * Return the value of the {@code Authorization} header.
	 * @return the value, or {@code null} if the parameters authenticate
	 */
	public @Nullable String getAuthorization() {
		return this.authorization;
	}

	/**
	 * Return the parameters as {@code application/x-www-form-urlencoded} text in UTF-8.
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

	// The encoder takes memory even for text that stays as it is, as most does
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
