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

package io.github.nexmoconversion.samples.twofactorlogin;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/**
 * An {@link SmsGateway} that sends nothing, and shows the messages that each phone would
 * have received.
 */
@RestController
class FakeSmsGateway implements SmsGateway {

	private static final int MAX_MESSAGES = 3;

	private final Map<String, List<String>> phones = new ConcurrentHashMap<>();

	@Override
	public String send(String phone, String text) {
		this.phones.merge(phone, List.of(text), FakeSmsGateway::last);
		return UUID.randomUUID().toString().replace("-", "").substring(0, 16).toUpperCase(Locale.ROOT);
	}

	@GetMapping("/phones/{phone}")
	String lastMessage(@PathVariable String phone) {
		List<String> messages = getMessages(phone);
		return (messages.isEmpty() ? "No message" : messages.get(messages.size() - 1)) + "\n";
	}

	/**
	 * Return the last messages to a phone.
	 * @param phone the phone number
	 * @return the messages, newest last
	 */
	List<String> getMessages(String phone) {
		return this.phones.getOrDefault(phone, List.of());
	}

	private static List<String> last(List<String> earlier, List<String> later) {
		List<String> all = Stream.concat(earlier.stream(), later.stream()).toList();
		return all.subList(Math.max(0, all.size() - MAX_MESSAGES), all.size());
	}

}
