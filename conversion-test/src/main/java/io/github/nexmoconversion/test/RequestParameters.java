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

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

import com.github.tomakehurst.wiremock.http.Request;
import org.jspecify.annotations.Nullable;

/**
 * The parameters in the query and in the form body of a request, URL-decoded as UTF-8.
 */
final class RequestParameters {

	private static final String FORM = "application/x-www-form-urlencoded";

	private final Map<String, List<String>> query;

	private final Map<String, List<String>> form;

	private final boolean bodyIsForm;

	RequestParameters(Request request) {
		String url = request.getUrl();
		this.query = parse(url.contains("?") ? url.substring(url.indexOf('?') + 1) : "");
		String contentType = request.header("Content-Type").isPresent() ? request.header("Content-Type").firstValue()
				: "";
		String body = request.getBodyAsString();
		this.bodyIsForm = body.isEmpty() || contentType.toLowerCase(Locale.ROOT).split(";", 2)[0].strip().equals(FORM);
		this.form = this.bodyIsForm ? parse(body) : Map.of();
	}

	boolean isBodyAForm() {
		return this.bodyIsForm;
	}

	boolean isQueryAndForm() {
		return !this.query.isEmpty() && !this.form.isEmpty();
	}

	/**
	 * Return the names of all parameters.
	 * @return the names, sorted
	 */
	Set<String> names() {
		Set<String> names = new TreeSet<>(this.query.keySet());
		names.addAll(this.form.keySet());
		return names;
	}

	int count(String name) {
		return values(name).size();
	}

	@Nullable String get(String name) {
		List<String> values = values(name);
		return values.isEmpty() ? null : values.get(0);
	}

	/**
	 * Return the first value of each parameter.
	 * @return the values by parameter name
	 */
	Map<String, String> toMap() {
		Map<String, String> parameters = new TreeMap<>();
		names().forEach((name) -> parameters.put(name, values(name).get(0)));
		return parameters;
	}

	private List<String> values(String name) {
		List<String> values = new ArrayList<>(this.query.getOrDefault(name, List.of()));
		values.addAll(this.form.getOrDefault(name, List.of()));
		return values;
	}

	private static Map<String, List<String>> parse(String encoded) {
		Map<String, List<String>> parameters = new TreeMap<>();
		for (String pair : encoded.split("&")) {
			if (!pair.isEmpty()) {
				String[] parts = pair.split("=", 2);
				parameters.computeIfAbsent(decode(parts[0]), (name) -> new ArrayList<>())
					.add((parts.length == 2) ? decode(parts[1]) : "");
			}
		}
		return parameters;
	}

	private static String decode(String encoded) {
		return URLDecoder.decode(encoded, StandardCharsets.UTF_8);
	}

}
