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

package io.github.nexmoconversion.samples.reactiveaccounts;

import io.github.nexmoconversion.Conversion;
import io.github.nexmoconversion.ConversionChannel;
import io.github.nexmoconversion.ConversionException;
import io.github.nexmoconversion.client.ReactiveConversionOperations;
import reactor.core.publisher.Mono;

import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * Accepts the codes that the default account sent by SMS or voice call. The response
 * waits for the report and states whether it was accepted.
 */
@RestController
class CodeController {

	private final ReactiveConversionOperations conversions;

	CodeController(ReactiveConversionOperations conversions) {
		this.conversions = conversions;
	}

	@PostMapping("/codes/{messageId}")
	Mono<String> enter(@PathVariable String messageId, @RequestParam(defaultValue = "SMS") ConversionChannel channel) {
		return this.conversions.submit(Conversion.delivered(channel, messageId))
			.thenReturn("Logged in and reported\n")
			.onErrorResume(ConversionException.class, (ex) -> Mono.just("Logged in, but not reported\n"));
	}

}
